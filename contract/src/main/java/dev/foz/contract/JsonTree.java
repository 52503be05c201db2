package dev.foz.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a JSON text as a tree; strict as {@link JsonReader}, keys that stand twice included. */
final class JsonTree {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private final JsonReader in = new JsonReader();
  private int depth;

  private JsonTree() {}

  /**
   * @throws RecordError where the text breaks a rule
   */
  static JsonValue read(byte[] text, int from, int to) {
    JsonTree tree = new JsonTree();
    tree.in.reset(text, from, to);
    tree.in.checkStart();
    JsonValue value = tree.value();
    tree.in.checkEnd();
    return value;
  }

  private JsonValue value() {
    int first = in.peek();
    int from = in.at;
    return switch (first) {
      case '"' -> new JsonValue.Text(string(), from, in.at);
      case '{' -> object(from);
      case '[' -> list(from);
      case 't' -> word(TRUE, new JsonValue.Bool(true, from, from + 4));
      case 'f' -> word(FALSE, new JsonValue.Bool(false, from, from + 5));
      case 'n' -> word(NULL, new JsonValue.Nothing(from, from + 4));
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        int to = in.number();
        yield new JsonValue.Num(Decimals.parse(in.text(from, to)), from, to);
      }
      default -> throw in.noValue();
    };
  }

  private JsonValue word(byte[] word, JsonValue value) {
    in.word(word);
    return value;
  }

  private String string() {
    int from = in.at + 1;
    int close = in.string();
    return new String(JsonReader.unescape(in.buffer(), from, close), StandardCharsets.UTF_8);
  }

  private void enter() {
    if (++depth > JsonReader.MAX_DEPTH) {
      throw in.tooDeep();
    }
    in.at++;
  }

  private JsonValue list(int from) {
    enter();
    List<JsonValue> values = new ArrayList<>();
    while (in.peek() != ']') {
      if (!values.isEmpty()) {
        in.expect(',', "or `]` after an element");
      }
      values.add(value());
    }
    in.at++;
    depth--;
    return new JsonValue.Items(values, from, in.at);
  }

  private JsonValue object(int from) {
    enter();
    Map<String, JsonValue.Member> members = new LinkedHashMap<>();
    while (in.peek() != '}') {
      if (!members.isEmpty()) {
        in.expect(',', "or `}` after a field");
      }
      member(members);
    }
    in.at++;
    depth--;
    return new JsonValue.Members(members, from, in.at);
  }

  private void member(Map<String, JsonValue.Member> members) {
    if (in.peek() != '"') {
      throw RecordError.malformed("expected a key in quotes, found " + in.found(), in.at);
    }
    int keyFrom = in.at + 1;
    String key = string();
    int keyTo = in.at - 1;
    in.expect(':', "after a key");
    JsonValue.Member member = new JsonValue.Member(keyFrom, keyTo, value());
    if (members.put(key, member) != null) {
      throw RecordError.duplicateKey(key, keyFrom - 1);
    }
  }
}
