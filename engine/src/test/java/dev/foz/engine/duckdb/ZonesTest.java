package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Progress;
import dev.foz.engine.EngineOptions;
import dev.foz.engine.EngineSession;
import dev.foz.engine.QueryResult;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonesTest {
  private static final String NOON =
      "select cast(timestamptz '2026-01-01 12:00:00+00' as timestamp)::varchar";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "Z,2026-01-01 12:00:00",
    "UTC,2026-01-01 12:00:00",
    "-03:00,2026-01-01 09:00:00",
    "UTC+02:00,2026-01-01 14:00:00",
    "America/Sao_Paulo,2026-01-01 09:00:00"
  })
  void everyWayToNameAZoneReachesTheEngine(String zone, String noon) {
    EngineOptions options =
        new EngineOptions(EngineOptions.LEAST_MEMORY, 1, folder, ZoneId.of(zone), List.of(folder));
    try (DuckDbEngine engine = new DuckDbEngine(options);
        EngineSession session = engine.open();
        QueryResult result = session.query(NOON, Progress.NONE)) {
      assertThat(result.next()).isTrue();
      assertThat(result.value(0)).isEqualTo(noon);
    }
  }
}
