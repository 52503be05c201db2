package dev.foz.engine.duckdb;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.TextWidth;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what DuckDB says into problems. */
final class Errors {
  private static final Pattern KIND = Pattern.compile("^([A-Za-z][A-Za-z -]*?) Error: ");
  private static final Pattern HINT = Pattern.compile("Did you mean \"([^\"]+)\"\\??");
  private static final Pattern CANDIDATES = Pattern.compile("\nCandidate bindings: ([^\n]+)");
  private static final Pattern OVERLOADS =
      Pattern.compile("\n\\s*Candidate functions:.*", Pattern.DOTALL);
  private static final Pattern LINE = Pattern.compile("\nLINE (\\d+): ([^\n]*)\n( *)(\\^+)");

  private static final Pattern FOUR_BYTES =
      Pattern.compile("[\\u00f0-\\u00f4][\\u0080-\\u00bf]{3}");

  /** Advice to change settings, which users cannot. */
  private static final Pattern SETTINGS =
      Pattern.compile(",? or SET \\w+=[^\n]*|\\s*\\bUse \"?SET [^\n]*");

  private static final String INTERNAL =
      "(?i)(duckdb_|pg_|sqlite_|pragma_|foz_|information_schema).*";
  private static final Set<String> OF_THE_USER =
      Set.of(
          "parser",
          "syntax",
          "binder",
          "catalog",
          "conversion",
          "invalid input",
          "invalid type",
          "mismatch type",
          "out of range",
          "constraint",
          "not implemented",
          "parameter not resolved",
          "parameter not allowed",
          "decimal",
          "divide by zero",
          "sequence",
          "expression",
          "value");

  private Errors() {}

  /** The problem that a failed statement means; {@code sql} where it holds SQL of a user. */
  static FozException translate(Throwable error, Optional<SqlPlace> sql) {
    String message = SystemSchema.told(repaired(String.valueOf(error.getMessage())));
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.startsWith("interrupt error")) {
      return cancelled(error);
    }
    if (lower.contains("no space left") || lower.contains("max_temp_directory_size")) {
      return diskFull(message, error);
    }
    if (lower.startsWith("out of memory error")) {
      return memory(message, error);
    }
    Matcher kind = KIND.matcher(message);
    String what = kind.find() ? kind.group(1).toLowerCase(Locale.ROOT) : "";
    if (sql.isPresent() && OF_THE_USER.contains(what)) {
      return failed(message.substring(kind.end()), sql.get(), error);
    }
    return Problem.of(Code.ENGINE_FAILED, "Cannot run the query: the engine failed")
        .because(firstLine(message))
        .remedy("run it again; where it stays, send this text and the query, with `foz version`")
        .toException(error);
  }

  static FozException cancelled(Throwable error) {
    return Problem.of(Code.CANCELLED, "The query was cancelled").toException(error);
  }

  /** JNI takes the bytes of characters outside of the first plane for one character each. */
  private static String repaired(String message) {
    return FOUR_BYTES
        .matcher(message)
        .replaceAll(
            bytes ->
                Matcher.quoteReplacement(
                    new String(
                        bytes.group().getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8)));
  }

  private static FozException diskFull(String message, Throwable error) {
    return Problem.of(
            Code.STORAGE_FULL, "Cannot run the query: the disk has no room for what it sets aside")
        .because(firstLine(message))
        .remedy("free space on the disk of the lake's storage, or give more `--memory`")
        .toException(error);
  }

  private static FozException memory(String message, Throwable error) {
    return Problem.of(Code.ENGINE_MEMORY, "Cannot run the query: it needs more memory")
        .because(firstLine(message))
        .remedy("give more with `--memory`, or let the query group or sort fewer rows at once")
        .toException(error);
  }

  private static FozException failed(String message, SqlPlace sql, Throwable error) {
    Matcher line = LINE.matcher(message);
    Optional<Place> place = line.find() ? place(line, sql) : Optional.empty();
    String told = (place.isPresent() ? message.substring(0, line.start()) : message).strip();
    told = SETTINGS.matcher(told).replaceAll("");
    Optional<String> remedy = remedy(told);
    told = OVERLOADS.matcher(told).replaceAll("");
    told = CANDIDATES.matcher(HINT.matcher(told).replaceAll("")).replaceAll("").strip();
    Problem problem = Problem.of(Code.SQL_FAILED, "Cannot run the query: " + sentence(told));
    problem = place.map(problem::at).orElse(problem);
    problem = rest(told).map(problem::because).orElse(problem);
    return remedy.map(problem::remedy).orElse(problem).toException(error);
  }

  private static Optional<Place> place(Matcher match, SqlPlace sql) {
    int number = Integer.parseInt(match.group(1)) - sql.linesBefore();
    String line = sql.line(number);
    String shown = match.group(2);
    int caret = match.group(3).length() - "LINE ".length() - match.group(1).length() - 2;
    int column = column(line, shown, caret);
    return column < 0
        ? Optional.empty()
        : Optional.of(
            sql.at(
                number,
                column + 1,
                Math.max(match.group(4).length(), SqlText.tokenLength(line, column))));
  }

  /** Where the caret stands in the whole line, of which DuckDB shows a part; -1 if nowhere. */
  private static int column(String line, String shown, int caret) {
    boolean cutLeft = shown.startsWith("...") && !line.startsWith("...");
    String part = cutLeft ? shown.substring(3) : shown;
    if (part.endsWith("...") && !line.contains(part)) {
      part = part.substring(0, part.length() - 3);
    }
    int from = line.indexOf(part.stripTrailing());
    return from < 0 ? -1 : from + characters(shown, caret) - (cutLeft ? 3 : 0);
  }

  /** Characters before a column: DuckDB counts wide ones twice. */
  private static int characters(String shown, int column) {
    int at = 0;
    int width = 0;
    while (at < shown.length() && width < column) {
      int point = shown.codePointAt(at);
      width += TextWidth.of(point);
      at += Character.charCount(point);
    }
    return at + Math.max(0, column - width);
  }

  private static Optional<String> remedy(String told) {
    Matcher candidates = CANDIDATES.matcher(told);
    if (candidates.find()) {
      return Optional.of("did you mean " + candidates.group(1).replace('"', '`') + "?");
    }
    Matcher hint = HINT.matcher(told);
    boolean found = hint.find() && !hint.group(1).matches(INTERNAL);
    return found ? Optional.of("did you mean `" + hint.group(1) + "`?") : Optional.empty();
  }

  private static String sentence(String text) {
    String first = firstLine(text);
    String end =
        first.endsWith("!") || first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    boolean lower = end.length() > 1 && Character.isLowerCase(end.charAt(1));
    return lower ? end.substring(0, 1).toLowerCase(Locale.ROOT) + end.substring(1) : end;
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static Optional<String> rest(String text) {
    int end = text.indexOf('\n');
    String rest = end < 0 ? "" : text.substring(end + 1).strip();
    return rest.isEmpty()
        ? Optional.empty()
        : Optional.of(rest.replace("\t", "").replace("\n", "\n    "));
  }
}
