package dev.foz.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the fields of CSV rows against a contract. Text is read as the declared column says, and
 * where that leaves it open as whatever the contract allows. Throws {@link RecordError}. Not
 * thread-safe.
 */
final class CsvChecks {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final Checks checks;
  private final CsvValues values;
  private final CsvReader row;
  private final Rules rules;
  private final @Nullable ObjectRule object;
  private final NumberText number = new NumberText();
  private final List<String> columns;

  CsvChecks(Rules rules, CsvReader row, CsvValues values, List<String> columns) {
    this.rules = rules;
    this.checks = new Checks(rules.patterns());
    this.row = row;
    this.values = values;
    this.columns = List.copyOf(columns);
    this.object = rules.root().objectRule();
  }

  /** The rule of a column that is no known field. */
  Rule rule(int column) {
    return object == null ? Rule.ANY : object.rule(columns.get(column));
  }

  /** Whether a number is spelled as the engine reads it exactly, or there is none. */
  boolean check(int column, Typing typing, Rule rule, @Nullable Node node) {
    try {
      return value(column, typing, rule, node);
    } catch (RecordError error) {
      throw error.inField(columns.get(column));
    }
  }

  private boolean value(int column, Typing typing, Rule rule, @Nullable Node node) {
    int position = row.place(column);
    switch (typing) {
      case INTEGER, NUMBER, DECIMAL -> {
        return node == null || number(column, typing, rule, node, position);
      }
      case BOOLEAN -> {
        if (!isBoolean(column)) {
          throw misread(column, typing.words(), position);
        }
        checks.word(rule, first(column), position);
      }
      case DATE, TIMESTAMP, TIMESTAMPTZ -> {
        text(column, rule, position);
        Checks.instant(typing, row.text(column), row.start(column), row.end(column), position);
      }
      case TEXT -> text(column, rule, position);
      case LIST, OBJECT ->
          throw RecordError.broken(
              Keyword.TYPE.word(), "is text, the contract says " + typing.words(), position);
      case OPEN, SCALAR, ANY -> whatever(column, rule, position);
    }
    return true;
  }

  private void text(int column, Rule rule, int position) {
    if (rule != Rule.ANY) {
      checks.text(rule, row.text(column), row.start(column), row.end(column), false, position);
    }
  }

  private boolean number(int column, Typing typing, Rule rule, Node node, int position) {
    if (!isNumber(column)) {
      throw misread(column, typing.words(), position);
    }
    setNumber();
    if (rule.allows(Kinds.INTEGER)) {
      checks.number(rule, number, position);
    } else {
      // A decimal that the contract wants as text: as JSON would spell it.
      checks.text(rule, values.plain(), 0, values.plainLength(), false, position);
    }
    return Checks.exact(node.numberType(), number, position);
  }

  private boolean isNumber(int column) {
    return values.readNumber(row.text(column), row.start(column), row.end(column));
  }

  private void setNumber() {
    number.set(values.plain(), 0, values.plainLength(), values.digits(), values.scale(), false);
  }

  private boolean isBoolean(int column) {
    return CsvValues.isBoolean(row.text(column), row.start(column), row.end(column));
  }

  private int first(int column) {
    boolean isTrue = CsvValues.isTrue(row.text(column), row.start(column), row.end(column));
    return isTrue ? 't' : 'f';
  }

  private RecordError misread(int column, String wanted, int position) {
    String what =
        "is `"
            + Excerpt.of(row.text(column), row.start(column), row.end(column))
            + "`, the contract says "
            + wanted;
    return RecordError.broken(Keyword.TYPE.word(), what, position);
  }

  private void whatever(int column, Rule rule, int position) {
    if (rule == Rule.ANY) {
      return;
    }
    if ((rule.kinds & Kinds.NUMBER) != 0 && isNumber(column)) {
      setNumber();
      checks.number(rule, number, position);
    } else if (isDecimalText(rule) && isNumber(column)) {
      checks.text(rule, values.plain(), 0, values.plainLength(), false, position);
    } else if (rule.allows(Kinds.BOOLEAN) && isBoolean(column)) {
      checks.word(rule, first(column), position);
    } else {
      text(column, rule, position);
    }
  }

  private static boolean isDecimalText(Rule rule) {
    TextRule text = rule.of(Kinds.STRING).text;
    return text != null && !text.decimals().isEmpty();
  }

  /** Holds the row as a whole against the contract; its fields were checked. */
  void complete(int position) {
    if (object == null) {
      return;
    }
    for (ObjectRule.Property property : object.properties()) {
      long present = property.keys().stream().filter(this::isPresent).count();
      if (present == 0 && property.required()) {
        throw RecordError.broken(Keyword.REQUIRED.word(), "is missing", position)
            .inField(property.key());
      }
      if (present > 1) {
        throw RecordError.duplicateKey(property.key(), position);
      }
    }
    Checks.count(object, present(), position);
    library(position);
  }

  private boolean isPresent(String key) {
    int column = columns.indexOf(key);
    return column >= 0 && !row.isNull(column);
  }

  private int present() {
    int count = 0;
    for (int column = 0; column < columns.size(); column++) {
      count += row.isNull(column) ? 0 : 1;
    }
    return count;
  }

  private void library(int position) {
    if (rules.library().isPresent() || rules.root().of(Kinds.OBJECT).choices.length > 0) {
      byte[] document = document();
      checks.container(rules.root().of(Kinds.OBJECT), document, 0, document.length);
      if (rules.library().isPresent()) {
        rules
            .library()
            .get()
            .check(document, 0, document.length)
            .ifPresent(broken -> fail(broken, position));
      }
    }
  }

  private static void fail(Rejection broken, int position) {
    RecordError error = RecordError.broken(broken.rule(), broken.what(), position);
    throw broken.path().isEmpty() ? error : error.inField(broken.path());
  }

  /** The row as a JSON object, fields read as the contract allows. */
  private byte[] document() {
    Output out = new Output(256);
    List<Integer> present = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      if (!row.isNull(column)) {
        present.add(column);
      }
    }
    out.add('{');
    for (int column : present) {
      if (column != present.getFirst()) {
        out.add(',');
      }
      byte[] key = columns.get(column).getBytes(StandardCharsets.UTF_8);
      out.quote(key, 0, key.length);
      out.add(':');
      add(column, out);
    }
    out.add('}');
    return out.toBytes();
  }

  private void add(int column, Output out) {
    Rule rule = rule(column);
    if ((rule.kinds & Kinds.NUMBER) != 0 && isNumber(column)) {
      out.add(values.plain(), 0, values.plainLength());
    } else if (rule.allows(Kinds.BOOLEAN) && isBoolean(column)) {
      out.add(first(column) == 't' ? TRUE : FALSE);
    } else {
      out.quote(row.text(column), row.start(column), row.end(column));
    }
  }
}
