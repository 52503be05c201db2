package dev.foz.ingest;

import dev.foz.base.Code;
import dev.foz.base.Problem;

/**
 * A change of one value of a record: {@code path = expression}.
 *
 * @param path as a rejection tells it; {@code $} for the whole record
 * @param expression SQL over {@code value}, the text that stands there now, and {@code payload},
 *     the text of the record
 */
public record Correction(String path, String expression) {
  static final String WHOLE = "$";

  /**
   * Reads what a person wrote.
   *
   * @throws dev.foz.base.FozException when it is not of the form {@code path = expression}
   */
  public static Correction parse(String text) {
    int equals = text.indexOf('=');
    String path = equals < 0 ? "" : text.substring(0, equals).strip();
    String expression = equals < 0 ? "" : text.substring(equals + 1).strip();
    if (path.isEmpty() || expression.isEmpty()) {
      throw Problem.of(Code.COMMAND_USAGE, "`--set " + text + "` sets nothing")
          .remedy(
              "--set \"total = replace(value, ',', '.')::decimal(18,2)\", or --set '$ = ...' for"
                  + " the whole record")
          .toException();
    }
    return new Correction(path, expression);
  }

  boolean isWhole() {
    return path.equals(WHOLE);
  }
}
