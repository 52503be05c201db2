package dev.foz.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.lake.LakeReader;
import dev.foz.base.lake.LakeReading;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.bench.BenchLake.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchLakeTest {
  private final Path folder;

  BenchLakeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theFolderReadsWithoutAProblemWithAndWithoutCuratedTable() throws IOException {
    BenchLake lake = lake(Optional.of("id"));
    lake.create();
    lake.describe(Reach.RAW_ONLY);
    assertThat(table(lake).curate()).isFalse();

    lake.describe(Reach.CURATED);
    assertThat(table(lake).curate()).isTrue();
    assertThat(table(lake).primaryKey()).containsExactly("id");
    assertThat(table(lake).rawTable().toString()).isEqualTo(BenchLake.RAW);
    assertThat(table(lake).curatedTable().toString()).isEqualTo(BenchLake.CURATED);
  }

  @Test
  void withoutAKeyTheTableHasNone() throws IOException {
    BenchLake lake = lake(Optional.empty());
    lake.create();
    lake.describe(Reach.CURATED);

    assertThat(table(lake).primaryKey()).isEmpty();
  }

  @Test
  void aSavedLakeComesBackAsItWas() throws IOException {
    BenchLake lake = lake(Optional.empty());
    lake.create();
    lake.save();
    Files.writeString(lake.folder().resolve("new.txt"), "new");
    Files.delete(lake.folder().resolve("lake.yaml"));

    lake.restore();

    assertThat(lake.folder().resolve("new.txt")).doesNotExist();
    assertThat(lake.folder().resolve("lake.yaml")).hasContent("name: bench");
  }

  @Test
  void theInputIsThereInFilesThatLookOld() throws IOException {
    Input input = new Input(Files.createDirectory(folder.resolve("input")));
    input.writeAll(1_000_010);
    input.writeChanges(7, 1_000_010, 1);

    try (Stream<Path> files = Files.list(input.folder())) {
      List<Path> sorted = files.sorted().toList();
      assertThat(sorted.stream().map(file -> file.getFileName().toString()))
          .containsExactly("base-1000.ndjson", "base-1001.ndjson", "changes-1.ndjson");
      assertThat(sorted.get(1)).content().hasLineCount(10).startsWith("{\"id\":1000000,");
      assertThat(sorted.get(2)).content().hasLineCount(7).contains("\"version\":1}");
      assertThat(Files.getLastModifiedTime(sorted.get(2)).toInstant())
          .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }
  }

  private BenchLake lake(Optional<String> key) {
    FozProgram foz = new FozProgram(folder.resolve("foz"), MemorySize.parse("512m"));
    return new BenchLake(foz, folder.resolve("lake"), folder.resolve("input"), key);
  }

  private static SourceTableSpec table(BenchLake lake) {
    LakeReading reading = LakeReader.read(lake.folder(), Map.of());
    return reading.orThrow().sources().getFirst().tables().getFirst();
  }
}
