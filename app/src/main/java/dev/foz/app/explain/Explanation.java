package dev.foz.app.explain;

import dev.foz.base.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a code means, in texts for people: Markdown paragraphs without line breaks.
 *
 * @param title a few words without a full stop
 * @param example what is printed, as it is printed; several lines without a line end at the end
 * @param affected who is worse off, and what becomes of tables
 * @param remedy what to do
 */
public record Explanation(
    Code code,
    String title,
    String meaning,
    String example,
    String why,
    String affected,
    String remedy) {
  private static final String FENCE = "```";

  /** The explanation of a code; every code has one. */
  public static Explanation of(Code code) {
    String name = code.id() + ".md";
    try (InputStream in =
        Objects.requireNonNull(Explanation.class.getResourceAsStream(name), name)) {
      return parse(code, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the text of a file.
   *
   * @throws IllegalArgumentException where a part is missing
   */
  public static Explanation parse(Code code, String text) {
    String[] parts = text.split("(?m)^## ", -1);
    Map<String, String> sections = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].indexOf('\n');
      sections.put(parts[i].substring(0, end), parts[i].substring(end).strip());
    }
    int titleEnd = parts[0].indexOf('\n');
    return new Explanation(
        code,
        filled(code, parts[0].substring(2, titleEnd).strip()),
        filled(code, parts[0].substring(titleEnd).strip()),
        filled(code, withoutFence(part(sections, "Example"))),
        filled(code, part(sections, "Why")),
        filled(code, part(sections, "Who is affected")),
        filled(code, part(sections, "What to do")));
  }

  private static String part(Map<String, String> sections, String name) {
    return sections.getOrDefault(name, "");
  }

  private static String withoutFence(String block) {
    return block.replace(FENCE + "\n", "").replace("\n" + FENCE, "");
  }

  private static String filled(Code code, String part) {
    if (part.isEmpty()) {
      throw new IllegalArgumentException("a part of the explanation of " + code + " is missing");
    }
    return part;
  }
}
