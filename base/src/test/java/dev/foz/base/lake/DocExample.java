package dev.foz.base.lake;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file of a lake folder that a page shows.
 *
 * @param file as its comment names it, like {@code sources/notas.yaml}
 */
record DocExample(String file, String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:yaml|sql)\n(.*?)^```");
  private static final Pattern NAME =
      Pattern.compile(
          "(?m)(?:#|--) (?:[a-z]+/)??(lake\\.yaml|(?:sources|models)/[a-z/_]+\\.(?:yaml|sql))\\b");

  /** Those of a page, in its order; blocks without a file's name are left out. */
  static List<DocExample> of(String page) {
    return BLOCK
        .matcher(page)
        .results()
        .map(block -> block.group(1))
        .flatMap(
            text ->
                NAME.matcher(text)
                    .results()
                    .limit(1)
                    .map(name -> new DocExample(name.group(1), text)))
        .toList();
  }

  /** The schema of its YAML, where it has any. */
  Optional<String> schema() {
    if (file.endsWith(".sql")) {
      return text.contains("/* ---") ? Optional.of("model.json") : Optional.empty();
    }
    return Optional.of(file.startsWith("sources/") ? "source.json" : "lake.json");
  }

  String yaml() {
    if (!file.endsWith(".sql")) {
      return text;
    }
    int start = text.indexOf('\n', text.indexOf("/* ---")) + 1;
    return text.substring(start, text.indexOf("--- */"));
  }
}
