package dev.foz.ingest;

import dev.foz.base.PayloadFormat;
import dev.foz.table.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * A record in quarantine, as people look at it.
 *
 * @param position the source's own place of it
 * @param seen when it was rejected
 * @param contract hash of the contract that it was rejected by
 * @param payload its bytes; not to be changed
 */
public record QuarantinedRecord(
    long seq,
    String position,
    Instant seen,
    Map<String, String> headers,
    String contract,
    byte[] payload,
    Reason reason) {

  /** The payload as text; bytes that are none become replacement characters. */
  public String text() {
    Charset charset =
        switch (PayloadFormat.fromHeaders(headers)) {
          case PayloadFormat.Json json -> StandardCharsets.UTF_8;
          case PayloadFormat.Csv csv -> csv.charset();
        };
    return new String(payload, charset);
  }
}
