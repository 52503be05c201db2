package dev.foz.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.FozException;
import dev.foz.bench.RecordIds.Range;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbPeerTest {
  private static final MemorySize MEMORY = MemorySize.parse("512m");

  private final Path folder;

  DuckDbPeerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void turnsRecordsIntoParquetInAProcessOfItsOwn() throws Exception {
    new Records(1).write(folder.resolve("records.ndjson"), new Range(0, 1_000), 0);

    Cost cost =
        DuckDbPeer.cost(
            folder,
            MEMORY,
            "COPY (SELECT * FROM read_json_auto('records.ndjson')) TO 'records.parquet'"
                + " (FORMAT parquet, COMPRESSION zstd)");

    assertThat(cost.seconds()).isPositive();
    assertThat(cost.cpuSeconds()).isPositive();
    assertThat(folder.resolve("records.parquet")).isNotEmptyFile();
  }

  @Test
  void aStatementThatFailsIsAnError() {
    assertThatThrownBy(() -> DuckDbPeer.cost(folder, MEMORY, "SELECT nothing"))
        .isInstanceOf(FozException.class)
        .hasMessageContaining("Cannot measure `duckdb`: it ended with 1\n  why: ")
        .hasMessageContaining("Binder Error: Referenced column \"nothing\" was not found");
  }
}
