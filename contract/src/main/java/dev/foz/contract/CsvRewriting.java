package dev.foz.contract;

import dev.foz.base.PayloadFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rewrites CSV payloads; see {@link DocumentRewriter}. */
final class CsvRewriting implements DocumentRewriter.Rewriting {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private final Target root;
  private final PayloadFormat.Csv format;

  /** Of each column its field in the contract, or -1. */
  private final int[] fields;

  CsvRewriting(Contract contract, PayloadFormat.Csv format) {
    this.root = new Target(contract.root());
    this.format = format;
    List<String> columns = CsvReader.columns(format);
    this.fields = columns.stream().mapToInt(this::find).toArray();
  }

  private int find(String column) {
    byte[] key = column.getBytes(StandardCharsets.UTF_8);
    return root.find(key, 0, key.length);
  }

  @Override
  public Output rewrite(byte[] payload) {
    CsvReader row = new CsvReader(format);
    row.read(payload, 0, payload.length);
    if (row.count() != fields.length) {
      throw RecordError.malformed(
          "has " + row.count() + " fields, the header has " + fields.length + " columns", 0);
    }
    return write(row, new Output(payload.length + 16 * fields.length));
  }

  private Output write(CsvReader row, Output out) {
    CsvValues values = new CsvValues(format.decimal());
    char before = '{';
    for (int column = 0; column < fields.length; column++) {
      int field = fields[column];
      if (field < 0 || row.isNull(column) || root.field(field).form == Target.Form.NONE) {
        continue;
      }
      out.add(before);
      before = ',';
      out.add(root.label(field));
      try {
        value(root.field(field), row, column, values, out);
      } catch (RecordError error) {
        throw error.inField(root.key(field));
      }
    }
    if (before == '{') {
      out.add('{');
    }
    out.add('}');
    return out;
  }

  private static void value(
      Target target, CsvReader row, int column, CsvValues values, Output out) {
    byte[] text = row.text(column);
    int from = row.start(column);
    int to = row.end(column);
    if (Facts.covers(target.facts, Facts.STRINGS)) {
      out.quote(text, from, to);
      return;
    }
    if (target.form == Target.Form.EXACT_NUMBER) {
      exact(target, row, column, values, out);
      return;
    }
    long bits = values.facts(text, from, to);
    boolean covered = Facts.covers(target.facts, bits);
    if (!covered && (bits & Facts.NUMBER) != 0 && target.type instanceof ContractType.Number) {
      exact(target, row, column, values, out);
      return;
    }
    if (!covered && !isMidnight(target, bits)) {
      throw DocumentRewriter.uncovered(target.type, row.string(column), 0);
    }
    switch (target.form) {
      case PLAIN_NUMBER -> out.add(values.plain(), 0, values.plainLength());
      case LITERAL -> literal(bits, text, from, to, values, out);
      default -> out.quote(text, from, to);
    }
  }

  /** A date stands for its midnight where points in time are asked for. */
  private static boolean isMidnight(Target target, long bits) {
    return bits == Facts.DATE && target.type == ContractType.Simple.TIMESTAMP;
  }

  private static void exact(
      Target target, CsvReader row, int column, CsvValues values, Output out) {
    if (!values.readNumber(row.text(column), row.start(column), row.end(column))) {
      throw DocumentRewriter.uncovered(target.type, row.string(column), 0);
    }
    switch (values.fit(target.type.column().orElseThrow())) {
      case AS_IT_STANDS -> out.add(values.plain(), 0, values.plainLength());
      case RESPELLED -> out.add(values.plain(), 0, values.plainLength() - values.scale() - 1);
      case OUT_OF_RANGE, FRACTION, INEXACT ->
          throw DocumentRewriter.uncovered(target.type, row.string(column), 0);
    }
  }

  private static void literal(
      long bits, byte[] text, int from, int to, CsvValues values, Output out) {
    if (bits == Facts.BOOLEAN) {
      out.add(CsvValues.isTrue(text, from, to) ? TRUE : FALSE);
    } else if ((bits & Facts.NUMBER) != 0) {
      out.add(values.plain(), 0, values.plainLength());
    } else {
      out.quote(text, from, to);
    }
  }
}
