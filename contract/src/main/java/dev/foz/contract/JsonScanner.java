package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.Type;
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
  private final Checks checks;
  private final Growth growth;
  private final NumberText number = new NumberText();
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

  JsonScanner(KeyValues keys, Rules rules, Growth growth) {
    this.keys = keys;
    this.checks = new Checks(rules.patterns());
    this.growth = growth;
  }

  /** Checks a record; {@link #isNovel} then says whether it has something to learn. */
  void check(Node root, KeyPath path, byte[] buffer, int from, int to) {
    learning = false;
    novel = false;
    unknownKeys = 0;
    pass(root, path, buffer, from, to);
  }

  /** Holds any value against a rule, whatever columns there are. */
  void check(Rule rule, byte[] buffer, int from, int to) {
    learning = false;
    start(buffer, from, to);
    value(null, null, rule);
    in.checkEnd();
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
    start(buffer, from, to);
    if (in.peek() != '{') {
      throw notAnObject();
    }
    value(root, path, asked(root));
    in.checkEnd();
  }

  private void start(byte[] buffer, int from, int to) {
    in.reset(buffer, from, to);
    log.clear();
    keys.reset();
    depth = 0;
    in.checkStart();
  }

  /** What is asked of a field's value; nothing when the record was checked already. */
  private Rule asked(Node node) {
    return learning ? Rule.ANY : node.rule;
  }

  private RecordError notAnObject() {
    String kind =
        switch (in.peek()) {
          case '[' -> "a list";
          case '"' -> "text";
          case 't', 'f' -> in.isWord(TRUE) || in.isWord(FALSE) ? "a boolean" : "";
          case 'n' -> in.isWord(NULL) ? "null" : "";
          case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
          default -> "";
        };
    return kind.isEmpty()
        ? in.noValue()
        : new RecordError(Code.RECORD_TYPE, "type", "is " + kind + ", not an object", in.at);
  }

  private void value(@Nullable Node node, @Nullable KeyPath path, Rule rule) {
    int first = in.peek();
    int from = in.at;
    switch (first) {
      case '"' -> string(node, path, rule, from);
      case '{' -> object(node, path, rule, from);
      case '[' -> list(node, rule, from);
      case 't', 'f', 'n' -> word(node, rule, first, from);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(node, path, rule, from);
      default -> throw in.noValue();
    }
    if (path != null && path.slot() != KeyPath.NO_SLOT && first > '9') {
      keys.note(path.slot(), otherKind(first), in.buffer(), from, in.at);
    }
  }

  private void word(@Nullable Node node, Rule rule, int first, int from) {
    in.word(first == 'n' ? NULL : first == 't' ? TRUE : FALSE);
    if (rule != Rule.ANY) {
      checks.word(rule, first, from);
    }
    if (first != 'n') {
      typed(node, Kinds.BOOLEAN, from);
      found(node, Facts.BOOLEAN, from);
    }
  }

  /** Requires that a declared column takes values of this kind. */
  private static void typed(@Nullable Node node, int kind, int from) {
    if (node != null && !node.typing.allows(kind)) {
      throw mistyped(node, kind, from);
    }
  }

  private static RecordError mistyped(Node node, int kind, int from) {
    return RecordError.broken(
        Keyword.TYPE.word(),
        "is " + Kinds.found(kind) + ", the contract says " + node.typing.words(),
        from);
  }

  private static KeyValues.Kind otherKind(int first) {
    return switch (first) {
      case '{' -> KeyValues.Kind.OBJECT;
      case '[' -> KeyValues.Kind.LIST;
      case 'n' -> KeyValues.Kind.NULL;
      default -> KeyValues.Kind.BOOLEAN;
    };
  }

  private void found(@Nullable Node node, long bits, int from) {
    if (node != null && !node.covers(bits)) {
      if (learning) {
        node.learn(bits);
      } else {
        grow(node, bits, from);
      }
    }
  }

  private void grow(Node node, long bits, int from) {
    if (growth == Growth.REFUSE && node.changes(bits)) {
      throw RecordError.broken("schema-change", node.change(bits), from);
    }
    novel = true;
  }

  private void string(@Nullable Node node, @Nullable KeyPath path, Rule rule, int from) {
    int close = in.string();
    if (rule != Rule.ANY) {
      checks.text(rule, in.buffer(), from + 1, close, true, from);
    }
    boolean isKey = path != null && path.slot() != KeyPath.NO_SLOT;
    if (node != null && node.typing != Typing.OPEN) {
      typedString(node, from, close);
    } else if (node != null && !node.covers(Facts.TEXT)) {
      found(node, isKey ? Facts.TEXT : Temporal.kind(in.buffer(), from + 1, close), from);
    }
    if (path != null && isKey) {
      boolean escaped = JsonReader.hasEscape(in.buffer(), from + 1, close);
      KeyValues.Kind kind = escaped ? KeyValues.Kind.JSON_STRING : KeyValues.Kind.TEXT;
      keys.note(path.slot(), kind, in.buffer(), from + 1, close);
    }
  }

  private void typedString(Node node, int from, int close) {
    typed(node, Kinds.STRING, from);
    if (node.typing == Typing.DECIMAL) {
      byte[] text = JsonReader.unescape(in.buffer(), from + 1, close);
      Type.Decimal type = (Type.Decimal) node.numberType();
      spelled(node, checks.decimal(type, text, 0, text.length, from));
    } else {
      Checks.instant(node.typing, in.buffer(), from + 1, close, from);
    }
  }

  private void number(@Nullable Node node, @Nullable KeyPath path, Rule rule, int from) {
    int to = in.number();
    boolean typed = node != null && node.typing != Typing.OPEN;
    if (typed || rule != Rule.ANY) {
      number.set(in.buffer(), from, to, in.digits, in.scale, in.exponent);
    }
    if (rule != Rule.ANY) {
      checks.number(rule, number, from);
    }
    if (node != null && typed) {
      typedNumber(node, from);
    }
    boolean isKey = path != null && path.slot() != KeyPath.NO_SLOT;
    if ((node == null || typed) && !isKey) {
      return;
    }
    long facts = Numbers.facts(in, from, to, node == null ? 0 : node.facts());
    if (!typed) {
      found(node, facts, from);
    }
    if (path != null && isKey) {
      ContractType.Number type = Facts.numberType(facts);
      boolean fits = type.digits() + type.scale() <= Facts.MAX_PRECISION;
      KeyValues.Kind kind = fits ? KeyValues.Kind.NUMBER : KeyValues.Kind.TOO_LONG;
      keys.note(path.slot(), kind, in.buffer(), from, to);
    }
  }

  private void typedNumber(Node node, int from) {
    typed(node, Kinds.INTEGER, from);
    switch (node.typing) {
      case INTEGER, NUMBER, DECIMAL -> spelled(node, Checks.exact(node.numberType(), number, from));
      default -> {}
    }
  }

  /** Learns that a number is spelled as the engine does not read it exactly. */
  private void spelled(Node node, boolean exactly) {
    if (exactly || node.isRespelled()) {
      return;
    }
    if (learning) {
      node.learnRespelled();
    } else {
      novel = true;
    }
  }

  // Values nest through value, object, unknownField and the like, 500 deep: these keep few
  // variables and leave the rest to others, as the stack of a thread must hold all their frames.

  /** Passes the first byte of an object or list, which must be allowed here; returns its rule. */
  private Rule enter(@Nullable Node node, Rule rule, int kind, int from) {
    Rule part = rule == Rule.ANY ? rule : Checks.kind(rule, kind, from);
    typed(node, kind, from);
    if (++depth > JsonReader.MAX_DEPTH) {
      throw in.tooDeep();
    }
    found(node, kind == Kinds.OBJECT ? Facts.STRUCT : Facts.LIST, from);
    in.at++;
    return part;
  }

  private void leave(Rule rule, int from) {
    depth--;
    if (rule.choices.length > 0) {
      checks.container(rule, in.buffer(), from, in.at);
    }
  }

  private void list(@Nullable Node node, Rule asked, int from) {
    Rule rule = enter(node, asked, Kinds.LIST, from);
    int count = 0;
    if (in.peek() == ']') {
      in.at++;
    } else {
      Node element = node == null ? null : node.element();
      do {
        element(element, rule.element(count), count);
        count++;
      } while (anotherElement());
    }
    if (rule.list != null) {
      Checks.count(rule.list, count, from);
    }
    leave(rule, from);
  }

  private boolean anotherElement() {
    if (in.peek() == ']') {
      in.at++;
      return false;
    }
    in.expect(',', "or `]` after an element");
    return true;
  }

  private void element(@Nullable Node element, Rule rule, int index) {
    try {
      value(element, null, rule);
    } catch (RecordError error) {
      throw error.inElement(index);
    }
  }

  private void object(@Nullable Node node, @Nullable KeyPath path, Rule asked, int from) {
    Rule rule = enter(node, asked, Kinds.OBJECT, from);
    int base = log.open();
    if (in.peek() == '}') {
      in.at++;
      complete(node, rule.object, base, 0, from, 0, 0);
    } else if (node != null && node.isStruct()) {
      knownObject(node, path, rule.object, base, from);
    } else {
      unknownObject(path, rule.object, base, from);
    }
    log.close(base);
    leave(rule, from);
  }

  private void knownObject(
      Node node, @Nullable KeyPath path, @Nullable ObjectRule rule, int base, int from) {
    long object = ++objects;
    int expected = 0;
    int count = 0;
    int required = 0;
    do {
      int index = knownKey(node, expected);
      boolean isRequired;
      if (index >= 0) {
        Node child = node.child(index);
        if (child.seenIn == object) {
          throw RecordError.duplicateKey(node.key(index), keyAt);
        }
        child.seenIn = object;
        expected = index + 1;
        isRequired = child.required;
        field(child, child.keyPath, node, index);
      } else {
        isRequired = otherField(node, path, rule, base, object);
        expected = node.size();
      }
      count++;
      required += isRequired ? 1 : 0;
    } while (another());
    complete(node, rule, base, object, from, count, required);
  }

  /**
   * Holds an object that was passed against its rule.
   *
   * @param base of its keys in the log
   * @param object in which its known fields were seen
   */
  private void complete(
      @Nullable Node node,
      @Nullable ObjectRule rule,
      int base,
      long object,
      int from,
      int count,
      int required) {
    if (rule == null) {
      return;
    }
    if (required < rule.required()) {
      throw missing(node, rule, base, object, from);
    }
    Checks.count(rule, count, from);
  }

  private RecordError missing(
      @Nullable Node node, ObjectRule rule, int base, long object, int from) {
    String key =
        rule.properties().stream()
            .filter(property -> property.required() && !isSeen(node, property, base, object))
            .map(ObjectRule.Property::key)
            .findFirst()
            .orElseThrow();
    return RecordError.broken(Keyword.REQUIRED.word(), "is missing", from).inField(key);
  }

  private boolean isSeen(@Nullable Node node, ObjectRule.Property property, int base, long object) {
    for (String key : property.keys()) {
      Node child = node == null ? null : node.find(key);
      boolean known = child != null && object > 0 && child.seenIn == object;
      if (known || log.contains(base, key.getBytes(StandardCharsets.UTF_8))) {
        return true;
      }
    }
    return false;
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

  private void field(Node child, @Nullable KeyPath path, Node parent, int index) {
    try {
      in.expect(':', "after a key");
      value(child, path, asked(child));
    } catch (RecordError error) {
      throw error.inField(parent.key(index));
    }
  }

  /** A field that its object does not have yet; whether the contract requires it. */
  private boolean otherField(
      Node node, @Nullable KeyPath path, @Nullable ObjectRule rule, int base, long object) {
    if (!learning || !node.isStruct()) {
      novel |= !learning;
      return unknownField(path, rule, base, growth == Growth.REFUSE && !learning);
    }
    String key = text();
    Node child = node.add(key);
    if (node.isStruct()) {
      child.seenIn = object;
      field(child, child.keyPath, node, node.size() - 1);
    } else {
      // It became too wide and is text from now on; what follows is not learnt.
      unknownField(path, rule, base, false);
    }
    return false;
  }

  private void unknownObject(
      @Nullable KeyPath path, @Nullable ObjectRule rule, int base, int from) {
    int count = 0;
    int required = 0;
    do {
      key();
      required += unknownField(path, rule, base, false) ? 1 : 0;
      count++;
    } while (another());
    complete(null, rule, base, 0, from, count, required);
  }

  /** Passes the value of a key that was read; whether the contract requires the field. */
  private boolean unknownField(
      @Nullable KeyPath path, @Nullable ObjectRule rule, int base, boolean refused) {
    unknownKeys++;
    byte[] text = keyText;
    int from = keyFrom;
    int to = keyTo;
    ObjectRule.Property property = property(rule, base);
    Rule asked = property != null ? property.rule() : rule != null ? rule.rest() : Rule.ANY;
    try {
      beforeValue(refused && asked.kinds != 0);
      value(null, path == null ? null : path.find(text, from, to), asked);
    } catch (RecordError error) {
      throw error.inField(new String(text, from, to - from, StandardCharsets.UTF_8));
    }
    return property != null && property.required();
  }

  /** Notes the key that was read, which must be new; what the contract says of the field. */
  private ObjectRule.@Nullable Property property(@Nullable ObjectRule rule, int base) {
    if (!log.add(base, keyText, keyFrom, keyTo)) {
      throw RecordError.duplicateKey(text(), keyAt);
    }
    ObjectRule.Property property = rule == null ? null : rule.find(keyText, keyFrom, keyTo);
    if (property != null && property.keys().size() > 1) {
      requireOnce(property, base);
    }
    return property;
  }

  private void beforeValue(boolean refused) {
    in.expect(':', "after a key");
    if (refused) {
      in.peek();
      throw RecordError.broken("schema-change", "is no field of the table", in.at);
    }
  }

  /** A field may stand under its key or an alias, but not under two of them. */
  private void requireOnce(ObjectRule.Property property, int base) {
    long seen =
        property.keys().stream()
            .filter(key -> log.contains(base, key.getBytes(StandardCharsets.UTF_8)))
            .count();
    if (seen > 1) {
      throw RecordError.duplicateKey(property.key(), keyAt);
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
