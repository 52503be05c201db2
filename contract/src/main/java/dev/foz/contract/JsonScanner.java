package dev.foz.contract;

import dev.foz.base.Code;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Passes once over a JSON record: checks it, notes its primary key, and compares its shape with
 * what is known. A record that shows something new is passed again, to learn it; by then it is
 * known to be right. Not thread-safe.
 */
final class JsonScanner {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final JsonReader in = new JsonReader();
  private final KeyLog log = new KeyLog();
  private final KeyValues keys;
  private boolean learning;
  private boolean novel;
  private int unknownKeys;
  private long objects;
  private int depth;

  /** Where the last key starts in the record, with its quote. */
  private int keyAt;

  /** The last key that was not found at once, without its quotes and unescaped. */
  private byte[] keyText = new byte[0];

  private int keyFrom;
  private int keyTo;

  JsonScanner(KeyValues keys) {
    this.keys = keys;
  }

  /** Checks a record; {@link #isNovel} then says whether it has something to learn. */
  void check(Node root, KeyPath path, byte[] buffer, int from, int to) {
    learning = false;
    novel = false;
    unknownKeys = 0;
    pass(root, path, buffer, from, to);
  }

  /** Learns the shape of a record that was checked. */
  void learn(Node root, KeyPath path, byte[] buffer, int from, int to) {
    learning = true;
    pass(root, path, buffer, from, to);
  }

  boolean isNovel() {
    return novel;
  }

  /** At most so many fields would be new. */
  int unknownKeys() {
    return unknownKeys;
  }

  private void pass(Node root, KeyPath path, byte[] buffer, int from, int to) {
    in.reset(buffer, from, to);
    log.clear();
    keys.reset();
    depth = 0;
    in.checkStart();
    if (in.peek() != '{') {
      throw notAnObject();
    }
    value(root, path);
    in.checkEnd();
  }

  private RecordError notAnObject() {
    String kind =
        switch (in.peek()) {
          case '[' -> "a list";
          case '"' -> "text";
          case 't', 'f' -> "a boolean";
          case 'n' -> "null";
          case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
          default -> "";
        };
    return kind.isEmpty()
        ? in.noValue()
        : new RecordError(Code.RECORD_TYPE, "is " + kind + ", not an object", in.at);
  }

