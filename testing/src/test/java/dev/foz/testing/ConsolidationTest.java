package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corners of consolidation, each of which once made rows that raw does not make. */
class ConsolidationTest {
  @TempDir private Path folder;

  private int files;

  private ScratchLake lake(String table) {
    return ScratchLake.create(folder)
        .source("s", "t: { path: \"t/*.json\", primary_key: id, " + table + " }\n");
  }

  private void land(ScratchLake lake, String... records) {
    lake.write("t/%03d.json".formatted(files++), String.join("\n", records) + "\n");
    FozConsole.of(folder).foz("run").orFail();
  }

  private String rows(String columns) {
    return FozConsole.of(folder).sql("select " + columns + " from curated.s_t order by _seq");
  }

  @SafeVarargs
  private void requireRows(String columns, Map<String, ? extends @Nullable Object>... rows) {
    assertThat(Plain.rows(rows(columns))).isEqualTo(Stream.of(rows).map(Plain::row).toList());
  }

  private static Map<String, @Nullable Object> nullOf(String column) {
    return Collections.singletonMap(column, null);
  }

  /** The rows of this lake are those of one that takes all files at once. */
  private void requireSameAsFromRaw(String columns) {
    String incremental = rows(columns);
    ScratchLake copy = ScratchLake.create(folder.resolve("copy"));
    copy.source("s", "t: { path: \"" + folder + "/t/*.json\", primary_key: id }\n");
    FozConsole.of(copy.folder()).foz("run").orFail();
    assertThat(incremental)
        .isEqualTo(
            FozConsole.of(copy.folder())
                .sql("select " + columns + " from curated.s_t order by _seq"));
  }

  @Test
  void emptyListsAndObjectsStayWhatTheyAreWhenALaterRecordGivesThemAType() {
    ScratchLake lake = lake("");
    land(lake, "{\"id\":1,\"l\":[],\"o\":{},\"p\":{\"a\":1,\"l\":[]}}", "{\"id\":2}");
    land(lake, "{\"id\":3,\"l\":[1],\"o\":{\"a\":1},\"p\":{\"a\":2,\"l\":[2]}}");
    requireSameAsFromRaw("id, l, o, p");
  }

  @Test
  void aKeyWhoseColumnGetsAnotherNameIsTheSameKey() {
    ScratchLake lake = lake("contract: t");
    lake.write(
        "schemas/t.json", "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}");
    land(lake, "{\"id\":1,\"v\":1}", "{\"id\":2,\"v\":1}");
    lake.write(
        "schemas/t.json",
        "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\",\"x-column\":\"codigo\"}}}");
    land(lake, "{\"id\":1,\"v\":2}");
    requireRows("codigo, v", Map.of("codigo", 2, "v", 1), Map.of("codigo", 1, "v", 2));
  }

  @Test
  void aKeyWithoutAColumnIsRefused() {
    ScratchLake lake = lake("contract: t");
    lake.write(
        "schemas/t.json",
        "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\",\"x-column\":false}}}");
    lake.write("t/a.json", "{\"id\":1}");
    assertThat(FozConsole.of(folder).foz("run").err())
        .contains("Cannot consolidate curated.s_t: the key field `id` has no column");
  }

  @Test
  void fieldsNamedAsTheColumnsOfHistoryGetOtherNames() {
    ScratchLake lake = lake("history: true");
    land(lake, "{\"id\":1,\"valid_from\":\"x\",\"Valid_To\":7}");
    land(lake, "{\"id\":1,\"valid_from\":\"y\",\"Valid_To\":7,\"source_valid_from\":1}");
    requireRows(
        "source_valid_from as a, source_Valid_To as b, valid_to is null as open",
        Map.of("a", "x", "b", 7, "open", false),
        Map.of("a", "y", "b", 7, "open", true));
    requireRows("source_valid_from_2 as c", nullOf("c"), Map.of("c", 1));
  }

  @Test
  void turningHistoryOnMakesTheVersionsFromRawAndTellsWhy() {
    ScratchLake lake = lake("history: false");
    land(lake, "{\"id\":1,\"v\":1}");
    land(lake, "{\"id\":1,\"v\":2}");
    requireRows("id, v", Map.of("id", 1, "v", 2));
    lake("history: true");
    assertThat(FozConsole.of(folder).foz("run").orFail().err())
        .contains("rebuilt: `history` is on now");
    requireRows("id, v", Map.of("id", 1, "v", 1), Map.of("id", 1, "v", 2));
    assertThat(FozConsole.of(folder).foz("show", "curated.s_t").orFail().out())
        .contains("every version by id");
    lake("history: false");
    assertThat(FozConsole.of(folder).foz("run").orFail().err())
        .contains("rebuilt: `history` is off now");
    requireRows("* exclude (_run, _ingested_at)", Map.of("id", 1, "v", 2, "_seq", 2));
  }

  @Test
  void versionsThatDifferInAColumnThatGoesAreOneVersion() {
    ScratchLake lake = lake("history: true, contract: t");
    lake.write(
        "schemas/t.json",
        "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"},\"v\":{\"type\":\"integer\"}}}");
    land(lake, "{\"id\":1,\"v\":1}");
    land(lake, "{\"id\":1,\"v\":2}");
    requireRows("id, v", Map.of("id", 1, "v", 1), Map.of("id", 1, "v", 2));
    lake.write(
        "schemas/t.json",
        "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"},\"v\":{\"type\":\"integer\",\"x-column\":false}}}");
    land(lake, "{\"id\":2,\"v\":2}");
    requireRows(
        "id, _seq, valid_to is null as open",
        Map.of("id", 1, "_seq", 1, "open", true),
        Map.of("id", 2, "_seq", 3, "open", true));
  }
}
