package dev.foz.app.record;

import dev.foz.app.text.Console;
import dev.foz.base.PayloadFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Shows what is wrong in a record:
 *
 * <pre>
 * {
 *   "id": 7,
 *   "total": "12,50"
 *            ^^^^^^^ total: is text, the contract says decimal(18,2)
 *                    expected: decimal(18,2), at least 0
 * }
 * </pre>
 *
 * <p>JSON is written on lines of which those around the mark are shown, a CSV row one column on a
 * line; what is no JSON is shown as the bytes around the mark. Long values are cut, and whatever
 * could write to the terminal is spelt ({@code \x07}). Pure; work and memory are in proportion to
 * the payload, what comes out is short.
 *
 * @param width of the terminal in columns; lines of the record itself may be a little longer
 * @param highlight paints the marks and the reason, or leaves them as they are
 */
public record RecordView(int width, UnaryOperator<String> highlight) {
  private static final int LEAST_WIDTH = 40;
  private static final int MOST_CARETS = 40;
  private static final int MOST_OF_PATH = 100;
  private static final int MOST_OF_TEXT = 1000;
  private static final String INDENT = "  ";

  public RecordView {
    width = Math.max(LEAST_WIDTH, width);
  }

  /** As wide as the console, and in colours where it wants them. */
  public static RecordView of(Console console) {
    return new RecordView(console.width(), console::red);
  }

  /** Lines without line ends. */
  public List<String> lines(RejectedRecord record) {
    Excerpt excerpt = excerpt(record);
    List<String> lines = new ArrayList<>(excerpt.lines());
    lines.addAll(excerpt.line() + 1, marks(excerpt, notes(record)));
    return lines;
  }

  private Excerpt excerpt(RejectedRecord record) {
    byte[] payload = record.payload();
    return switch (record.format()) {
      case PayloadFormat.Csv csv -> CsvLines.read(record, csv, width);
      case PayloadFormat.Json json ->
          JsonLines.read(payload, record.marked(), width)
              .orElseGet(() -> RawLines.read(payload, record.marked(), width));
    };
  }

  private static List<String> notes(RejectedRecord record) {
    List<String> notes = new ArrayList<>();
    String path = Printable.cut(Printable.of(record.path()), MOST_OF_PATH);
    notes.add((path.isEmpty() ? "" : path + ": ") + text(record.reason()));
    record.expectation().ifPresent(expected -> notes.add("expected: " + text(expected)));
    return notes;
  }

  private static String text(String text) {
    return Printable.cut(Printable.of(text), MOST_OF_TEXT);
  }

  /** The carets and the notes behind them, or below where there is no room. */
  private List<String> marks(Excerpt excerpt, List<String> notes) {
    String carets = "^".repeat(Math.min(excerpt.length(), MOST_CARETS));
    int behind = excerpt.column() + carets.length() + 1;
    boolean fits = notes.stream().allMatch(note -> behind + Printable.width(note) <= width);
    List<String> lines = new ArrayList<>();
    if (fits) {
      lines.add(line(excerpt.column(), carets + " " + notes.getFirst()));
      notes.stream().skip(1).forEach(note -> lines.add(line(behind, note)));
      return lines;
    }
    lines.add(line(excerpt.column(), carets));
    for (String note : notes) {
      wrap(note).forEach(part -> lines.add(line(INDENT.length(), part)));
    }
    return lines;
  }

  private String line(int column, String text) {
    return " ".repeat(column) + highlight.apply(text);
  }

  /** Lines that fit behind one indent, broken between words; further ones have one indent more. */
  private List<String> wrap(String note) {
    List<String> lines = new ArrayList<>();
    String rest = note;
    int room = width - INDENT.length();
    while (rest.length() > room) {
      int space = rest.lastIndexOf(' ', room);
      int end = space > INDENT.length() ? space : room;
      lines.add(rest.substring(0, end));
      rest = INDENT + rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
