package dev.foz.base;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the literal bytes of a payload are to be read. Kept beside every record in {@code _headers},
 * so that a payload can be read again without its file; see {@code docs/formats/raw.md}.
 */
public sealed interface PayloadFormat {
  String FORMAT = "format";

  /** One JSON value, UTF-8. The default: such records carry no header for it. */
  record Json() implements PayloadFormat {
    @Override
    public Map<String, String> toHeaders() {
      return Map.of();
    }
  }

  /**
   * One row of a CSV file, without its line end.
   *
   * @param separator between fields
   * @param quote around fields; doubled inside them
   * @param charset of the payload's bytes
   * @param decimal {@code '.'} or {@code ','}
   * @param header the literal header line (or column names joined by the separator where the file
   *     has none), in the same separator and quote
   */
  record Csv(char separator, char quote, Charset charset, char decimal, String header)
      implements PayloadFormat {
    @Override
    public Map<String, String> toHeaders() {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put(FORMAT, "csv");
      headers.put("separator", String.valueOf(separator));
      headers.put("quote", String.valueOf(quote));
      headers.put("charset", charset.name());
      headers.put("decimal", String.valueOf(decimal));
      headers.put("header", header);
      return headers;
    }
  }

  /** The entries of {@code _headers} that say this format, in a fixed order. */
  Map<String, String> toHeaders();

  /**
   * Reads what {@link #toHeaders} wrote; other entries are ignored.
   *
   * @throws IllegalArgumentException on a format that this version does not know
   */
  static PayloadFormat fromHeaders(Map<String, String> headers) {
    String format = headers.getOrDefault(FORMAT, "json");
    return switch (format) {
      case "json" -> new Json();
      case "csv" ->
          new Csv(
              headers.getOrDefault("separator", ",").charAt(0),
              headers.getOrDefault("quote", "\"").charAt(0),
              Charset.forName(headers.getOrDefault("charset", StandardCharsets.UTF_8.name())),
              headers.getOrDefault("decimal", ".").charAt(0),
              headers.getOrDefault("header", ""));
      default -> throw new IllegalArgumentException("Unknown payload format: " + format);
    };
  }
}
