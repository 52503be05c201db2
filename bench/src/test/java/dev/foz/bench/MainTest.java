package dev.foz.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  MainTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void withoutANameTheNamesAreListed() {
    assertThat(run()).isEqualTo(2);
    assertThat(text(progress))
        .startsWith("What shall be measured?\n  bench/run start          the shortest commands");
  }

  @Test
  void anUnknownNameIsSaidAndTheNamesAreListed() {
    assertThat(run("lnad")).isEqualTo(2);
    assertThat(text(progress)).startsWith("No benchmark `lnad`.\n  bench/run start");
  }

  @Test
  void aWrongSizeOfMemoryIsSaid() {
    assertThat(run("start", "--each", "much", "--dir", folder.toString())).isEqualTo(2);
    assertThat(text(progress)).isEqualTo("--memory must be like 512m or 2g, not `much`\n");
  }

  @Test
  void startIsMeasuredOnTheLauncher() throws IOException {
    assertThat(run("start", "--foz", launcher("exit 0"), "--dir", folder.toString())).isZero();

    assertThat(text(out)).contains("each process in 512m", "version", "median of 3");
    assertThat(folder.resolve("start")).doesNotExist();
  }

  @Test
  void aProgramThatFailsEndsTheBenchmarkWithWhatItPrinted() throws IOException {
    String launcher = launcher("echo \"no disk: $*\" >&2; exit 7");

    assertThat(run("start", "--foz", launcher, "--dir", folder.toString())).isEqualTo(1);
    assertThat(text(progress))
        .isEqualTo(
            """
            error[F901]: Cannot measure `foz --version`: it ended with 7
              why: no disk: --memory 512m --version
            """);
  }

  private String launcher(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }

  private int run(String... arguments) {
    List<Benchmark> benchmarks = List.of(new StartBenchmark());
    Main main = new Main(benchmarks, print(out), print(progress));
    return new CommandLine(main).execute(arguments);
  }

  private static PrintStream print(ByteArrayOutputStream target) {
    return new PrintStream(target, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream target) {
    return target.toString(StandardCharsets.UTF_8);
  }
}
