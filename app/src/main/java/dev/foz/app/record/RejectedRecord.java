package dev.foz.app.record;

import dev.foz.base.PayloadFormat;
import java.util.Optional;

/**
 * A record that could not land, and why.
 *
 * @param payload the literal bytes, which may be anything; not copied
 * @param path of the field, as in {@code itens[3].valor}; empty for the record itself
 * @param offset in bytes from the start of the payload; one outside of it means its nearest byte
 * @param reason as the check told it
 * @param expectation what the contract says of the path, where it says anything
 */
public record RejectedRecord(
    byte[] payload,
    PayloadFormat format,
    String path,
    long offset,
    String reason,
    Optional<String> expectation) {

  /** The byte to mark; the payload's length where the record ends too early. */
  int marked() {
    return (int) Math.clamp(offset, 0, payload.length);
  }
}
