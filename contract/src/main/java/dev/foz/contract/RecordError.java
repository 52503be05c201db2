package dev.foz.contract;

import dev.foz.base.Code;
import java.util.ArrayDeque;
import java.util.Deque;

/** Ends the scan of one record; caught within this package. Has no stack trace, as it is data. */
final class RecordError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Code code;
  private final int position;
  private final transient Deque<String> path = new ArrayDeque<>();

  RecordError(Code code, String what, int position) {
    super(what, null, false, false);
    this.code = code;
    this.position = position;
  }

  static RecordError malformed(String what, int position) {
    return new RecordError(Code.RECORD_MALFORMED, what, position);
  }

  RecordError inField(String key) {
    path.addFirst("." + key);
    return this;
  }

  RecordError inElement(int index) {
    path.addFirst("[" + index + "]");
    return this;
  }

  /**
   * @param from where the record starts in the buffer
   */
  Rejection rejection(int from) {
    String joined = String.join("", path);
    String place = joined.startsWith(".") ? joined.substring(1) : joined;
    return new Rejection(code, String.valueOf(getMessage()), place, position - from);
  }
}
