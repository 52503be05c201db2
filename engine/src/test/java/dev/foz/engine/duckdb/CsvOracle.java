package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.base.PayloadFormat;
import dev.foz.base.Type;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a CSV row by a contract, on its own. */
final class CsvOracle {
  private static final int MAX_NUMBER_LENGTH = 100;
  private final Contract contract;
  private final PayloadFormat.Csv format;
  private final List<Optional<String>> header;
  private final Pattern plain;
  private final Pattern grouped;

  CsvOracle(Contract contract, PayloadFormat.Csv format) {
    this.contract = contract;
    this.format = format;
    this.header = cells(format.header());
    String fraction = "(" + Pattern.quote(String.valueOf(format.decimal())) + "[0-9]+)";
    String groups = "-?[1-9][0-9]{0,2}(" + Pattern.quote(String.valueOf(group())) + "[0-9]{3})";
    this.plain = Pattern.compile("(?!-0$)-?(0|[1-9][0-9]*)" + fraction + "?");
    // With a point, one lone group may be a fraction.
    this.grouped =
        Pattern.compile(
            format.decimal() == ','
                ? groups + "+" + fraction + "?"
                : groups + "+" + fraction + "|" + groups + "{2,}");
  }

  private char group() {
    return format.decimal() == '.' ? ',' : '.';
  }

  /** The values by column; empty when one of them cannot be cast to its type exactly. */
  Optional<Map<String, @Nullable Object>> read(String row) {
    List<Optional<String>> cells = cells(row);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    try {
      for (Field column : contract.rowType().fields()) {
        Optional<String> cell = cell(column.name(), cells);
        values.put(column.name(), cell.map(text -> value(text, column.type())).orElse(null));
      }
      return Optional.of(values);
    } catch (ScalarOracle.Unreadable unreadable) {
      return Optional.empty();
    }
  }

  /** The first column of the file that is the field's and not null. */
  private Optional<String> cell(String column, List<Optional<String>> cells) {
    ContractField field =
        contract.fields().stream()
            .filter(one -> one.name().equals(column))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < cells.size(); i++) {
      String key = header.get(i).orElseThrow();
      boolean same = key.equals(field.key()) || field.aliases().contains(key);
      if (same && cells.get(i).isPresent()) {
        return cells.get(i);
      }
    }
    return Optional.empty();
  }

  private Object value(String text, Type type) {
    if (type == Type.Primitive.STRING) {
      return text;
    }
    String number = text.replace(String.valueOf(group()), "").replace(format.decimal(), '.');
    boolean isNumber =
        text.length() <= MAX_NUMBER_LENGTH
            && (plain.matcher(text).matches() || grouped.matcher(text).matches());
    String lower = text.toLowerCase(Locale.ROOT);
    ScalarOracle.Scalar scalar =
        isNumber
            ? new ScalarOracle.Scalar(ScalarOracle.Kind.NUMBER, number)
            : lower.equals("true") || lower.equals("false")
                ? new ScalarOracle.Scalar(ScalarOracle.Kind.WORD, lower)
                : new ScalarOracle.Scalar(ScalarOracle.Kind.TEXT, text);
    if (type instanceof Type.Struct || type instanceof Type.ListOf) {
      throw new ScalarOracle.Unreadable();
    }
    return ScalarOracle.read(scalar, type, false);
  }

  /** The fields of a row that is well-formed; empty ones are null. */
  private List<Optional<String>> cells(String row) {
    List<Optional<String>> cells = new ArrayList<>();
    int at = 0;
    while (at <= row.length()) {
      boolean quoted = at < row.length() && row.charAt(at) == format.quote();
      int end = quoted ? close(row, at + 1) + 1 : row.indexOf(format.separator(), at);
      end = end < 0 ? row.length() : end;
      String text = row.substring(at, end);
      String quote = String.valueOf(format.quote());
      if (quoted) {
        cells.add(Optional.of(text.substring(1, text.length() - 1).replace(quote + quote, quote)));
      } else {
        cells.add(text.isEmpty() ? Optional.empty() : Optional.of(text));
      }
      at = end + 1;
    }
    return cells;
  }

  private int close(String row, int from) {
    int at = row.indexOf(format.quote(), from);
    while (at + 1 < row.length() && row.charAt(at + 1) == format.quote()) {
      at = row.indexOf(format.quote(), at + 2);
    }
    return at;
  }
}
