package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.Problem;

/**
 * Why a record cannot be accepted.
 *
 * @param rule the word of what was broken: a keyword of the contract ({@code type}, {@code
 *     required}, {@code pattern} ...) or one of {@code json} (malformed), {@code utf-8}, {@code
 *     duplicate-key}, {@code surrogate}, {@code bom}, {@code depth}, {@code csv}, {@code key}
 *     (primary key), {@code schema-change}, {@code fields} (too many), {@code exact} (fits the type
 *     only by rounding, or is out of its range)
 * @param what the reason, one clause without a full stop, to stand behind <em>Cannot land
 *     pedidos:</em>
 * @param path of the field, as in {@code itens[3].valor} (lists count from 0); empty for the record
 *     itself
 * @param offset in bytes from the start of the payload
 */
public record Rejection(Code code, String rule, String what, String path, int offset) {
  /** The rule of records with a field or type that their table does not have and may not take. */
  public static final String SCHEMA_CHANGE = "schema-change";

  /**
   * The problem <em>Cannot {action}: field `path` {what}</em>, with the offset as its reason.
   *
   * @param action what was to be done with the record: {@code land pedidos}
   */
  public Problem problem(String action) {
    String field = path.isEmpty() ? "" : "field `" + path + "`: ";
    return Problem.of(code, "Cannot " + action + ": " + field + what)
        .because("byte " + offset + " of the record");
  }
}
