package dev.foz.base.lake;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.ForeignWord;
import dev.foz.base.ForeignWords;
import dev.foz.base.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes every key and value of other tools into a lake folder where it can stand. */
class ForeignKeysTest {
  private static final String UNKNOWN = "unknown key `";
  private static final String TABLE = "type: file\ntables:\n  t: { path: a/*, format: csv, %s }\n";
  private static final String MODEL = "/* ---\n%s\n--- */\nselect 1 as a\n";
  private static final Map<String, String> VALUES =
      Map.of(
          "on_error", TABLE,
          "on_schema_change", TABLE,
          "format", "type: file\ntables:\n  t: { path: a/*, %s }\n",
          "mask", TABLE,
          "materialized", MODEL,
          "on_fail", MODEL);

  private TestingLake lake;

  @BeforeEach
  void createLake(@TempDir Path folder) {
    lake = new TestingLake(folder);
  }

  @Test
  void everyKeyIsToldByItsName() {
    List<String> words =
        ForeignWords.all().stream()
            .filter(foreign -> foreign.where().startsWith("key"))
            .flatMap(foreign -> foreign.words().stream())
            .distinct()
            .toList();
    String entries = words.stream().map(word -> "\"" + word + "\": x").collect(joining(", "));
    String lines = entries.replace(", ", "\n") + "\n";
    List<Map<String, List<String>>> told =
        List.of(
            told("lake.yaml", "name: loja\n" + lines),
            told("sources/a.yaml", TABLE.formatted(entries)),
            told("sources/a.yaml", lines + TABLE.formatted("curate: false")),
            told("models/refined/a.sql", MODEL.formatted(lines)),
            told("models/refined/a.sql", MODEL.formatted("tests: [{ " + entries + " }]")));

    List<String> silent = new ArrayList<>();
    for (ForeignWord foreign : ForeignWords.all()) {
      if (foreign.where().startsWith("key")) {
        foreign.words().stream()
            .filter(word -> told.stream().noneMatch(one -> says(foreign, one.get(word))))
            .forEach(silent::add);
      }
    }
    assertThat(silent).as("words that no map tells anything of").isEmpty();
  }

  /** By unknown key what is told of it. */
  private Map<String, List<String>> told(String file, String text) {
    lake.write(file, text);
    Map<String, List<String>> told =
        lake.read().problems().stream()
            .filter(problem -> problem.what().startsWith(UNKNOWN))
            .collect(groupingBy(ForeignKeysTest::word, mapping(Problem::render, toList())));
    lake.delete(file).write("lake.yaml", "name: loja\n");
    return told;
  }

  private static String word(Problem problem) {
    return problem.what().substring(UNKNOWN.length(), problem.what().length() - 1);
  }

  private static boolean says(ForeignWord foreign, @Nullable List<String> told) {
    return told != null && told.stream().anyMatch(text -> says(foreign, text));
  }

  private static boolean says(ForeignWord foreign, String text) {
    return foreign.here().isEmpty()
        ? text.contains(foreign.told())
        : foreign.here().stream().anyMatch(here -> text.contains(foreign.told(here)));
  }

  @Test
  void everyValueIsToldByItsName() {
    List<String> silent = new ArrayList<>();
    for (ForeignWord foreign : ForeignWords.all()) {
      String key = foreign.where();
      if (VALUES.containsKey(key)) {
        foreign.words().stream()
            .filter(word -> !says(foreign, toldOfValue(key, word)))
            .forEach(silent::add);
      }
    }
    assertThat(silent).as("words that nothing is told of").isEmpty();
  }

  private String toldOfValue(String key, String word) {
    String entry =
        switch (key) {
          case "mask" -> "mask: { a: \"" + word + "\" }";
          case "on_fail" -> "tests: [{ not_null: a, on_fail: \"" + word + "\" }]";
          default -> key + ": \"" + word + "\"";
        };
    String file =
        VALUES.getOrDefault(key, "").equals(MODEL) ? "models/refined/a.sql" : "sources/a.yaml";
    lake.write(file, VALUES.getOrDefault(key, "").formatted(entry));
    String told = lake.problems();
    lake.delete(file);
    return told;
  }

  @Test
  void everyTypeIsToldByItsName() {
    List<String> silent = new ArrayList<>();
    for (ForeignWord foreign : ForeignWords.all()) {
      if (foreign.where().equals("type")) {
        for (String word : foreign.words()) {
          lake.write("sources/a.yaml", "type: \"" + word + "\"\ntables: { t: { path: a.csv } }\n");
          if (!says(foreign, lake.problems())) {
            silent.add(word);
          }
        }
      }
    }
    assertThat(silent).as("types that nothing is told of").isEmpty();
  }
}
