package dev.foz.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Measurement FOZ = new Measurement("foz", "s", List.of(30.0, 21.3, 20.0));
  private static final Measurement DUCKDB =
      new Measurement("duckdb", "s", List.of(15.1, 15.0, 16.0));

  @Test
  void speedIsThePeersTimeByTheTimeOfFoz() {
    Ratio ratio = new Ratio("land", Ratio.Kind.SPEED, FOZ, DUCKDB, 0.6);

    assertThat(ratio.line())
        .isEqualTo(
            "land 0.71 of duckdb (median of 3; foz 21.3 s, duckdb 15.1 s),"
                + " wanted at least 0.60: met");
  }

  @Test
  void costIsTheTimeOfFozByThePeers() {
    Ratio ratio = new Ratio("merge", Ratio.Kind.COST, FOZ, DUCKDB, 0.25);

    assertThat(ratio.line())
        .isEqualTo(
            "merge 1.41 of duckdb (median of 3; foz 21.3 s, duckdb 15.1 s),"
                + " wanted at most 0.25: missed");
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(new Measurement("foz", "s", List.of(4.0, 1.0, 3.0, 2.0)).median()).isEqualTo(2.5);
  }

  @Test
  void theTextNamesMachineFiguresRatiosAndLimits() {
    assertThat(report().text())
        .isEqualToNormalizingNewlines(
            """
            machine: 2 cores, 8000 MB memory, Linux amd64, java 25, each process in 512m
                            median         least          most
            land foz        21.3 s        20.0 s        30.0 s
            land 0.71 of duckdb (median of 3; foz 21.3 s, duckdb 15.1 s), wanted at least 0.60: met
            version 15.1 s (median of 3), wanted at most 0.300 s: missed
            """);
  }

  @Test
  void theFileHoldsEveryValue(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("land.json");
    report().writeJson(file, Instant.parse("2026-07-01T00:00:00Z"));

    JsonNode root = new JsonMapper().readTree(file.toFile());
    assertThat(root.path("benchmark").asText()).isEqualTo("land");
    assertThat(root.path("at").asText()).isEqualTo("2026-07-01T00:00:00Z");
    assertThat(root.path("machine").path("cores").asInt()).isEqualTo(2);
    assertThat(root.path("figures").path(0).path("values")).hasSize(3);
    assertThat(root.path("ratios").path(0).path("met").asBoolean()).isTrue();
    assertThat(root.path("limits").path(0).path("wanted").asDouble()).isEqualTo(0.3);
  }

  private static Report report() {
    BenchOptions options =
        new BenchOptions(
            3, Optional.empty(), MemorySize.parse("512m"), Path.of("work"), Path.of("foz"));
    Report report = new Report("land", options, new Machine(2, 8000, "Linux amd64", "25"));
    report.add("land foz", FOZ);
    report.add(new Ratio("land", Ratio.Kind.SPEED, FOZ, DUCKDB, 0.6));
    report.add(new Limit("version", DUCKDB, 0.3));
    return report;
  }
}
