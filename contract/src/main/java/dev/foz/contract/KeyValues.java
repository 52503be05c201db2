package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.Slices;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The primary key of the record being scanned: notes its values, checks them, gives its text. */
final class KeyValues {
  /** What stands in the field of a key. */
  enum Kind {
    MISSING("is missing"),
    NULL("is null"),
    BOOLEAN("is a boolean"),
    OBJECT("is an object"),
    LIST("is a list"),
    TOO_LONG("is a number of more than " + Facts.MAX_PRECISION + " digits"),
    NUMBER("is a number"),
    /** A string with escapes, between its quotes. */
    JSON_STRING("is text"),
    /** Bytes that are the text as they are. */
    TEXT("is text");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    boolean isAllowed() {
      return this == NUMBER || isText();
    }

    boolean isText() {
      return this == JSON_STRING || this == TEXT;
    }
  }

  private final List<String> names;
  private final Kind[] kinds;
  private final byte[][] texts;
  private final int[] starts;
  private final int[] ends;

  /** Kind of the accepted values so far: number, text, or missing where none was seen. */
  private final Kind[] accepted;

  KeyValues(List<String> names) {
    this.names = List.copyOf(names);
    this.kinds = new Kind[names.size()];
    this.accepted = new Kind[names.size()];
    this.texts = new byte[names.size()][];
    this.starts = new int[names.size()];
    this.ends = new int[names.size()];
    Arrays.fill(accepted, Kind.MISSING);
  }

  /** Says what earlier records had in a field of the key, by the type that they made. */
  void expect(int slot, long facts) {
    boolean number = (facts & Facts.NUMBER) != 0;
    boolean text = (facts & Facts.STRINGS) != 0;
    if (number != text) {
      accepted[slot] = number ? Kind.NUMBER : Kind.TEXT;
    }
  }

  void reset() {
    Arrays.fill(kinds, Kind.MISSING);
  }

  /**
   * @param text must stay unchanged until {@link #append}
   */
  void note(int slot, Kind kind, byte[] text, int from, int to) {
    kinds[slot] = kind;
    texts[slot] = text;
    starts[slot] = from;
    ends[slot] = to;
  }

  /** The first field of the key that makes the record unacceptable. */
  Optional<Rejection> check(int recordStart) {
    for (int slot = 0; slot < kinds.length; slot++) {
      Kind kind = kinds[slot];
      if (!kind.isAllowed()) {
        return Optional.of(reject(slot, "the primary key " + kind.words, recordStart));
      }
      Kind former = accepted[slot];
      if (former != Kind.MISSING && former.isText() != kind.isText()) {
        String what = "the primary key " + kind.words + ", that of earlier records " + former.words;
        return Optional.of(reject(slot, what, recordStart));
      }
    }
    return Optional.empty();
  }

  private Rejection reject(int slot, String what, int recordStart) {
    int offset = kinds[slot] == Kind.MISSING ? 0 : starts[slot] - recordStart;
    return new Rejection(Code.RECORD_KEY, "key", what, names.get(slot), offset);
  }

  void accept() {
    System.arraycopy(kinds, 0, accepted, 0, kinds.length);
  }

  void append(Slices target) {
    if (kinds.length == 0) {
      throw new IllegalStateException("there is no primary key");
    }
    if (kinds.length == 1 && kinds[0] == Kind.TEXT) {
      target.add(texts[0], starts[0], ends[0]);
      return;
    }
    if (kinds.length == 1) {
      byte[] text = text(0);
      target.add(text, 0, text.length);
      return;
    }
    Output list = new Output(64);
    for (int slot = 0; slot < kinds.length; slot++) {
      byte[] text = text(slot);
      list.add(slot == 0 ? '[' : ',');
      list.quote(text, 0, text.length);
    }
    list.add(']');
    target.add(list.buffer(), 0, list.size());
  }

  private byte[] text(int slot) {
    byte[] buffer = texts[slot];
    int from = starts[slot];
    int to = ends[slot];
    return switch (kinds[slot]) {
      case TEXT -> Arrays.copyOfRange(buffer, from, to);
      case JSON_STRING -> JsonReader.unescape(buffer, from, to);
      case NUMBER -> canonical(new String(buffer, from, to - from, StandardCharsets.US_ASCII));
      case MISSING, NULL, BOOLEAN, OBJECT, LIST, TOO_LONG ->
          throw new IllegalStateException("the last record was not accepted");
    };
  }

  private static byte[] canonical(String number) {
    BigDecimal value = new BigDecimal(number);
    String text = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
