package dev.foz.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.lake.FileOptions;
import dev.foz.base.lake.FileOptions.Format;
import dev.foz.base.lake.FileOptions.OnChange;
import dev.foz.source.RecordBatch;
import dev.foz.source.SourcePosition;
import dev.foz.source.SourceReader;
import dev.foz.source.file.Folder.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangingFilesTest {
  private Folder folder;

  @BeforeEach
  void makeFolder(@TempDir Path temp) {
    folder = new Folder(temp);
  }

  @Test
  void fileThatIsStillWrittenWaitsUntilItIsQuiet() {
    folder.table("t", "*.json");
    Path file = folder.write("a.json", "{\"a\":1}\n");
    folder.write("b.json", "{\"b\":1}\n");
    Folder.touch(file, Folder.NOW.minusMillis(1999));
    Reading reading = folder.read();
    assertThat(reading.records()).containsExactly("{\"b\":1}");
    assertThat(reading.waiting()).containsExactly("a.json");
    assertThat(reading.problems()).isEmpty();
    folder.now = Folder.NOW.plusMillis(1);
    Reading later = folder.read();
    assertThat(later.records()).containsExactly("{\"a\":1}");
    assertThat(later.waiting()).isEmpty();
  }

  @Test
  void readerThatLooksAgainTakesWhatBecameQuiet() throws IOException {
    folder.table("t", "*.json");
    Path file = folder.write("a.json", "{\"a\":1}\n");
    try (SourceReader reader = folder.open()) {
      assertThat(reader.next()).isPresent();
      assertThat(reader.next()).isEmpty();
      folder.write("b.json", "{\"b\":1}\n");
      assertThat(reader.next().orElseThrow().payloads().text(0)).isEqualTo("{\"b\":1}");
      assertThat(reader.next()).isEmpty();
      Files.writeString(file, "{\"a\":2}\n", StandardOpenOption.APPEND);
      Folder.touch(file, Folder.NOW);
      assertThat(reader.next()).isEmpty();
      assertThat(reader.waiting()).containsExactly("a.json");
      Folder.touch(file, Folder.LONG_AGO);
      assertThat(reader.next().orElseThrow().positions().text(0)).isEqualTo("a.json:8");
      assertThat(reader.waiting()).isEmpty();
    }
  }

  @Test
  void timeOfChangeFarInTheFutureDoesNotBlock() {
    folder.table("t", "*.json");
    Folder.touch(folder.write("a.json", "{\"a\":1}\n"), Folder.NOW.plus(Duration.ofDays(1)));
    Folder.touch(folder.write("b.json", "{\"b\":1}\n"), Folder.NOW.plusMillis(1500));
    Reading reading = folder.read();
    assertThat(reading.records()).containsExactly("{\"a\":1}");
    assertThat(reading.waiting()).containsExactly("b.json");
  }

  @Test
  void rowThatWasCutAndNotYetTakenIsTakenWhole() throws IOException {
    folder.table("t", "*.csv");
    folder.limits = new BatchLimits(1 << 20, 1, 1 << 20);
    Path file = folder.write("a.csv", "a\n1\n2\n3");
    try (SourceReader reader = folder.open()) {
      RecordBatch first = reader.next().orElseThrow();
      folder.position.putAll(first.position());
      assertThat(first.payloads().text(0)).isEqualTo("1");
    }
    Files.writeString(file, "4\n", StandardOpenOption.APPEND);
    Folder.touch(file, Folder.LONG_AGO);
    assertThat(folder.read().records()).containsExactly("2", "34");
  }

  @Test
  void keyedTableTakesANewVersionWhole() {
    folder.table("t", FileTable.Changed.MERGE, folder.options("*.json"));
    folder.write("a.json", "{\"a\":1}\n{\"a\":2}\n");
    folder.read();
    folder.write("a.json", "{\"a\":1}\n{\"a\":3}\n");
    assertThat(folder.read().placed()).containsExactly("a.json:0={\"a\":1}", "a.json:8={\"a\":3}");
    assertThat(folder.position.get("t/a.json")).contains("\"version\":2");
  }

  @Test
  void appendTakesANewVersionWholeBesideTheOld() {
    folder.onChange("t", "*.json", OnChange.APPEND);
    folder.write("a.json", "{\"a\":1}\n");
    folder.read();
    folder.write("a.json", "{\"a\":5}\n");
    assertThat(folder.read().placed()).containsExactly("a.json:0={\"a\":5}");
  }

  @Test
  void failRefusesANewVersionAgainAndAgain() {
    folder.onChange("t", "*.json", OnChange.FAIL);
    folder.write("a.json", "{\"a\":1}\n");
    folder.read();
    folder.write("a.json", "{\"a\":5}\n");
    folder.write("b.json", "{\"b\":1}\n");
    String expected =
        """
        error[D402]: Cannot read a.json: it changed within the first 8 bytes, which were already \
        landed, and the table says `on_change: fail`
          a.json
          try: put the old file back, or say `on_change: append` to land the new version beside \
        the old one or `on_change: replace` to put it in its place""";
    Reading reading = folder.read();
    assertThat(reading.records()).containsExactly("{\"b\":1}");
    assertThat(reading.problems()).containsExactly(expected);
    assertThat(folder.read().problems()).containsExactly(expected);
    folder.write("a.json", "{\"a\":1}\n");
    Reading restored = folder.read();
    assertThat(restored.problems()).isEmpty();
    assertThat(restored.records()).isEmpty();
  }

  @Test
  void replacedFileThatIsEmptyNowVoidsTheOldVersion() {
    folder.onChange("t", "*.json", OnChange.REPLACE);
    folder.write("a.json", "{\"a\":1}\n");
    folder.read();
    folder.write("a.json", "");
    assertThat(folder.read().placed()).containsExactly("t a.json:0=");
    assertThat(folder.read().batches()).isEmpty();
  }

  @Test
  void replacementThatDiesInTheMiddleVoidsTheOldVersionOnce() {
    folder.onChange("t", "*.json", OnChange.REPLACE);
    folder.limits = new BatchLimits(1 << 20, 2, 1 << 20);
    folder.write("a.json", "{\"a\":1}\n");
    folder.read();
    folder.write("a.json", "{\"a\":5}\n{\"a\":6}\n");
    assertThat(folder.read(1).placed()).containsExactly("t a.json:0=", "a.json:0={\"a\":5}");
    assertThat(folder.read().placed()).containsExactly("a.json:8={\"a\":6}");
  }

  @Test
  void replacementThatCannotBeReadLeavesTheOldVersion() {
    folder.onChange("t", "*.json", OnChange.REPLACE);
    folder.write("a.json", "{\"a\":1}\n");
    folder.read();
    folder.write("a.json", new byte[] {0x1f, (byte) 0x8b, 8, 0});
    Reading reading = folder.read();
    assertThat(reading.batches()).isEmpty();
    assertThat(reading.problems()).hasSize(1);
  }

  @Test
  void sameSizeAndTimeUnderAnotherInodeIsLookedInto() throws IOException {
    folder.onChange("t", "*.json", OnChange.APPEND);
    Path file = folder.write("a.json", "{\"a\":1}\n");
    folder.read();
    Path other = folder.write("b.tmp", "{\"a\":9}\n");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(folder.read().records()).containsExactly("{\"a\":9}");
  }

  @Test
  void fileThatVanishesBetweenListingAndReadingIsAProblem() throws IOException {
    folder.table("t", "*.json");
    Path file = folder.write("a.json", "{\"a\":1}\n");
    folder.write("b.json", "{\"b\":1}\n");
    try (SourceReader reader = folder.open()) {
      Files.delete(file);
      assertThat(reader.next().orElseThrow().payloads().text(0)).isEqualTo("{\"b\":1}");
      assertThat(reader.problems().getFirst().what())
          .isEqualTo("Cannot read a.json: no such file or folder");
    }
  }

  @Test
  void fileThatShrinksWhileItIsReadKeepsWhatCameAndIsAProblem() throws IOException {
    folder.table("t", "*.json");
    folder.limits = new BatchLimits(1 << 20, 1, 64);
    Path file = folder.write("a.json", "{\"a\":1}\n".repeat(100));
    try (SourceReader reader = folder.open()) {
      assertThat(reader.next()).isPresent();
      Files.writeString(file, "{\"a\":1}\n".repeat(12));
      int taken = 1;
      while (reader.next().filter(batch -> batch.count() > 0).isPresent()) {
        taken++;
      }
      assertThat(taken).isLessThan(100);
      assertThat(reader.problems().stream().map(Problem::what))
          .containsExactly("Cannot read a.json to its end: it got shorter while it was read");
    }
  }

  @Test
  void growthWhileReadingLeavesTheCutRecordForLater() throws IOException {
    folder.table("t", "*.csv");
    folder.limits = new BatchLimits(1 << 20, 1, 64);
    Path file = folder.write("a.csv", "a\n" + "12345\n".repeat(30) + "777");
    int taken = 0;
    try (SourceReader reader = folder.open()) {
      for (Optional<RecordBatch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
        folder.position.putAll(batch.get().position());
        taken += batch.get().count();
        if (taken == 1) {
          Files.writeString(file, "8\n", StandardOpenOption.APPEND);
        }
      }
      assertThat(reader.waiting()).containsExactly("a.csv");
    }
    assertThat(taken).isEqualTo(30);
    Folder.touch(file, Folder.LONG_AGO);
    assertThat(folder.read().records()).containsExactly("7778");
  }

  @Test
  void positionOfAnUnknownFormStopsItsFileOnly() {
    folder.table("t", "*.json");
    folder.write("a.json", "{\"a\":1}\n");
    folder.write("b.json", "{\"b\":1}\n");
    folder.position.put("t/a.json", "{\"offset\":3}");
    Reading reading = folder.read();
    assertThat(reading.records()).containsExactly("{\"b\":1}");
    assertThat(reading.problems())
        .containsExactly(
            """
            error[S502]: Cannot read a.json: its position was written in a form that is not known \
            here
              try: use the version of Foz that read it last, or a newer one""");
  }

  @Test
  void fileThatGrewUnderAnotherFormatIsANewVersion() {
    folder.csv("t", "a.txt", Folder.CSV);
    folder.write("a.txt", "x\n1\n");
    folder.read();
    folder.tables.clear();
    FileOptions csv = folder.options("a.txt");
    folder.table(
        "t",
        FileTable.Changed.ASK,
        new FileOptions(
            csv.path(), Format.JSON, csv.order(), csv.onChange(), csv.quietPeriod(), csv.csv()));
    assertThat(folder.read().batches()).isEmpty();
    folder.write("a.txt", "x\n1\n{}\n");
    assertThat(folder.read().problems().getFirst()).startsWith("error[D402]: Cannot read a.txt");
  }

  @Test
  void fileThatMayNotBeReadIsAProblemAndOthersGoOn() throws IOException {
    folder.table("t", "*.json");
    Path file = folder.write("a.json", "{\"a\":1}\n");
    folder.write("b.json", "{\"b\":1}\n");
    Files.setPosixFilePermissions(file, Set.of());
    assumeFalse(Files.isReadable(file), "root reads everything");
    Reading reading = folder.read();
    assertThat(reading.records()).containsExactly("{\"b\":1}");
    assertThat(reading.problems())
        .containsExactly(
            """
            error[S401]: Cannot read a.json: permission denied
              try: give the user that runs Foz the right to read it""");
  }

  @Test
  void stopsWhenItIsCancelled() {
    folder.table("t", "*.json");
    folder.write("a.json", "{\"a\":1}\n");
    Progress cancelled =
        new Progress() {
          @Override
          public void advance(long records, long bytes) {}

          @Override
          public void expect(long bytes) {}

          @Override
          public void phase(String what) {}

          @Override
          public void checkCancelled() {
            throw Problem.of(Code.CANCELLED, "Cancelled").toException();
          }
        };
    FileSource source = new FileSource(folder.tables, BatchLimits.DEFAULT, Clock.systemUTC());
    try (SourceReader reader = source.open(SourcePosition.START, cancelled)) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(FozException.class)
          .hasMessage("error[C105]: Cancelled");
    }
  }
}
