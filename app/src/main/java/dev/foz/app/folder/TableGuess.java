package dev.foz.app.folder;

import dev.foz.app.lake.Trial;
import dev.foz.base.PayloadFormat;
import dev.foz.base.lake.FileOptions.Format;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a table is to be written into a source's file, as far as that was told by its files.
 *
 * @param separator where all files have the same, and it is not the comma
 */
record TableGuess(
    FoundFiles files,
    Optional<Character> separator,
    boolean header,
    DecimalGuess decimal,
    Optional<KeyGuess> key) {
  private static final Pattern VALUE =
      Pattern.compile(
          "|[-+]?[0-9][0-9.,]*|[0-9]{2,4}[-/][0-9]{2}[-/][0-9]{2,4}([T ].*)?|\\S+@\\S+");

  static TableGuess first(FoundFiles files) {
    return new TableGuess(files, Optional.empty(), true, DecimalGuess.USUAL, Optional.empty());
  }

  /** The same with the separator and the header that a trial of it has shown. */
  TableGuess after(Trial.Result result) {
    return new TableGuess(
        files, separator(result), header && !namesAreValues(result), decimal, key);
  }

  TableGuess with(DecimalGuess changed) {
    return new TableGuess(files, separator, header, changed, key);
  }

  TableGuess with(KeyGuess changed) {
    return new TableGuess(files, separator, header, decimal, Optional.of(changed));
  }

  private static Optional<Character> separator(Trial.Result result) {
    List<Character> marks = marks(result);
    return marks.size() == 1
        ? Optional.of(marks.getFirst()).filter(mark -> mark != ',')
        : Optional.empty();
  }

  private static List<Character> marks(Trial.Result result) {
    return result.formats().stream()
        .filter(PayloadFormat.Csv.class::isInstance)
        .map(format -> ((PayloadFormat.Csv) format).separator())
        .distinct()
        .toList();
  }

  /** A first line with a number, a date or an address among its fields is a row. */
  private boolean namesAreValues(Trial.Result result) {
    return files.format() == Format.CSV
        && result.columns().stream()
            .anyMatch(column -> VALUE.matcher(column.key().strip()).matches());
  }

  /** The lines below the table's name, without indentation. */
  List<String> yaml(String path) {
    List<String> lines = new ArrayList<>();
    lines.add("path: " + PathText.yaml(path));
    if (!files.named()) {
      lines.add("format: " + files.format().name().toLowerCase(Locale.ROOT));
    }
    key.flatMap(KeyGuess::line).ifPresent(lines::add);
    separator.ifPresent(mark -> lines.add("separator: " + mark(mark)));
    if (files.format() == Format.CSV && !files.encoding().equals(StandardCharsets.UTF_8)) {
      lines.add("encoding: " + files.encoding().name().toLowerCase(Locale.ROOT));
    }
    if (!header) {
      lines.add("header: false");
    }
    decimal.mark().ifPresent(mark -> lines.add("decimal: " + mark(mark)));
    return lines;
  }

  private static String mark(char mark) {
    return mark == '\t' ? "\"\\t\"" : "\"" + mark + "\"";
  }

  /** How the files are read, for people. */
  String told(Trial.Result result) {
    if (files.format() != Format.CSV) {
      return "json";
    }
    String marks =
        marks(result).stream()
            .map(TableGuess::name)
            .sorted()
            .reduce((one, other) -> one + " or " + other)
            .orElse("not told");
    return "csv, separator "
        + marks
        + ", "
        + files.encoding().name().toLowerCase(Locale.ROOT)
        + ", "
        + (header ? "first line has the names" : "no line with names")
        + (decimal.isComma() ? ", decimal comma" : "");
  }

  /** What a person should know of the line with the names. */
  Optional<String> headerTold(Trial.Result result) {
    return header
        ? result.formats().stream()
            .filter(PayloadFormat.Csv.class::isInstance)
            .flatMap(format -> HeaderLooks.told((PayloadFormat.Csv) format).stream())
            .sorted()
            .findFirst()
        : Optional.empty();
  }

  private static String name(char mark) {
    return mark == '\t' ? "tab" : "`" + mark + "`";
  }
}
