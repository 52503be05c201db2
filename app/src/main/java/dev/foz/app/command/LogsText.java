package dev.foz.app.command;

import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.NamedLines;
import dev.foz.app.text.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run that was, in words. */
final class LogsText {
  private static final int BELOW = 7;

  private final Console console;

  LogsText(Console console) {
    this.console = console;
  }

  /** {@code run 42 · foz run · started 2026-11-25 01:49:42Z}. */
  String head(Map<String, @Nullable Object> run) {
    return console.bold(
        "run "
            + run.get("run")
            + " · foz "
            + run.get("command")
            + " · started "
            + Values.text(run.get("started_at")));
  }

  /** One line, and below it each problem in full. */
  String step(Map<String, @Nullable Object> step, NamedLines lines) {
    String told = String.join("  ", told(step));
    StringBuilder line = new StringBuilder(lines.line(mark(text(step, "state")), name(step), told));
    if (step.get("problems") instanceof List<?> problems) {
      problems.forEach(problem -> line.append('\n').append(indented(problem)));
    }
    return line.toString().stripTrailing();
  }

  private static List<String> told(Map<String, @Nullable Object> step) {
    List<String> told = new ArrayList<>();
    if (number(step, "records_read") > 0) {
      told.add(Figures.count(number(step, "records_read"), "record"));
    }
    if (number(step, "bytes_read") > 0) {
      told.add(Figures.bytes(number(step, "bytes_read")));
    }
    if (seconds(step) > 0 && !text(step, "state").equals("SKIPPED")) {
      told.add(time(seconds(step)));
    }
    if (!text(step, "note").isEmpty()) {
      told.add(text(step, "note"));
    }
    return told;
  }

  static String name(Map<String, @Nullable Object> step) {
    return text(step, "kind") + " " + text(step, "subject");
  }

  private String indented(Object problem) {
    String text = problem instanceof Map<?, ?> map ? Values.text(map.get("text")) : "";
    return text.lines().map(this::fitted).collect(Collectors.joining("\n"));
  }

  /** A line of a file and what underlines it belong together and are not broken. */
  private String fitted(String line) {
    String shown = "   " + line;
    return line.contains(" | ") ? shown : console.fitted(shown, BELOW);
  }

  /** {@code failed in 18.2 s}. */
  String end(Map<String, @Nullable Object> run) {
    String state = text(run, "state");
    String word = state.toLowerCase(Locale.ROOT);
    String painted =
        switch (state) {
          case "COMPLETED" -> console.green(word);
          case "FAILED" -> console.red(word);
          default -> console.yellow(word);
        };
    double seconds = seconds(run);
    return painted + (seconds > 0 ? " in " + time(seconds) : "");
  }

  private String mark(String state) {
    return switch (state) {
      case "COMPLETED" -> console.green("✔");
      case "FAILED" -> console.red("✖");
      case "SKIPPED" -> console.dim("–");
      case "RUNNING" -> "▸";
      default -> console.yellow("!");
    };
  }

  private static String time(double seconds) {
    return Figures.time(Duration.ofNanos((long) (seconds * 1e9)));
  }

  private static String text(Map<String, @Nullable Object> row, String column) {
    return Values.text(row.get(column));
  }

  private static long number(Map<String, @Nullable Object> row, String column) {
    return row.get(column) instanceof Number number ? number.longValue() : 0;
  }

  private static double seconds(Map<String, @Nullable Object> row) {
    return row.get("seconds") instanceof Number number ? number.doubleValue() : 0;
  }
}
