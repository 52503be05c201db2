package dev.foz.engine.duckdb;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foz.base.PayloadFormat;
import dev.foz.contract.Contract;
import dev.foz.contract.DocumentRewriter;
import dev.foz.contract.Rejection;
import dev.foz.table.RawChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns payloads into the documents that are decoded by the contract. Used by one thread; records
 * of one batch share their headers, which are read once.
 */
final class Documents {
  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private final Contract contract;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<List<Object>, @Nullable DocumentRewriter> rewriters = new HashMap<>();
  private byte @Nullable [] lastHeaders;
  private @Nullable DocumentRewriter last;

  Documents(Contract contract) {
    this.contract = contract;
    this.last = rewriterFor(Map.of());
  }

  /**
   * Documents of the first rows of a chunk, parallel to them.
   *
   * @param json null where there is nothing to decode: no payload, or one that the contract cannot
   *     read
   * @param unreadable why the contract cannot read it; null for all others
   */
  record Batch(byte[] @Nullable [] json, byte[] @Nullable [] unreadable) {}

  Batch read(RawChunk chunk, int count) throws IOException {
    Batch batch = new Batch(new byte[count][], new byte[count][]);
    for (int row = 0; row < count; row++) {
      byte[] payload = chunk.payload[row];
      // A truncate record has an empty payload.
      if (payload != null && payload.length > 0) {
        read(chunk.headersJson[row], payload, batch, row);
      }
    }
    return batch;
  }

  private void read(byte @Nullable [] headers, byte[] payload, Batch batch, int row)
      throws IOException {
    DocumentRewriter rewriter = rewriter(headers);
    if (rewriter == null) {
      // DuckDB decodes the payload as it is.
      batch.json()[row] = payload;
    } else if (!contract.casts()) {
      batch.json()[row] = rewriter.rewrite(payload);
    } else {
      switch (rewriter.read(payload)) {
        case DocumentRewriter.Document.Readable(byte[] json) -> batch.json()[row] = json;
        case DocumentRewriter.Document.Unreadable(Rejection why) ->
            batch.unreadable()[row] = text(why).getBytes(StandardCharsets.UTF_8);
      }
    }
  }

  private static String text(Rejection why) {
    return why.path().isEmpty() ? why.what() : why.path() + ": " + why.what();
  }

  private @Nullable DocumentRewriter rewriter(byte @Nullable [] headers) throws IOException {
    if (headers != lastHeaders && !Arrays.equals(headers, lastHeaders)) {
      last = rewriterFor(headers == null ? Map.of() : json.readValue(headers, HEADERS));
    }
    lastHeaders = headers;
    return last;
  }

  private @Nullable DocumentRewriter rewriterFor(Map<String, String> headers) {
    PayloadFormat format = PayloadFormat.fromHeaders(headers);
    List<Object> key = List.of(format);
    if (!rewriters.containsKey(key)) {
      boolean needed = contract.needsRewrite(format);
      rewriters.put(key, needed ? new DocumentRewriter(contract, format) : null);
    }
    return rewriters.get(key);
  }
}
