package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the storage fills up, or may not be written any more. */
@Tag("slow")
class DiskTroubleTest {
  private static final int PLENTY_KILOBYTES = 400_000;

  @TempDir private Path folder;
  private ScratchLake lake;
  private SalesInput input;
  private FozConsole console;

  @BeforeEach
  void createLake() {
    lake = ScratchLake.create(folder.resolve("lake"));
    lake.source(SalesInput.SOURCE, SalesInput.YAML);
    lake.model("refined.n", "select count(*) as n from curated.vendas_pedidos");
    lake.model("refined.twice", "select 2 * n as n from refined.n");
    input = new SalesInput(lake, Seeds.seed("DiskTroubleTest"));
    console = FozConsole.of(lake.folder());
  }

  /**
   * The disk ends at ever other places of a run; each run takes up what the last one left. Each is
   * a process of its own, because a lease that could not be given back ends with its process.
   */
  @Test
  void aFullDiskIsToldAndNothingIsLostWhenThereIsSpaceAgain()
      throws IOException, InterruptedException {
    try (SmallDisk disk = SmallDisk.mount(lake.storage(), 16)) {
      input.begin(9_000);
      int full = 0;
      for (int kilobytes = 16; kilobytes < 4_000; kilobytes += kilobytes / 4 + 12) {
        disk.resize(kilobytes);
        if (findsSpace(kilobytes)) {
          input.grow(900);
        } else {
          full++;
        }
      }
      System.out.println("DiskTroubleTest: " + full + " runs found no space");
      assertThat(full).as("runs without space").isGreaterThan(3);
      disk.resize(PLENTY_KILOBYTES);
      console.foz("run").orFail();
      new LakeProof(lake, input.model()).check();
      assertThat(console.sql("select t.n = 2 * o.n as same from refined.twice t, refined.n o"))
          .isEqualToIgnoringWhitespace("[{\"same\": true}]");
    }
  }

  private boolean findsSpace(int kilobytes) throws IOException, InterruptedException {
    ProgramFiles program = ProgramFiles.prepare(Path.of("target", "program"));
    String path = lake.folder().toString();
    try (FozProcess run =
        FozProcess.start(program, folder.resolve("scratch"), "run", "--lake", path)) {
      int exit = run.await();
      assertThat(run.err()).as("with %d KB", kilobytes).doesNotContain("I901");
      assertThat(exit).as("with %d KB: %s", kilobytes, run.err()).isIn(0, 1);
      if (exit == 1) {
        assertThat(run.err()).as("with %d KB", kilobytes).contains("error[S601]");
      }
      return exit == 0;
    }
  }

  @Test
  void aStorageThatBecomesReadOnlyIsToldAndNothingIsLost()
      throws IOException, InterruptedException {
    try (SmallDisk disk = SmallDisk.mount(lake.storage(), PLENTY_KILOBYTES)) {
      input.begin(900);
      console.foz("run").orFail();
      input.grow(300);
      disk.setReadOnly();
      FozConsole.Ended run = console.foz("run");
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err()).contains("error[S501]").contains("may not be opened or written");
      disk.setWritable();
      console.foz("run").orFail();
      new LakeProof(lake, input.model()).check();
    }
  }
}
