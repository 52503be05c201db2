package dev.foz.app.record;

import dev.foz.app.text.Figures;
import dev.foz.base.PayloadFormat;
import java.util.ArrayList;
import java.util.List;

/** Writes a CSV row on lines, one column and its field on each. */
final class CsvLines {
  private static final int MOST_OF_NAME = 30;
  private static final String GAP = "  ";

  /** What a cut field has behind it. */
  private static final int ROOM_FOR_SIZE = 28;

  /** A field of a line: its characters from and to, without the separators. */
  private record Span(int from, int to) {}

  private final PayloadFormat.Csv format;
  private final String row;
  private final List<Span> fields;
  private final List<String> names = new ArrayList<>();

  private CsvLines(byte[] payload, PayloadFormat.Csv format) {
    this.format = format;
    this.row = Printable.decode(payload, 0, payload.length, format.charset());
    this.fields = split(row);
    for (Span span : split(format.header())) {
      String name = unquote(format.header().substring(span.from(), span.to()));
      names.add(name.isBlank() ? "column_" + (names.size() + 1) : name);
    }
  }

  static Excerpt read(RejectedRecord record, PayloadFormat.Csv format, int width) {
    CsvLines lines = new CsvLines(record.payload(), format);
    int marked = lines.marked(record);
    return lines.excerpt(marked, width);
  }

  private Excerpt excerpt(int marked, int width) {
    int column = widestName();
    int room = Math.max(MOST_OF_NAME, width - column - GAP.length() - ROOM_FOR_SIZE);
    Window window = new Window();
    for (int i = 0; i < rows(); i++) {
      String name = name(i);
      String field = cut(field(i), room);
      String fill = " ".repeat(column - Printable.width(name));
      String line = (name + fill + GAP + field).stripTrailing();
      if (i == marked) {
        window.addMarked(line, column + GAP.length(), Printable.width(field));
      } else {
        window.add(line);
      }
    }
    return window.excerpt();
  }

  private int rows() {
    return Math.max(names.size(), fields.size());
  }

  private int widestName() {
    int widest = 0;
    for (int i = 0; i < rows(); i++) {
      widest = Math.max(widest, Printable.width(name(i)));
    }
    return widest;
  }

  private String name(int column) {
    return column < names.size()
        ? Printable.cut(Printable.of(names.get(column)), MOST_OF_NAME)
        : "(no column)";
  }

  /** The literal text, so that quotes and blanks are seen. */
  private String field(int column) {
    if (column >= fields.size()) {
      return "(no field)";
    }
    Span span = fields.get(column);
    return Printable.of(row.substring(span.from(), span.to()));
  }

  private static String cut(String field, int room) {
    int length = Printable.width(field);
    return length <= room
        ? field
        : Printable.cut(field, room) + " (" + Figures.count(length, "character") + ")";
  }

  /** The column by its name, else what is too much or missing, else the field at the offset. */
  private int marked(RejectedRecord record) {
    int named = names.indexOf(record.path());
    if (named >= 0) {
      return named;
    }
    if (record.path().isEmpty() && names.size() != fields.size()) {
      return Math.min(names.size(), fields.size());
    }
    int offset = Printable.decode(record.payload(), 0, record.marked(), format.charset()).length();
    int column = 0;
    while (column < fields.size() - 1 && fields.get(column).to() < offset) {
      column++;
    }
    return column;
  }

  /** A quote that does not end takes the rest of the line. */
  private List<Span> split(String text) {
    List<Span> spans = new ArrayList<>();
    int from = 0;
    boolean open = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // In a field that begins with a quote a doubled one closes and opens.
      if (c == format.quote() && text.charAt(from) == c) {
        open = !open;
      } else if (c == format.separator() && !open) {
        spans.add(new Span(from, i));
        from = i + 1;
      }
    }
    spans.add(new Span(from, text.length()));
    return spans;
  }

  private String unquote(String text) {
    String quote = String.valueOf(format.quote());
    boolean isQuoted = text.length() >= 2 && text.startsWith(quote) && text.endsWith(quote);
    return isQuoted ? text.substring(1, text.length() - 1).replace(quote + quote, quote) : text;
  }
}
