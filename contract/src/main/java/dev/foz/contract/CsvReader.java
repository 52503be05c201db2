package dev.foz.contract;

import dev.foz.base.PayloadFormat;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Splits one CSV row into fields. Where the row is not in UTF-8 already it works on a copy that is.
 * Throws {@link RecordError} where the row breaks a rule. Not thread-safe.
 */
final class CsvReader {
  /** Charsets in which a byte below 128 is always that ASCII character. */
  private static final List<String> OVER_ASCII =
      List.of("utf-8", "us-ascii", "iso-8859-", "windows-125", "ibm437", "ibm85");

  private final byte[] separator;
  private final byte[] quote;
  private final Charset charset;
  private final boolean overAscii;

  private byte[] row = new byte[0];
  private int base;
  private int end;
  private int origin;
  private boolean copied;
  private int count;
  private byte[][] texts = new byte[16][];
  private int[] starts = new int[16];
  private int[] ends = new int[16];

  /** Where each field starts in the row, with its quote. */
  private int[] places = new int[16];

  private boolean[] nulls = new boolean[16];

  CsvReader(PayloadFormat.Csv format) {
    separator = String.valueOf(format.separator()).getBytes(StandardCharsets.UTF_8);
    quote = String.valueOf(format.quote()).getBytes(StandardCharsets.UTF_8);
    charset = format.charset();
    String name = charset.name().toLowerCase(Locale.ROOT);
    overAscii = OVER_ASCII.stream().anyMatch(name::startsWith);
  }

  /** Keys of the columns: unique, never empty. */
  static List<String> columns(PayloadFormat.Csv format) {
    List<String> columns = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String written : header(format)) {
      String wanted = written.isEmpty() ? "column_" + (columns.size() + 1) : written;
      String name = wanted;
      for (int n = 2; !taken.add(name); n++) {
        name = wanted + "_" + n;
      }
      columns.add(name);
    }
    return columns;
  }

  /** The fields of the header as they are written. */
  static List<String> header(PayloadFormat.Csv format) {
    PayloadFormat.Csv utf8 =
        new PayloadFormat.Csv(
            format.separator(),
            format.quote(),
            StandardCharsets.UTF_8,
            format.decimal(),
            format.header());
    CsvReader reader = new CsvReader(utf8);
    byte[] header = format.header().getBytes(StandardCharsets.UTF_8);
    reader.read(header, 0, header.length);
    return IntStream.range(0, reader.count()).mapToObj(reader::string).toList();
  }

  void read(byte[] buffer, int from, int to) {
    load(buffer, from, to);
    count = 0;
    int p = base;
    while (true) {
      p = matches(quote, p) ? quoted(p) : plain(p);
      if (p == end) {
        return;
      }
      p += separator.length;
    }
  }

  private void load(byte[] buffer, int from, int to) {
    origin = from;
    row = buffer;
    base = from;
    end = to;
    copied = false;
    if (overAscii && isAscii(buffer, from, to)) {
      return;
    }
    if (charset.equals(StandardCharsets.UTF_8)) {
      int invalid = Utf8.firstInvalid(buffer, from, to);
      if (invalid < to) {
        throw invalid(buffer[invalid], invalid);
      }
      return;
    }
    row = transcode(buffer, from, to);
    copied = true;
    base = 0;
    end = row.length;
  }

  private static boolean isAscii(byte[] buffer, int from, int to) {
    int any = 0;
    for (int p = from; p < to; p++) {
      any |= buffer[p];
    }
    return any >= 0;
  }

  private byte[] transcode(byte[] buffer, int from, int to) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.wrap(buffer, from, to - from);
    try {
      CharBuffer text = decoder.decode(bytes);
      return text.toString().getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      int at = Math.min(bytes.position(), to - 1);
      throw invalid(buffer[at], at);
    }
  }

  private RecordError invalid(byte b, int at) {
    return RecordError.malformed(
        "utf-8", String.format("is not in %s: byte 0x%02X", charset.name(), b & 0xff), at);
  }

  private boolean matches(byte[] mark, int p) {
    return p < end
        && row[p] == mark[0]
        && (mark.length == 1
            || (p + mark.length <= end
                && Arrays.equals(row, p, p + mark.length, mark, 0, mark.length)));
  }

  private int plain(int from) {
    int p = from;
    while (p < end && !matches(separator, p)) {
      if (matches(quote, p)) {
        throw error("a quote stands inside a field that does not start with one", p);
      }
      if (row[p] == '\n' || row[p] == '\r') {
        throw error("a line ends outside of quotes", p);
      }
      p++;
    }
    add(row, from, p, p == from, from);
    return p;
  }

  private int quoted(int open) {
    int from = open + quote.length;
    boolean doubled = false;
    int p = from;
    while (true) {
      if (p >= end) {
        throw error("a quoted field does not end", open);
      }
      if (!matches(quote, p)) {
        p++;
      } else if (matches(quote, p + quote.length)) {
        doubled = true;
        p += 2 * quote.length;
      } else {
        break;
      }
    }
    int next = p + quote.length;
    if (next < end && !matches(separator, next)) {
      throw error("text follows the closing quote of a field", next);
    }
    if (doubled) {
      byte[] text = undouble(from, p);
      add(text, 0, text.length, false, open);
    } else {
      add(row, from, p, false, open);
    }
    return next;
  }

  private byte[] undouble(int from, int to) {
    byte[] text = new byte[to - from];
    int size = 0;
    int p = from;
    while (p < to) {
      if (matches(quote, p)) {
        System.arraycopy(quote, 0, text, size, quote.length);
        size += quote.length;
        p += 2 * quote.length;
      } else {
        text[size++] = row[p++];
      }
    }
    return Arrays.copyOf(text, size);
  }

  private void add(byte[] text, int from, int to, boolean isNull, int place) {
    if (count == texts.length) {
      texts = Arrays.copyOf(texts, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      nulls = Arrays.copyOf(nulls, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
    }
    texts[count] = text;
    starts[count] = from;
    ends[count] = to;
    places[count] = place;
    nulls[count++] = isNull;
  }

  private RecordError error(String what, int p) {
    return RecordError.malformed("csv", what + ", in field " + (count + 1), origin + offset(p));
  }

  /** Of a place in the row, in bytes of the payload. */
  private int offset(int p) {
    if (!copied) {
      return p - base;
    }
    return new String(row, 0, p, StandardCharsets.UTF_8).getBytes(charset).length;
  }

  /** Where a field starts in the buffer that was read, with its quote. */
  int place(int field) {
    return origin + offset(places[field]);
  }

  /** Where the row starts in the text of its fields, unless they are unescaped copies. */
  int base() {
    return base;
  }

  int count() {
    return count;
  }

  /** Whether nothing but blanks stands in any field, quoted or not. */
  boolean isBlank() {
    for (int field = 0; field < count; field++) {
      for (int p = starts[field]; p < ends[field]; p++) {
        if (texts[field][p] != ' ') {
          return false;
        }
      }
    }
    return true;
  }

  byte[] text(int field) {
    return texts[field];
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    return ends[field];
  }

  boolean isNull(int field) {
    return nulls[field];
  }

  String string(int field) {
    return new String(
        texts[field], starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
  }
}
