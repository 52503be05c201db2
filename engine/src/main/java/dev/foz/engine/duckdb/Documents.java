package dev.foz.engine.duckdb;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foz.base.PayloadFormat;
import dev.foz.contract.Contract;
import dev.foz.contract.DocumentRewriter;
import java.io.IOException;
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

  /** The payload itself where DuckDB decodes it as it is. */
  byte[] document(byte @Nullable [] headers, byte[] payload) throws IOException {
    if (headers != lastHeaders && !Arrays.equals(headers, lastHeaders)) {
      last = rewriterFor(headers == null ? Map.of() : json.readValue(headers, HEADERS));
    }
    lastHeaders = headers;
    DocumentRewriter rewriter = last;
    return rewriter == null ? payload : rewriter.rewrite(payload);
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
