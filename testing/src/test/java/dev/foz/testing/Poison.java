package dev.foz.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A record that other programs have stumbled over.
 *
 * @param what it is, as the documentation calls it
 * @param file name of the file that it stands in
 * @param bytes the record; one line, without its end
 */
record Poison(String what, String file, byte[] bytes) {
  private static final int LARGE = 10_000_000;
  private static final int DEEP = 1_000;

  /** The contract that the JSON records are held against. */
  static final String CONTRACT =
      """
      {"type": "object", "required": ["n"], "properties": {
        "n": {"type": "integer"},
        "texto": {"type": "string", "maxLength": 1000},
        "peso": {"type": "number"},
        "valor": {"type": "number", "format": "decimal(10,2)"},
        "preco": {"type": "string", "format": "decimal(10,2)"},
        "dia": {"type": "string", "format": "date"},
        "lista": {"type": "array"}}}
      """;

  /** The contract that the CSV rows are held against. */
  static final String ROWS =
      """
      {"type": "object", "required": ["n"], "properties": {
        "n": {"type": "integer"},
        "texto": {"type": "string", "maxLength": 1000},
        "valor": {"type": "number", "format": "decimal(10,2)"}}}
      """;

  /** Each stands alone between good records. */
  static List<Poison> json() {
    return List.of(
        json("bytes that are not UTF-8", latin("{\"n\": 2, \"texto\": \"São\"}")),
        json("bytes that are not UTF-8, outside of a text", latin("{\"n\": 2, São}")),
        json("a surrogate as three bytes", bytes(0xED, 0xA0, 0x80)),
        json("half of a surrogate pair, escaped", "{\"n\": 2, \"texto\": \"\\ud83d\"}"),
        json("a byte order mark", "\uFEFF{\"n\": 2}"),
        json("a text of 10 MB", "{\"n\": 2, \"texto\": \"" + "x".repeat(LARGE) + "\"}"),
        json(
            "lists nested 1,000 deep",
            "{\"n\": 2, \"lista\": " + "[".repeat(DEEP) + "]".repeat(DEEP) + "}"),
        json("a key that stands twice", "{\"n\": 2, \"n\": 3}"),
        json("a key that stands twice, once escaped", "{\"n\": 2, \"\\u006e\": 3}"),
        json("an integer beyond 64 bits", "{\"n\": 9223372036854775808}"),
        json("1e400 for a number", "{\"n\": 2, \"peso\": 1e400}"),
        json("a number of 40 digits", "{\"n\": 2, \"peso\": " + "1234567890".repeat(4) + "}"),
        json("1.005 for two decimals", "{\"n\": 2, \"valor\": 1.005}"),
        json("\"1.234,56\" for a decimal", "{\"n\": 2, \"preco\": \"1.234,56\"}"),
        json("2026-02-30 for a date", "{\"n\": 2, \"dia\": \"2026-02-30\"}"),
        json("NaN", "{\"n\": 2, \"peso\": NaN}"),
        json("text that is no JSON", "lixo"),
        json("a bracket that is never closed", "{\"n\": 2, \"lista\": [1"));
  }

  /** The same for rows of the columns {@code n}, {@code texto} and {@code valor}. */
  static List<Poison> csv() {
    return List.of(
        csv("a CSV row with a field too many", "2,a,1.5,x"),
        csv("a CSV row with a field too few", "2,a"),
        csv("a CSV row of separators only", ",,"),
        csv("a CSV row in another encoding", latin("2,São,1.5")),
        csv("1.005 for two decimals, in CSV", "2,a,1.005"),
        csv("\"1.234,56\" for a decimal, in CSV", "2,a,\"1.234,56\""),
        csv("a CSV row with text behind a quoted field", "2,\"a\"b,1.5"),
        csv("a CSV row with a quote within a field", "2,a\"b,1.5"));
  }

  private static Poison json(String what, String text) {
    return json(what, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Poison json(String what, byte[] bytes) {
    return new Poison(what, name(what) + ".json", bytes);
  }

  private static Poison csv(String what, String text) {
    return csv(what, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Poison csv(String what, byte[] bytes) {
    return new Poison(what, name(what) + ".csv", bytes);
  }

  private static String name(String what) {
    return what.replaceAll("[^a-zA-Z0-9]+", "-");
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(int... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(latin("{\"n\": 2, \"texto\": \""));
    for (int value : values) {
      bytes.write(value);
    }
    bytes.writeBytes(latin("\"}"));
    return bytes.toByteArray();
  }

  boolean isCsv() {
    return file.endsWith(".csv");
  }

  /** The file: a good record, this one, another good one. */
  byte[] content() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(latin(before()));
    content.writeBytes(bytes);
    content.writeBytes(latin("\n" + good(3)));
    return content.toByteArray();
  }

  private String before() {
    return (isCsv() ? "n,texto,valor\n" : "") + good(1);
  }

  private String good(int n) {
    return isCsv()
        ? n + ",bom,1.25\n"
        : "{\"n\": "
            + n
            + ", \"texto\": \"bom\", \"peso\": 0.5, \"valor\": 1.25, \"dia\": \"2026-02-28\"}\n";
  }

  /** Where the record stands in its file. */
  long offset() {
    return before().length();
  }
}
