package dev.foz.contract;

import dev.foz.base.Slices;
import java.util.List;
import java.util.Optional;

/** Scans JSON records; see {@link RecordScanner}. */
final class JsonShape implements RecordScanner.Shape {
  private final KeyPath path;
  private final KeyValues keys;
  private final JsonScanner scanner;
  private final Rules rules;
  private Node root;
  private boolean learnt;

  JsonShape(Contract start, List<String> primaryKey, Growth growth) {
    this.path = KeyPath.ofPaths(primaryKey);
    this.keys = new KeyValues(primaryKey);
    this.rules = start.declared().map(Declaration::rules).orElse(Rules.NONE);
    this.scanner = new JsonScanner(keys, rules, growth);
    this.root = Node.root(start.root(), path, rules);
    expectKeys(root);
  }

  private void expectKeys(Node node) {
    KeyPath here = node.keyPath;
    if (here != null && here.slot() != KeyPath.NO_SLOT) {
      keys.expect(here.slot(), node.keyFacts());
    }
    for (int index = 0; index < node.size(); index++) {
      if (node.child(index).keyPath != null) {
        expectKeys(node.child(index));
      }
    }
  }

  @Override
  public Optional<Rejection> scan(byte[] buffer, int from, int to) {
    try {
      scanner.check(root, path, buffer, from, to);
    } catch (RecordError error) {
      return Optional.of(error.rejection(from));
    }
    if (rules.library().isPresent()) {
      Optional<Rejection> broken = rules.library().get().check(buffer, from, to);
      if (broken.isPresent()) {
        return broken;
      }
    }
    Optional<Rejection> badKey = keys.check(from);
    if (badKey.isPresent()) {
      return badKey;
    }
    if (scanner.isNovel() && !learn(buffer, from, to)) {
      return Optional.of(RecordScanner.tooManyFields());
    }
    keys.accept();
    return Optional.empty();
  }

  /** Whether the record could be learnt; where not, the shape is as before. */
  private boolean learn(byte[] buffer, int from, int to) {
    boolean mayOverflow =
        scanner.unknownKeys() > 0
            && root.fields() + scanner.unknownKeys() > Contract.MAX_ALL_FIELDS;
    ContractType.Struct before =
        mayOverflow ? RecordScanner.fieldsOf(root) : Contract.empty().root();
    scanner.learn(root, path, buffer, from, to);
    if (mayOverflow && root.fields() > Contract.MAX_ALL_FIELDS) {
      root = Node.root(before, path, rules);
      return false;
    }
    learnt = true;
    return true;
  }

  @Override
  public void appendKey(Slices target) {
    keys.append(target);
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public boolean hasLearnt() {
    return learnt;
  }
}
