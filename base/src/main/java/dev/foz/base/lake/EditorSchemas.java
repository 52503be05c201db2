package dev.foz.base.lake;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON Schemas of the YAML in a lake folder, for editors: they complete keys, show what they mean,
 * and mark what {@code foz check} would refuse. Draft 7, which all editors know. They say which
 * keys there are and what each takes; rules between keys are the reader's alone.
 */
public final class EditorSchemas {
  /** Where they lie, seen from the lake folder. */
  public static final String FOLDER = ".foz/schema";

  private EditorSchemas() {}

  /** The text of each by its path, seen from the lake folder. */
  public static Map<String, String> all() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(FOLDER + "/lake.json", text("lake.yaml of Foz", KeyGroup.LAKE));
    files.put(FOLDER + "/source.json", text("a file of sources/ of Foz", KeyGroup.SOURCE));
    files.put(FOLDER + "/model.json", text("front matter of a model of Foz", KeyGroup.MODEL));
    return files;
  }

  /** The first line of {@code lake.yaml} that leads editors to its schema. */
  public static String lakeLine() {
    return "# yaml-language-server: $schema=" + FOLDER + "/lake.json";
  }

  /** The same of a file in {@code sources/}. */
  public static String sourceLine() {
    return "# yaml-language-server: $schema=../" + FOLDER + "/source.json";
  }

  private static String text(String title, KeyGroup group) {
    Map<String, Object> schema =
        KeyValue.ordered("$schema", "http://json-schema.org/draft-07/schema#", "title", title);
    schema.putAll(group.schema());
    return SchemaText.of(schema);
  }
}
