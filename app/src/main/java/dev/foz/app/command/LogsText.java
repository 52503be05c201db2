package dev.foz.app.command;

import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.Values;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run that was, in words. */
final class LogsText {
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
  String step(Map<String, @Nullable Object> step, int nameWidth) {
    String name = name(step);
    StringBuilder line = new StringBuilder(" ").append(mark(text(step, "state"))).append(' ');
    line.append(name).append(" ".repeat(Math.max(0, nameWidth - name.length())));
    if (number(step, "records_read") > 0) {
      line.append("  ").append(Figures.count(number(step, "records_read"), "record"));
    }
    if (number(step, "bytes_read") > 0) {
      line.append("  ").append(Figures.bytes(number(step, "bytes_read")));
    }
    if (seconds(step) > 0 && !text(step, "state").equals("SKIPPED")) {
      line.append("  ").append(time(seconds(step)));
    }
    String note = text(step, "note");
    line.append(note.isEmpty() ? "" : "  " + note);
    if (step.get("problems") instanceof List<?> problems) {
      problems.forEach(problem -> line.append('\n').append(indented(problem)));
    }
    return line.toString().stripTrailing();
  }

  static String name(Map<String, @Nullable Object> step) {
    return text(step, "kind") + " " + text(step, "subject");
  }

  private static String indented(Object problem) {
    String text = problem instanceof Map<?, ?> map ? Values.text(map.get("text")) : "";
    return text.indent(3).stripTrailing();
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
