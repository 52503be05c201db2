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
        .startsWith("What shall be measured?\n  bench/run version        the shortest command");
  }

  @Test
  void anUnknownNameIsSaidAndTheNamesAreListed() {
    assertThat(run("lnad")).isEqualTo(2);
    assertThat(text(progress)).startsWith("No benchmark `lnad`.\n  bench/run version");
  }

  @Test
  void aWrongSizeOfMemoryIsSaid() {
    assertThat(run("version", "--each", "much", "--dir", folder.toString())).isEqualTo(2);
    assertThat(text(progress)).isEqualTo("--memory must be like 512m or 2g, not `much`\n");
  }

  @Test
  void aBenchmarkIsMeasuredOnTheLauncher() throws IOException {
    assertThat(run("version", "--foz", launcher("exit 0"), "--dir", folder.toString())).isZero();

    assertThat(text(out))
        .contains("each process in 512m", "version", "version, processors", "median of 3");
    assertThat(folder.resolve("version")).doesNotExist();
  }

  @Test
  void aProgramThatFailsEndsTheBenchmarkWithWhatItPrinted() throws IOException {
    String launcher = launcher("echo \"no disk: $*\" >&2; exit 7");

    assertThat(run("version", "--foz", launcher, "--dir", folder.toString())).isEqualTo(1);
    assertThat(text(progress))
        .isEqualTo(
            """
            error[I901]: Cannot measure `foz --version`: it ended with 7
              why: no disk: --memory 512m --version
            """);
  }

  private String launcher(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }

  private int run(String... arguments) {
    List<Benchmark> benchmarks = List.of(new VersionBenchmark());
    Main main = new Main(benchmarks, print(out), print(progress));
    return new CommandLine(main).execute(arguments);
  }

  private static PrintStream print(ByteArrayOutputStream target) {
    return new PrintStream(target, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream target) {
    return target.toString(StandardCharsets.UTF_8);
  }

  private static final class VersionBenchmark implements Benchmark {
    @Override
    public String name() {
      return "version";
    }

    @Override
    public String purpose() {
      return "the shortest command";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
      Path empty = bench.emptyFolder("empty");
      Measurement version =
          bench.measure("version", round -> bench.foz().run(empty, "--version").cost());
      bench.limit("version", version, 60);
    }
  }
}
