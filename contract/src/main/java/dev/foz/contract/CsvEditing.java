package dev.foz.contract;

import dev.foz.base.PayloadFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Edits CSV rows; see {@link RecordEditor}. Fields are quoted anew where they need it. */
final class CsvEditing implements RecordEditor.Editing {
  private final PayloadFormat.Csv format;
  private final List<String> columns;

  CsvEditing(PayloadFormat.Csv format) {
    this.format = format;
    this.columns = CsvReader.columns(format);
  }

  @Override
  public Optional<String> find(byte[] payload, FieldPath path) {
    CsvReader row = read(payload);
    int column = column(path);
    return column >= row.count() || row.isNull(column)
        ? Optional.empty()
        : Optional.of(row.string(column));
  }

  @Override
  public byte[] set(byte[] payload, FieldPath path, String json) {
    CsvReader row = read(payload);
    int changed = column(path);
    if (row.count() != columns.size()) {
      throw RecordError.malformed(
          "has " + row.count() + " fields, the header has " + columns.size() + " columns", 0);
    }
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < columns.size(); column++) {
      if (column > 0) {
        text.append(format.separator());
      }
      if (column == changed) {
        text.append(field(json));
      } else if (!row.isNull(column)) {
        text.append(quoted(row.string(column)));
      }
    }
    return text.toString().getBytes(format.charset());
  }

  private CsvReader read(byte[] payload) {
    CsvReader row = new CsvReader(format);
    row.read(payload, 0, payload.length);
    return row;
  }

  private int column(FieldPath path) {
    boolean named =
        path.steps().size() == 1 && path.steps().getFirst() instanceof FieldPath.Step.Key;
    int column =
        named ? columns.indexOf(((FieldPath.Step.Key) path.steps().getFirst()).name()) : -1;
    if (column < 0) {
      throw RecordError.malformed("has the columns " + String.join(", ", columns), 0);
    }
    return column;
  }

  private String field(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String text = RecordEditor.textOf(bytes, 0, bytes.length).orElse("");
    boolean number = Character.isDigit(json.charAt(0)) || json.charAt(0) == '-';
    if (number) {
      return quoted(text.replace('.', format.decimal()));
    }
    return json.equals("null") ? "" : quoted(text);
  }

  private String quoted(String text) {
    String quote = String.valueOf(format.quote());
    boolean plain =
        !text.isEmpty()
            && !text.contains(quote)
            && text.indexOf(format.separator()) < 0
            && text.indexOf('\n') < 0
            && text.indexOf('\r') < 0;
    return plain ? text : quote + text.replace(quote, quote + quote) + quote;
  }
}
