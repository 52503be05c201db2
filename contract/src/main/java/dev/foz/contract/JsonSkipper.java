package dev.foz.contract;

import java.nio.charset.StandardCharsets;

/** Walks through a JSON text and passes over what is not wanted. Not thread-safe. */
final class JsonSkipper {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final JsonReader in;
  private int depth;

  JsonSkipper(byte[] text) {
    in = new JsonReader();
    in.reset(text, 0, text.length);
  }

  /** Goes on where a reader stands, and moves it. */
  JsonSkipper(JsonReader in) {
    this.in = in;
  }

  int at() {
    return in.at;
  }

  /** Passes white space; where the next value starts. */
  int start() {
    in.peek();
    return in.at;
  }

  /** Passes an opening bracket. */
  void open(char bracket, String otherwise) {
    if (in.peek() != bracket) {
      throw RecordError.malformed(otherwise, in.at);
    }
    in.at++;
  }

  /**
   * Whether an object or list ends here, before its closing bracket; passes the comma where it goes
   * on.
   */
  boolean closes(char bracket, boolean follows) {
    if (in.peek() == bracket) {
      return true;
    }
    if (follows) {
      in.expect(',', "or `" + bracket + "`");
    }
    return false;
  }

  /** Passes a key and its colon. */
  String key() {
    if (in.peek() != '"') {
      throw RecordError.malformed("expected a key in quotes, found " + in.found(), in.at);
    }
    int from = in.at + 1;
    int close = in.string();
    String key = new String(JsonReader.unescape(in.buffer(), from, close), StandardCharsets.UTF_8);
    in.expect(':', "after a key");
    return key;
  }

  /** Passes the next value, whatever it is. */
  void skip() {
    int first = in.peek();
    switch (first) {
      case '"' -> in.string();
      case '{', '[' -> skipContainer(first == '{');
      case 't' -> in.word(TRUE);
      case 'f' -> in.word(FALSE);
      case 'n' -> in.word(NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> in.number();
      default -> throw in.noValue();
    }
  }

  private void skipContainer(boolean object) {
    if (++depth > JsonReader.MAX_DEPTH) {
      throw RecordError.malformed("is nested deeper than " + JsonReader.MAX_DEPTH, in.at);
    }
    in.at++;
    char end = object ? '}' : ']';
    for (boolean follows = false; !closes(end, follows); follows = true) {
      if (object) {
        skipKey();
      }
      skip();
    }
    in.at++;
    depth--;
  }

  private void skipKey() {
    if (in.peek() != '"') {
      throw RecordError.malformed("expected a key in quotes, found " + in.found(), in.at);
    }
    in.string();
    in.expect(':', "after a key");
  }
}
