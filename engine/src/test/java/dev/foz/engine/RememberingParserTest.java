package dev.foz.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.FozException;
import dev.foz.engine.duckdb.DuckDbEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberingParserTest {
  private static final String SQL =
      "select \"á\", now() from curated.a join refined.b using (id) limit 3";
  private static final String OTHER = "select 1";
  private static final String REFUSED = "select * from read_csv('x')";

  private final Path file;
  private final Engine engine;
  private final AtomicInteger asked = new AtomicInteger();

  RememberingParserTest(@TempDir Path folder) {
    this.file = folder.resolve("new/sql");
    this.engine =
        new DuckDbEngine(
            new EngineOptions(EngineOptions.LEAST_MEMORY, 1, folder, ZoneOffset.UTC, List.of()));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private RememberingParser parser(String build) {
    return RememberingParser.of(
        () -> {
          asked.incrementAndGet();
          return engine.parser();
        },
        file,
        Optional.of(build));
  }

  /** How often a parser of this build asks the one behind for these texts. */
  private int asking(String build, String... texts) {
    asked.set(0);
    RememberingParser parser = parser(build);
    for (String sql : texts) {
      assertThat(parser.parse(sql)).isEqualTo(engine.parser().parse(sql));
    }
    parser.save();
    return asked.get();
  }

  @Test
  void whatWasReadOnceIsNotReadAgain() {
    assertThat(asking("1", SQL, OTHER)).isEqualTo(2);
    assertThat(asking("1", OTHER, SQL)).isZero();
    assertThat(asking("1", SQL + " ")).isEqualTo(1);
  }

  @Test
  void onlyWhatWasAskedLastIsKept() {
    asking("1", SQL, OTHER);
    assertThat(asking("1", SQL)).isZero();
    assertThat(asking("1", OTHER)).as("nothing was new, so nothing was forgotten").isZero();
    assertThat(asking("1", SQL, OTHER + " as x")).isEqualTo(1);
    assertThat(asking("1", OTHER)).isEqualTo(1);
  }

  @Test
  void anotherBuildReadsAllAgain() {
    asking("1", SQL);
    assertThat(asking("2", SQL)).isEqualTo(1);
    assertThat(asking("1", SQL)).isEqualTo(1);
  }

  @Test
  void whatIsRefusedIsRefusedAgain() {
    for (int i = 0; i < 2; i++) {
      RememberingParser parser = parser("1");
      parser.parse(SQL);
      assertThatThrownBy(() -> parser.parse(REFUSED))
          .isInstanceOf(FozException.class)
          .hasMessageContaining("read_csv");
      parser.save();
    }
  }

  @Test
  void aDamagedFileCountsAsNone() throws IOException {
    asking("1", SQL, OTHER);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file, damaged);
      asked.set(0);
      parser("1").parse(SQL);
      assertThat(asked).as("byte " + at).hasValue(1);
    }
    for (int length : new int[] {0, 1, 8, 9, whole.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      asked.set(0);
      parser("1").parse(SQL);
      assertThat(asked).as("length " + length).hasValue(1);
    }
  }

  @Test
  void whereNothingCanBeWrittenAllIsReadEachTime() throws IOException {
    Files.writeString(file.getParent(), "a file stands where the folder should");
    assertThat(asking("1", SQL)).isEqualTo(1);
    assertThat(asking("1", SQL)).isEqualTo(1);
  }

  @Test
  void nothingIsRememberedWhereTheBuildIsNotKnown() {
    RememberingParser parser = RememberingParser.of(engine::parser, file, Optional.empty());
    parser.parse(SQL);
    parser.save();
    assertThat(file).doesNotExist();
  }
}
