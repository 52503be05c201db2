package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ManyFilesTest {
  private static final int FILES = 10_000;

  @TempDir private Path folder;

  @Test
  void tenThousandTinyFilesLandOnce() {
    ScratchLake lake = ScratchLake.create(folder.resolve("lake"));
    lake.source("log", "eventos: { path: \"entrada/**/*.json\" }\n");
    for (int n = 0; n < FILES; n++) {
      lake.write("entrada/%02d/%04d.json".formatted(n / 100, n), "{\"n\": " + n + "}");
    }
    FozConsole console = FozConsole.of(lake.folder());
    console.foz("run").orFail();
    assertThat(console.foz("run").orFail().err()).contains("nothing new");
    String sql =
        "select count(*) as n, min(n) as low, max(n) as high, count(*) filter (n + 1 <> _seq) as wrong"
            + " from curated.log_eventos";
    assertThat(Plain.rows(console.sql(sql)).getFirst())
        .hasToString("{n=10000, low=0, high=9999, wrong=0}");
  }
}
