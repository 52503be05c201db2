package dev.foz.contract;

import dev.foz.base.PayloadFormat;
import dev.foz.base.Slices;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scans CSV rows; see {@link RecordScanner}. */
final class CsvShape implements RecordScanner.Shape {
  private final CsvReader reader;
  private final CsvValues values;
  private final List<String> columns;
  private final Node root;

  /** Of each column its field, once it has one. */
  private final @Nullable Node[] nodes;

  private final long[] facts;

  /** Of each column, whether its number is spelled as the engine does not read it exactly. */
  private final boolean[] respelled;

  /** Of each column its place in the primary key, or {@link KeyPath#NO_SLOT}. */
  private final int[] slots;

  private final KeyValues keys;
  private final CsvChecks checks;
  private final Rules rules;
  private final Growth growth;
  private boolean learnt;

  CsvShape(Contract start, PayloadFormat.Csv format, List<String> primaryKey, Growth growth) {
    reader = new CsvReader(format);
    values = new CsvValues(format.decimal());
    columns = CsvReader.columns(format);
    rules = start.declared().map(Declaration::rules).orElse(Rules.NONE);
    checks = new CsvChecks(rules, reader, values, columns);
    this.growth = growth;
    root = Node.root(start.root(), rules);
    nodes = new Node[columns.size()];
    facts = new long[columns.size()];
    respelled = new boolean[columns.size()];
    slots = new int[columns.size()];
    keys = new KeyValues(primaryKey);
    for (int column = 0; column < slots.length; column++) {
      nodes[column] = root.find(columns.get(column));
      slots[column] = primaryKey.indexOf(columns.get(column));
    }
  }

  @Override
  public Optional<Rejection> scan(byte[] buffer, int from, int to) {
    try {
      reader.read(buffer, from, to);
      checkCount(from);
      keys.reset();
      return scanFields(from);
    } catch (RecordError error) {
      return Optional.of(error.rejection(from));
    }
  }

  private Optional<Rejection> scanFields(int from) {
    boolean novel = classify();
    if (!rules.isNone()) {
      checks.complete(from);
    }
    Optional<Rejection> badKey = keys.check(reader.base());
    if (badKey.isPresent()) {
      return badKey;
    }
    if (novel && !learn()) {
      return Optional.of(RecordScanner.tooManyFields());
    }
    return Optional.empty();
  }

  private void checkCount(int from) {
    if (columns.size() > 1 && reader.isBlank()) {
      throw RecordError.malformed("blank", "every field is empty", from);
    }
    if (reader.count() != columns.size()) {
      String what =
          "has "
              + count(reader.count(), "field")
              + ", the header has "
              + count(columns.size(), "column");
      throw RecordError.malformed("csv", what, from);
    }
  }

  private static String count(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** Checks the fields and notes what they hold; whether anything of it is new. */
  private boolean classify() {
    boolean novel = false;
    for (int column = 0; column < facts.length; column++) {
      Node node = nodes[column];
      facts[column] = 0;
      respelled[column] = !meetsContract(column);
      if (node == null || node.typing == Typing.OPEN) {
        facts[column] = factsOf(column);
        novel |= grows(column);
      }
      novel |= respelled[column] && node != null && !node.isRespelled();
      noteKey(column);
    }
    return novel;
  }

  /** Whether the field is spelled as the engine reads it exactly; it must meet the contract. */
  private boolean meetsContract(int column) {
    if (rules.isNone() || reader.isNull(column)) {
      return true;
    }
    Node node = nodes[column];
    return node == null
        ? checks.check(column, Typing.OPEN, checks.rule(column), null)
        : checks.check(column, node.typing, node.rule, node);
  }

  private boolean grows(int column) {
    Node node = nodes[column];
    boolean isNew = node == null || !node.covers(facts[column]);
    if (growth == Growth.LEARN || !isNew) {
      return isNew;
    }
    if (node == null && reader.isNull(column)) {
      return false;
    }
    if (node == null || node.changes(facts[column])) {
      String what = node == null ? "is no field of the table" : node.change(facts[column]);
      throw RecordError.broken("schema-change", what, reader.place(column))
          .inField(columns.get(column));
    }
    return true;
  }

  private void noteKey(int column) {
    if (slots[column] == KeyPath.NO_SLOT) {
      return;
    }
    byte[] text = reader.text(column);
    int from = reader.start(column);
    int to = reader.end(column);
    if (reader.isNull(column)) {
      keys.note(slots[column], KeyValues.Kind.NULL, text, from, to);
    } else if (isNumberKey(column) && values.readNumber(text, from, to)) {
      byte[] plain = Arrays.copyOf(values.plain(), values.plainLength());
      keys.note(slots[column], KeyValues.Kind.NUMBER, plain, 0, plain.length);
    } else {
      // Keys of a file are text to begin with, so they may turn from numbers into text.
      keys.note(slots[column], KeyValues.Kind.TEXT, text, from, to);
    }
  }

  /** Whether a contract says that the key is a number. */
  private boolean isNumberKey(int column) {
    Node node = nodes[column];
    return node != null
        && switch (node.typing) {
          case INTEGER, NUMBER, DECIMAL -> node.rule.allows(Kinds.INTEGER);
          default -> false;
        };
  }

  private long factsOf(int column) {
    byte[] text = reader.text(column);
    int from = reader.start(column);
    int to = reader.end(column);
    Node node = nodes[column];
    if (reader.isNull(column) || (node != null && node.covers(Facts.STRINGS))) {
      return 0;
    }
    return slots[column] == KeyPath.NO_SLOT
        ? values.facts(text, from, to)
        : values.keyFacts(text, from, to);
  }

  private boolean learn() {
    long missing = Arrays.stream(nodes).filter(Objects::isNull).count();
    if (missing > 0 && root.fields() + missing > Contract.MAX_ALL_FIELDS) {
      return false;
    }
    for (int column = 0; column < facts.length; column++) {
      Node known = nodes[column];
      boolean refused = known == null && growth == Growth.REFUSE;
      if (!refused) {
        Node node = known == null ? root.add(columns.get(column)) : known;
        nodes[column] = node;
        learn(node, column);
      }
    }
    learnt = true;
    return true;
  }

  private void learn(Node node, int column) {
    if (node.typing == Typing.OPEN) {
      node.learn(facts[column]);
    } else if (respelled[column]) {
      node.learnRespelled();
    }
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
