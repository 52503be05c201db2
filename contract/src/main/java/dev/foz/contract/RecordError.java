package dev.foz.contract;

import dev.foz.base.Code;
import java.util.ArrayDeque;
import java.util.Deque;

/** Ends the scan of one record; caught within this package. Has no stack trace, as it is data. */
final class RecordError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Code code;
  private final String rule;
  private final int position;
  private final transient Deque<String> path = new ArrayDeque<>();

  RecordError(Code code, String rule, String what, int position) {
    super(what, null, false, false);
    this.code = code;
    this.rule = rule;
    this.position = position;
  }

  static RecordError malformed(String what, int position) {
    return malformed("json", what, position);
  }

  static RecordError malformed(String rule, String what, int position) {
    return new RecordError(Code.RECORD_MALFORMED, rule, what, position);
  }

  /**
   * @param position where the second key begins, with its quote
   */
  static RecordError duplicateKey(String key, int position) {
    return malformed("duplicate-key", "the key `" + key + "` stands twice in one object", position);
  }

  /**
   * A well-formed record that breaks the contract.
   *
   * @param rule as in {@link Rejection#rule}
   */
  static RecordError broken(String rule, String what, int position) {
    return new RecordError(Code.RECORD_TYPE, rule, what, position);
  }

  RecordError inField(String key) {
    path.addFirst("." + key);
    return this;
  }

  RecordError inElement(int index) {
    path.addFirst("[" + index + "]");
    return this;
  }

  int position() {
    return position;
  }

  /**
   * @param from where the record starts in the buffer
   */
  Rejection rejection(int from) {
    String joined = String.join("", path);
    String place = joined.startsWith(".") ? joined.substring(1) : joined;
    return new Rejection(code, rule, String.valueOf(getMessage()), place, position - from);
  }
}
