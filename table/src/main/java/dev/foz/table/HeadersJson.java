package dev.foz.table;

import java.nio.charset.StandardCharsets;

/** Writes {@code _headers} as a JSON object of texts. */
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