  private void value(@Nullable Node node, @Nullable KeyPath path) {
    int first = in.peek();
    int from = in.at;
    switch (first) {
      case '"' -> string(node, path, from);
      case '{' -> object(node, path);
      case '[' -> list(node);
      case 't', 'f' -> {
        in.word(first == 't' ? TRUE : FALSE);
        found(node, Facts.BOOLEAN);
      }
      case 'n' -> in.word(NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(node, path, from);
      default -> throw in.noValue();
    }
    if (path != null && path.slot() != KeyPath.NO_SLOT && first > '9') {
      keys.note(path.slot(), otherKind(first), in.buffer(), from, in.at);
    }
  }

  private static KeyValues.Kind otherKind(int first) {
    return switch (first) {
      case '{' -> KeyValues.Kind.OBJECT;
      case '[' -> KeyValues.Kind.LIST;
      case 'n' -> KeyValues.Kind.NULL;
      default -> KeyValues.Kind.BOOLEAN;
    };
  }

  private void found(@Nullable Node node, long bits) {
    if (node != null && !node.covers(bits)) {
      if (learning) {
        node.learn(bits);
      } else {
        novel = true;
      }
    }
  }

  private void string(@Nullable Node node, @Nullable KeyPath path, int from) {
    int close = in.string();
    boolean isKey = path != null && path.slot() != KeyPath.NO_SLOT;
    if (node != null && !node.covers(Facts.TEXT)) {
      found(node, isKey ? Facts.TEXT : Temporal.kind(in.buffer(), from + 1, close));
    }
    if (path != null && isKey) {
      boolean escaped = JsonReader.hasEscape(in.buffer(), from + 1, close);
      KeyValues.Kind kind = escaped ? KeyValues.Kind.JSON_STRING : KeyValues.Kind.TEXT;
      keys.note(path.slot(), kind, in.buffer(), from + 1, close);
    }
  }

  private void number(@Nullable Node node, @Nullable KeyPath path, int from) {
    int to = in.number();
    boolean isKey = path != null && path.slot() != KeyPath.NO_SLOT;
    if (node == null && !isKey) {
      return;
    }
    long facts = Numbers.facts(in, from, to, node == null ? 0 : node.facts());
    found(node, facts);
    if (path != null && isKey) {
      ContractType.Number type = Facts.numberType(facts);
      boolean fits = type.digits() + type.scale() <= Facts.MAX_PRECISION;
      KeyValues.Kind kind = fits ? KeyValues.Kind.NUMBER : KeyValues.Kind.TOO_LONG;
      keys.note(path.slot(), kind, in.buffer(), from, to);
    }
  }

  private void enter() {
    if (++depth > JsonReader.MAX_DEPTH) {
      throw RecordError.malformed("is nested deeper than " + JsonReader.MAX_DEPTH, in.at);
    }
  }

  private void list(@Nullable Node node) {
    enter();
    found(node, Facts.LIST);
    Node element = node == null ? null : node.element();
    in.at++;
    if (in.peek() == ']') {
      in.at++;
      depth--;
      return;
    }
    int index = 0;
    while (true) {
      element(element, index++);
      int next = in.peek();
      if (next == ']') {
        in.at++;
        depth--;
        return;
      }
      in.expect(',', "or `]` after an element");
    }
  }

  private void element(@Nullable Node element, int index) {
    try {
      value(element, null);
    } catch (RecordError error) {
      throw error.inElement(index);
    }
  }

  private void object(@Nullable Node node, @Nullable KeyPath path) {
    enter();
    found(node, Facts.STRUCT);
    in.at++;
    if (in.peek() == '}') {
      in.at++;
    } else if (node != null && node.isStruct()) {
      knownObject(node, path);
    } else {
      unknownObject(path);
    }
    depth--;
  }

  private void knownObject(Node node, @Nullable KeyPath path) {
    int base = log.open();
    long object = ++objects;
    int expected = 0;
    do {
      int index = knownKey(node, expected);
      if (index >= 0) {
        Node child = node.child(index);
        if (child.seenIn == object) {
          throw twice(node.key(index));
        }
        child.seenIn = object;
        expected = index + 1;
        field(child, child.keyPath, node, index);
      } else {
        otherField(node, path, base, object);
        expected = node.size();
      }
    } while (another());
    log.close(base);
  }

  /** Passes a key; its number in the object, or -1 when the object does not have it. */
  private int knownKey(Node node, int expected) {
    if (in.peek() == '"') {
      int length = node.match(expected, in.buffer(), in.at + 1, in.end());
      if (length > 0) {
        keyAt = in.at;
        in.at += length + 1;
        return expected;
      }
    }
    key();
    return node.find(keyText, keyFrom, keyTo);
  }

  private void key() {
    if (in.peek() != '"') {
      throw RecordError.malformed("expected a key in quotes, found " + in.found(), in.at);
    }
    keyAt = in.at;
    int from = in.at + 1;
    int close = in.string();
    keyText = in.buffer();
    keyFrom = from;
    keyTo = close;
    if (JsonReader.hasEscape(keyText, from, close)) {
      keyText = JsonReader.unescape(keyText, from, close);
      keyFrom = 0;
      keyTo = keyText.length;
    }
  }

  private RecordError twice(String key) {
    return RecordError.malformed("the key `" + key + "` stands twice in one object", keyAt);
  }

  private void field(Node child, @Nullable KeyPath path, Node parent, int index) {
    try {
      in.expect(':', "after a key");
      value(child, path);
    } catch (RecordError error) {
      throw error.inField(parent.key(index));
    }
  }

  /** A field that its object does not have yet. */
  private void otherField(Node node, @Nullable KeyPath path, int base, long object) {
    if (!learning || !node.isStruct()) {
      novel |= !learning;
      unknownField(path, base);
      return;
    }
    String key = text();
    Node child = node.add(key);
    if (node.isStruct()) {
      child.seenIn = object;
      field(child, child.keyPath, node, node.size() - 1);
    } else {
      // It became too wide and is text from now on; what follows is not learnt.
      unknownField(path, base);
    }
  }

  private void unknownObject(@Nullable KeyPath path) {
    int base = log.open();
    do {
      key();
      unknownField(path, base);
    } while (another());
    log.close(base);
  }

  private void unknownField(@Nullable KeyPath path, int base) {
    unknownKeys++;
    byte[] text = keyText;
    int from = keyFrom;
    int to = keyTo;
    if (!log.add(base, text, from, to)) {
      throw twice(text());
    }
    try {
      in.expect(':', "after a key");
      value(null, path == null ? null : path.find(text, from, to));
    } catch (RecordError error) {
      throw error.inField(new String(text, from, to - from, StandardCharsets.UTF_8));
    }
  }

  private String text() {
    return new String(keyText, keyFrom, keyTo - keyFrom, StandardCharsets.UTF_8);
  }

  /** Passes what stands behind a field; whether another one follows. */
  private boolean another() {
    int next = in.peek();
    if (next == '}') {
      in.at++;
      return false;
    }
    in.expect(',', "or `}` after a field");
    return true;
  }
}
