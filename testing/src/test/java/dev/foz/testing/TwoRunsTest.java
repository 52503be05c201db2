package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoRunsTest {
  @TempDir private Path folder;

  @Test
  void twoRunsAtOnceLandEveryRecordOnce() throws IOException, InterruptedException {
    ProgramFiles program = ProgramFiles.prepare(Path.of("target", "program"));
    ScratchLake lake = ScratchLake.create(folder.resolve("lake"));
    lake.source(SalesInput.SOURCE, SalesInput.YAML);
    SalesInput input = new SalesInput(lake, Seeds.seed("TwoRunsTest"));
    input.begin(9_000);
    String path = lake.folder().toString();
    Path scratch = folder.resolve("scratch");
    try (FozProcess one = FozProcess.start(program, scratch, "run", "--lake", path);
        FozProcess other = FozProcess.start(program, scratch, "run", "--lake", path)) {
      assertThat(one.await()).as("exit code:\n%s", one.err()).isZero();
      assertThat(other.await()).as("exit code:\n%s", other.err()).isZero();
    }
    new LakeProof(lake, input.model()).check();
    String runs = "select count(*) from system.runs where state = 'COMPLETED'";
    assertThat(Plain.number(FozConsole.of(lake.folder()).sql(runs))).isEqualTo(2);
  }
}
