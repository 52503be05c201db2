package dev.foz.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.FozException;
import dev.foz.base.TableName;
import dev.foz.base.lake.LakeReader;
import dev.foz.engine.EngineOptions;
import dev.foz.engine.duckdb.DuckDbEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontMatterNamesTest {
  @TempDir private Path folder;

  @BeforeEach
  void lake() {
    write("lake.yaml", "name: loja\n");
    write(
        "sources/notas.yaml",
        "type: file\ntables: { nfe: { path: a/*.json }, itens: { path: b/*.json } }\n");
    write(
        "models/curated/visao.sql",
        "/* ---\nmaterialized: view\n--- */\nselect * from curated.notas_nfe");
  }

  private void write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ModelGraph read() {
    EngineOptions options =
        new EngineOptions(
            EngineOptions.LEAST_MEMORY, 1, folder.resolve("tmp"), ZoneId.of("UTC"), List.of());
    try (DuckDbEngine engine = new DuckDbEngine(options)) {
      return ModelGraph.read(LakeReader.read(folder, Map.of()).orThrow(), engine.parser());
    }
  }

  private String ignored(String yaml, String sql) {
    write("models/refined/a.sql", "/* ---\n" + yaml + "\n--- */\n" + sql);
    ModelGraph models = read();
    TableName name = TableName.find("refined.a").orElseThrow();
    return models.ignored(models.find(name).orElseThrow()).toString();
  }

  @Test
  void anIgnoredViewStandsForWhatItReadsUnlessThatIsReadBesideIt() {
    String both = "select * from curated.visao, curated.notas_itens";
    String beside = "select * from curated.visao, curated.notas_nfe";

    assertThat(ignored("owner: a", both)).isEqualTo("[]");
    assertThat(ignored("ignore_changes: curated.visao", both)).isEqualTo("[curated.notas_nfe]");
    assertThat(ignored("ignore_changes: curated.notas_nfe", both)).isEqualTo("[curated.notas_nfe]");
    assertThat(ignored("ignore_changes: curated.visao", beside)).isEqualTo("[]");
    assertThat(ignored("ignore_changes: curated.notas_nfe", beside))
        .isEqualTo("[curated.notas_nfe]");
  }

  @Test
  void tablesThatAreNotReadOrNotMadeAreTold() {
    write(
        "models/refined/a.sql",
        """
        /* ---
        ignore_changes: [curated.notas_ntf, curated.notas_itens]
        tests:
          - relationships: { id: curated.notas_item.id }
          - relationships: { id: curated.notas_itens.id }
          - expression: id > (select 1 from curated.notas_nfe)
        --- */
        select id from curated.visao
        """);

    assertThatThrownBy(this::read)
        .isInstanceOf(FozException.class)
        .hasMessage(
            """
            error[F209]: refined.a does not read `curated.notas_ntf`
              models/refined/a.sql:2:18
              2 | ignore_changes: [curated.notas_ntf, curated.notas_itens]
                |                  ^^^^^^^^^^^^^^^^^ did you mean `curated.notas_nfe`?

            error[F209]: refined.a does not read `curated.notas_itens`
              models/refined/a.sql:2:37
              2 | ignore_changes: [curated.notas_ntf, curated.notas_itens]
                |                                     ^^^^^^^^^^^^^^^^^^^ did you mean `curated.notas_nfe`?

            error[F209]: no source or model makes `curated.notas_item`
              models/refined/a.sql:4:5
              4 |   - relationships: { id: curated.notas_item.id }
                |     ^^^^^^^^^^^^^ did you mean `curated.notas_itens`?

            error[E702]: Cannot run this test: an expression reads no table, and this one reads curated.notas_nfe
              models/refined/a.sql:6:17
              6 |   - expression: id > (select 1 from curated.notas_nfe)
                |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write `relationships`, or make a model of the query""");
  }
}
