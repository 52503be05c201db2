package dev.foz.contract;

import dev.foz.base.Place;
import java.nio.charset.StandardCharsets;

/** The text of a contract's file, to tell places in it. */
record SourceText(String file, String text, byte[] bytes) {
  private static final int MAX_LINE = 2000;

  static SourceText of(String file, String text) {
    return new SourceText(file, text, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The place of these bytes, underlined up to the end of their line. */
  Place place(int from, int to) {
    int start = from;
    while (start > 0 && bytes[start - 1] != '\n') {
      start--;
    }
    int end = from;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    int line = 1;
    for (int p = 0; p < start; p++) {
      line += bytes[p] == '\n' ? 1 : 0;
    }
    int column = string(start, from).length() + 1;
    int length = string(from, Math.min(to, end)).length();
    String shown = string(start, end);
    // A contract on one endless line would be held once for each mistake.
    return shown.length() > MAX_LINE
        ? Place.of(file, line, column)
        : Place.of(file, line, column, shown, length);
  }

  Place place(JsonValue value) {
    return place(value.from(), value.to());
  }

  Place key(JsonValue.Member member) {
    return place(member.keyFrom() - 1, member.keyTo() + 1);
  }

  String string(int from, int to) {
    return new String(bytes, from, Math.max(0, to - from), StandardCharsets.UTF_8);
  }
}
