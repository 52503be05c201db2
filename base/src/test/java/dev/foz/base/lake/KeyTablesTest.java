package dev.foz.base.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws the tables of keys in the docs from {@link KeyGroup}. */
class KeyTablesTest {
  private static final Path DOCS =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs").normalize();
  private static final Pattern DRAWN =
      Pattern.compile("(?s)<!-- drawn: (keys of [a-z. ]+) -->\n(.*?)<!-- end of drawn -->\n");
  private static final Set<KeySpec.Use> NOT_CSV = EnumSet.complementOf(EnumSet.of(KeySpec.Use.CSV));
  private static final Set<KeySpec.Use> OF_FILES = EnumSet.of(KeySpec.Use.FILE, KeySpec.Use.CSV);

  private static final Map<String, List<KeySpec>> TABLES =
      Map.of(
          "keys of lake.yaml", KeyGroup.LAKE.keys(),
          "keys of defaults", KeyGroup.DEFAULTS.keys(),
          "keys of a source", KeyGroup.SOURCE.keys(),
          "keys of a table", table(NOT_CSV),
          "keys of files", table(OF_FILES),
          "keys of csv", table(EnumSet.of(KeySpec.Use.CSV)),
          "keys of a model", KeyGroup.MODEL.keys());

  private static List<KeySpec> table(Set<KeySpec.Use> uses) {
    return KeyGroup.TABLE.keys().stream()
        .filter(key -> uses.contains(key.use()) || (uses == OF_FILES && key.name().equals("path")))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"lake-folder.md, 6", "sources/file.md, 1", "models.md, 1"})
  void aPageHasTheKeysThatReadersKnow(String name, int tables) throws IOException {
    Path file = DOCS.resolve(name);
    String page = Files.readString(file);
    Matcher drawn = DRAWN.matcher(page);
    assertThat(drawn.results().count()).as("tables of %s", name).isEqualTo(tables);

    String wanted = drawn.replaceAll(table -> Matcher.quoteReplacement(redrawn(table, name)));

    if ("update".equals(System.getProperty("docs"))) {
      Files.writeString(file, wanted);
      return;
    }
    assertThat(page)
        .as("docs/%s does not have the keys that there are; ./test --update-docs draws it", name)
        .isEqualTo(wanted);
  }

  private static String redrawn(MatchResult table, String page) {
    assertThat(TABLES).as(page).containsKey(table.group(1));
    List<KeySpec> keys = Objects.requireNonNull(TABLES.get(table.group(1)));
    return "<!-- drawn: "
        + table.group(1)
        + " -->\n"
        + draw(keys, page)
        + "<!-- end of drawn -->\n";
  }

  private static String draw(List<KeySpec> keys, String page) {
    return keys.stream()
        .map(key -> row(key, page))
        .collect(
            Collectors.joining(
                "", "| key | takes | what it is | usually |\n| --- | --- | --- | --- |\n", ""));
  }

  private static String row(KeySpec key, String page) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(key.name(), key.value().told(), linked(key.meaning(), page), key.usually());
  }

  /** Links are written as seen from {@code docs/}. */
  private static String linked(String text, String page) {
    String up = page.contains("/") ? "../" : "";
    return text.replace("](", "](" + up).replace("](" + up + page + "#", "](#");
  }
}
