package dev.foz.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.iceberg.util.JsonUtil;

/** Writes and reads {@code _headers} as a JSON object of texts. */
final class HeadersJson {
  private HeadersJson() {}

  /** Reads Avro's map of optional texts where the reader stands. */
  static byte[] read(RawFileReader in) {
    StringBuilder out = new StringBuilder("{");
    for (long entries = in.readLong(); entries != 0; entries = in.readLong()) {
      if (entries < 0) {
        in.readLong(); // bytes of the block, only of use to those who skip it
      }
      for (long i = Math.abs(entries); i > 0; i--) {
        if (out.length() > 1) {
          out.append(',');
        }
        quote(out, new String(in.readBytes(), StandardCharsets.UTF_8));
        out.append(':');
        if (in.isNull()) {
          out.append("null");
        } else {
          quote(out, new String(in.readBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #read} made; entries that are null are left out. */
  static Map<String, String> parse(byte[] json) {
    Map<String, String> headers = new LinkedHashMap<>();
    try {
      JsonUtil.mapper()
          .readTree(json)
          .properties()
          .forEach(
              entry -> {
                if (!entry.getValue().isNull()) {
                  headers.put(entry.getKey(), entry.getValue().asText());
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException("headers are no JSON", e);
    }
    return headers;
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
