package dev.foz.source.file;

import dev.foz.base.PayloadFormat;
import dev.foz.base.lake.CsvOptions;
import dev.foz.base.lake.CsvOptions.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Splits CSV by RFC 4180: a row ends at a line end (LF or CRLF) outside quotes, and a quote counts
 * where a field begins with it. Empty lines are no rows.
 */
final class CsvSplitter implements Splitter {
  private static final int MORE = -1;
  private static final String CUT = "cut";
  private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');

  private final CsvOptions options;
  private final byte quote;
  private char separator;
  private byte[][] separators;
  private String header = "";
  private int start;
  private int end;
  private boolean cut;

  CsvSplitter(CsvOptions options) {
    this.options = options;
    List<Character> marks = options.separator().map(List::of).orElse(CANDIDATES);
    this.separators = marks.stream().map(mark -> encode(options, mark)).toArray(byte[][]::new);
    this.quote = (byte) options.quote();
  }

  @Override
  public int begin(Window window) throws IOException {
    boolean unicode = options.encoding().equals(StandardCharsets.UTF_8);
    int mark = ByteOrderMark.utf8Length(window);
    int from = unicode ? mark : 0;
    findFirstRow(window, from);
    separate(options.separator().orElseGet(() -> mostFrequent(window)));
    int next = findFirstRow(window, from);
    return switch (options.header()) {
      case Header.FirstLine first -> {
        header = decode(window);
        yield next;
      }
      case Header.None none -> {
        header =
            join(
                IntStream.rangeClosed(1, countFields(window, separator))
                    .mapToObj(n -> "column_" + n)
                    .toList());
        yield from;
      }
      case Header.Names names -> {
        header = join(names.columns());
        yield from;
      }
    };
  }

  private static byte[] encode(CsvOptions options, char mark) {
    return String.valueOf(mark).getBytes(options.encoding());
  }

  private void separate(char mark) {
    separator = mark;
    separators = new byte[][] {encode(options, mark)};
  }

  /** The mark that makes most fields of the first row. */
  private char mostFrequent(Window window) {
    char best = CANDIDATES.getFirst();
    int most = 1;
    for (char mark : CANDIDATES) {
      int count = countFields(window, mark);
      if (count > most) {
        best = mark;
        most = count;
      }
    }
    return best;
  }

  /** Marks the first row that is not empty; returns the index behind it. */
  private int findFirstRow(Window window, int from) throws IOException {
    int skipped = from;
    while (true) {
      int found = findRow(window, skipped);
      int next = (found == MORE ? window.to() : found) - window.from();
      if (start < end || next == skipped) {
        return next;
      }
      skipped = next;
    }
  }

  private String decode(Window window) throws IOException {
    try {
      ByteBuffer line = ByteBuffer.wrap(window.bytes(), start, end - start);
      return options.encoding().newDecoder().decode(line).toString();
    } catch (CharacterCodingException e) {
      throw new DamagedException(
          "the header line is not " + options.encoding().name(),
          "set `encoding` to what the file is written in, such as `windows-1252`");
    }
  }

  private int countFields(Window window, char mark) {
    byte[] between = encode(options, mark);
    int count = start == end ? 0 : 1;
    boolean quoted = false;
    for (int at = start; at < end; at++) {
      boolean opens = at == start || endsWithSeparator(window.bytes(), start, at);
      if (window.bytes()[at] == quote && (quoted || opens)) {
        quoted = !quoted;
      } else if (!quoted && endsWith(window.bytes(), start, at + 1, between)) {
        count++;
      }
    }
    return count;
  }

  private String join(Collection<String> names) {
    String quoteText = String.valueOf(options.quote());
    return names.stream()
        .map(name -> quoteText + name.replace(quoteText, quoteText + quoteText) + quoteText)
        .collect(Collectors.joining(String.valueOf(separator)));
  }

  @Override
  public boolean resume(String state, Window window) throws IOException {
    cut = state.equals(CUT);
    if (!cut) {
      return state.isEmpty();
    }
    if (window.from() == window.to() && !window.more()) {
      return true;
    }
    byte next = window.bytes()[window.from()];
    return next == '\n' || next == '\r';
  }

  @Override
  public String state() {
    return cut ? CUT : "";
  }

  @Override
  public PayloadFormat format() {
    return new PayloadFormat.Csv(
        separator, options.quote(), options.encoding(), options.decimal(), header);
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return end;
  }

  @Override
  public boolean next(Window window) throws IOException {
    do {
      int found = findRow(window, 0);
      if (found == MORE) {
        return false;
      }
      window.consume(found);
    } while (start == end && (window.from() < window.to() || window.more()));
    return start < end;
  }

  /**
   * Marks the row {@code skipped} bytes behind the start of the window.
   *
   * @return the index behind its line end, or {@link #MORE} where it may still grow
   */
  private int findRow(Window window, int skipped) throws IOException {
    do {
      start = window.from() + skipped;
      int found = scan(window.bytes(), start, window.to());
      if (found != MORE) {
        end = withoutReturn(window.bytes(), found);
        cut = false;
        return found + 1;
      }
    } while (window.more());
    start = window.from() + skipped;
    end = withoutReturn(window.bytes(), window.to());
    if (!window.isComplete()) {
      return MORE;
    }
    cut |= window.to() > start;
    return window.to();
  }

  private int withoutReturn(byte[] bytes, int to) {
    return to > start && bytes[to - 1] == '\r' ? to - 1 : to;
  }

  /** Index of the line end. */
  private int scan(byte[] bytes, int row, int to) {
    for (int at = row; at < to; at++) {
      byte b = bytes[at];
      if (b == '\n') {
        return at;
      }
      if (b == quote && (at == row || endsWithSeparator(bytes, row, at))) {
        at = endOfQuoted(bytes, at + 1, to);
        if (at < 0) {
          return MORE;
        }
      }
    }
    return MORE;
  }

  /** Index of the closing quote; a doubled one does not close. */
  private int endOfQuoted(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == quote) {
        if (at + 1 < to && bytes[at + 1] == quote) {
          at++;
        } else {
          return at;
        }
      }
    }
    return MORE;
  }

  private boolean endsWithSeparator(byte[] bytes, int row, int to) {
    for (byte[] mark : separators) {
      if (endsWith(bytes, row, to, mark)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(byte[] bytes, int row, int to, byte[] mark) {
    int from = to - mark.length;
    return from >= row && Arrays.equals(bytes, from, to, mark, 0, mark.length);
  }
}
