package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that holds the lease of a source is stopped by SIGSTOP, and wakes when another has it. */
@Tag("slow")
class FrozenHolderTest {
  private static final int RECORDS = 400_000;
  private static final int FILES = 8;
  private static final long LOOK_NANOS = 200_000;

  @TempDir private Path folder;

  @Test
  void aFrozenHolderThatWakesCannotCommit() throws IOException, InterruptedException {
    ProgramFiles program = ProgramFiles.prepare(Path.of("target", "program"));
    ScratchLake lake = ScratchLake.create(folder.resolve("lake"));
    lake.source("loja", "pedidos: { path: \"entrada/*.jsonl\", primary_key: id }\n");
    writeInput(lake);
    String path = lake.folder().toString();
    Path scratch = folder.resolve("scratch");
    try (FozProcess frozen = FozProcess.start(program, scratch, "run", "--lake", path)) {
      freezeWhileItWrites(frozen, lake);
      long before = landed(lake);
      try (FozProcess other = FozProcess.start(program, scratch, "run", "--lake", path)) {
        assertThat(other.await()).as("exit code:\n%s", other.err()).isZero();
      }
      assertThat(before).as("committed before it froze").isLessThan(RECORDS);
      assertThat(landed(lake)).as("committed by the other").isEqualTo(RECORDS);

      frozen.thaw();

      assertThat(frozen.await()).as("exit code:\n%s", frozen.err()).isEqualTo(1);
      assertThat(frozen.err()).contains("S504").contains("Cannot commit loja");
    }
    checkOnce(lake);
  }

  private static void writeInput(ScratchLake lake) {
    int each = RECORDS / FILES;
    for (int file = 0; file < FILES; file++) {
      StringBuilder text = new StringBuilder();
      for (int i = file * each; i < (file + 1) * each; i++) {
        text.append("{\"id\":").append(i).append(",\"v\":").append(i % 1000).append("}\n");
      }
      lake.write("entrada/" + file + ".jsonl", text.toString());
    }
  }

  /** Stops it after its first data file, but not while it is writing to the state database. */
  private static void freezeWhileItWrites(FozProcess process, ScratchLake lake)
      throws IOException, InterruptedException {
    Path data = lake.storage().resolve("raw/loja_pedidos/data");
    while (process.isAlive() && count(data) == 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    process.freeze();
    while (isLocked(lake)) {
      process.thaw();
      LockSupport.parkNanos(LOOK_NANOS);
      process.freeze();
    }
    assertThat(process.endsWithin(Duration.ZERO)).as("it froze in time").isFalse();
  }

  private static long count(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(data)) {
      return files.count();
    }
  }

  private static boolean isLocked(ScratchLake lake) {
    String url = "jdbc:sqlite:" + lake.storage().resolve("state.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 200");
      statement.execute("begin immediate");
      statement.execute("rollback");
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  private static long landed(ScratchLake lake) {
    String sql = "select coalesce(sum(last_seq), 0) from system.sources";
    return Plain.number(FozConsole.of(lake.folder()).sql(sql));
  }

  private static void checkOnce(ScratchLake lake) {
    FozConsole console = FozConsole.of(lake.folder());
    for (String table : new String[] {"raw.loja_pedidos", "curated.loja_pedidos"}) {
      String sql = "select count(*) from " + table;
      assertThat(Plain.number(console.sql(sql))).as(sql).isEqualTo(RECORDS);
    }
    String raw = "select count(distinct _position), min(_seq), max(_seq) from raw.loja_pedidos";
    assertThat(Plain.rows(console.sql(raw)).getFirst().values().stream().map(String::valueOf))
        .containsExactly("" + RECORDS, "1", "" + RECORDS);
    String ids = "select count(distinct id) from curated.loja_pedidos where v = id % 1000";
    assertThat(Plain.number(console.sql(ids))).isEqualTo(RECORDS);
  }
}
