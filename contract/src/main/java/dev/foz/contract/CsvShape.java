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

  /** Of each column its place in the primary key, or {@link KeyPath#NO_SLOT}. */
  private final int[] slots;

  private final KeyValues keys;
  private boolean learnt;

  CsvShape(Contract start, PayloadFormat.Csv format, List<String> primaryKey, Growth growth) {
    reader = new CsvReader(format);
    values = new CsvValues(format.decimal());
    columns = CsvReader.columns(format);
    root = Node.root(start.root(), Rules.NONE);
    nodes = new Node[columns.size()];
    facts = new long[columns.size()];
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
    } catch (RecordError error) {
      return Optional.of(error.rejection(from));
    }
    keys.reset();
    boolean novel = classify();
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
    if (reader.count() != columns.size()) {
      String what =
          "has " + reader.count() + " fields, the header has " + columns.size() + " columns";
      throw RecordError.malformed("csv", what, from);
    }
  }

  /** Notes what the fields hold; whether anything of it is new. */
  private boolean classify() {
    boolean novel = false;
    for (int column = 0; column < facts.length; column++) {
      facts[column] = factsOf(column);
      Node node = nodes[column];
      novel |= node == null || !node.covers(facts[column]);
    }
    return novel;
  }

  private long factsOf(int column) {
    byte[] text = reader.text(column);
    int from = reader.start(column);
    int to = reader.end(column);
    boolean isNull = reader.isNull(column);
    if (slots[column] != KeyPath.NO_SLOT) {
      // All keys of a file are text to begin with, so they may turn from numbers into text.
      KeyValues.Kind kind = isNull ? KeyValues.Kind.NULL : KeyValues.Kind.TEXT;
      keys.note(slots[column], kind, text, from, to);
    }
    Node node = nodes[column];
    if (isNull || (node != null && node.covers(Facts.STRINGS))) {
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
      Node node = known == null ? root.add(columns.get(column)) : known;
      nodes[column] = node;
      node.learn(facts[column]);
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
