package dev.foz.source.file;

import dev.foz.base.PayloadFormat;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Splits a file that holds one JSON value, an array of them, or one after the other, by its
 * brackets and quotes alone. What cannot be a value is handed out up to the end of its line, and so
 * is every line after it: where the structure is damaged, only line ends are left to go by. A value
 * that the file ends within, on its last line, is not handed out: whoever writes it may not be
 * ready.
 */
final class JsonSplitter implements Splitter {
  /** What was consumed last. */
  enum State {
    START,
    VALUES,
    BRACKET,
    ELEMENT,
    COMMA,
    CLOSED,
    LINES;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final JsonScan scan = new JsonScan();
  private State state = State.START;
  private int start;
  private int end;
  private int bom;
  private boolean unfinished;

  @Override
  public int begin(Window window) throws IOException {
    // The BOM stays in the first record, which is refused for it: a file must not change silently.
    bom = ByteOrderMark.utf8Length(window);
    return 0;
  }

  @Override
  public boolean resume(String word, Window window) {
    for (State known : State.values()) {
      if (known.word().equals(word)) {
        state = known;
        return true;
      }
    }
    return false;
  }

  @Override
  public String state() {
    return state.word();
  }

  @Override
  public PayloadFormat format() {
    return new PayloadFormat.Json();
  }

  @Override
  public Optional<String> missing() {
    return switch (state) {
      case BRACKET, ELEMENT, COMMA -> Optional.of("the array has no `]` at its end");
      case START, VALUES, CLOSED, LINES ->
          unfinished ? Optional.of("its last value has no end") : Optional.empty();
    };
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
    while (skipSpace(window)) {
      byte first = window.bytes()[window.from()];
      switch (state) {
        case START, CLOSED -> {
          if (first != '[') {
            return value(window);
          }
          consume(window, State.BRACKET);
        }
        case BRACKET, COMMA -> {
          if (state == State.COMMA || first != ']') {
            return element(window, first);
          }
          consume(window, State.CLOSED);
        }
        case ELEMENT -> {
          if (first != ',' && first != ']') {
            return line(window);
          }
          consume(window, first == ',' ? State.COMMA : State.CLOSED);
        }
        case VALUES -> {
          return value(window);
        }
        case LINES -> {
          return line(window);
        }
      }
    }
    return false;
  }

  private void consume(Window window, State next) {
    window.consume(window.from() + 1);
    state = next;
  }

  private static boolean skipSpace(Window window) throws IOException {
    do {
      byte[] bytes = window.bytes();
      int at = window.from();
      while (at < window.to() && JsonScan.isSpace(bytes[at])) {
        at++;
      }
      window.consume(at);
    } while (window.from() == window.to() && window.more());
    return window.from() < window.to();
  }

  private boolean value(Window window) throws IOException {
    int head = window.offset() == 0 ? bom : 0;
    int found = find(window, head);
    if (found == JsonScan.MORE && !window.isComplete()) {
      return false;
    }
    return found < 0 ? line(window) : take(window, found, found, afterValue());
  }

  private State afterValue() {
    return state == State.CLOSED ? State.CLOSED : State.VALUES;
  }

  private boolean element(Window window, byte first) throws IOException {
    int found = first == '{' || first == '[' ? find(window, 0) : findScalar(window);
    if (found == JsonScan.MORE) {
      return false;
    }
    return found == JsonScan.BROKEN ? line(window) : take(window, found, found, State.ELEMENT);
  }

  private boolean line(Window window) throws IOException {
    int scanned = 0;
    do {
      int to = window.to();
      for (int at = window.from() + scanned; at < to; at++) {
        if (window.bytes()[at] == '\n') {
          return take(window, trim(window, at), at + 1, State.LINES);
        }
      }
      scanned = to - window.from();
    } while (window.more());
    unfinished = scan.endOfBrackets(window.bytes(), window.from(), window.to()) == JsonScan.MORE;
    return !unfinished
        && window.isComplete()
        && take(window, trim(window, window.to()), window.to(), State.LINES);
  }

  private static int trim(Window window, int to) {
    int at = to;
    while (at > window.from() && JsonScan.isSpace(window.bytes()[at - 1])) {
      at--;
    }
    return at;
  }

  private boolean take(Window window, int to, int consumed, State next) {
    start = window.from();
    end = to;
    window.consume(consumed);
    state = next;
    return true;
  }

  /** The end of the value in brackets that follows {@code head} bytes. */
  private int find(Window window, int head) throws IOException {
    do {
      int found = scan.endOfBrackets(window.bytes(), window.from() + head, window.to());
      if (found != JsonScan.MORE) {
        return found;
      }
    } while (window.more());
    return JsonScan.MORE;
  }

  /** The end of a text, a number or a word within an array. */
  private static int findScalar(Window window) throws IOException {
    do {
      int found = JsonScan.endOfScalar(window.bytes(), window.from(), window.to());
      if (found != JsonScan.MORE) {
        return found;
      }
    } while (window.more());
    return JsonScan.MORE;
  }
}
