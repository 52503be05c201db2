package dev.foz.state;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One file, with a write-ahead log beside it; writers take turns, readers never wait. */
final class SqliteDialect implements Dialect {
  private static final long RETRY_NANOS = 5_000_000;

  private final Path file;
  private final Duration busyPatience;
  private final List<String> writerSettings;

  SqliteDialect(Path file, StateOptions options) {
    this(file, options, List.of());
  }

  /**
   * @param writerSettings further statements for each new writing connection
   */
  SqliteDialect(Path file, StateOptions options, List<String> writerSettings) {
    this.file = file.toAbsolutePath().normalize();
    this.busyPatience = options.busyPatience();
    this.writerSettings = writerSettings;
  }

  @Override
  public Connection openWriter() throws SQLException {
    createFolder();
    SQLiteConfig config = config();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    Connection connection = config.createConnection(url());
    return prepare(
        connection,
        () -> {
          useWriteAheadLog(connection);
          for (String setting : writerSettings) {
            execute(connection, setting);
          }
        });
  }

  @Override
  public Connection openReader() throws SQLException {
    createFolder();
    Connection connection = config().createConnection(url());
    return prepare(connection, () -> execute(connection, "PRAGMA query_only = 1"));
  }

  @Override
  public String beginWrite() {
    return "BEGIN IMMEDIATE";
  }

  @Override
  public String beginRead() {
    return "BEGIN";
  }

  @Override
  public Optional<Object> identity() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      Object key = attributes.fileKey();
      // Where files have no key (Windows), one that is open cannot be replaced anyway.
      return Optional.of(key == null ? file : key);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  @Override
  public boolean hasTable(Session session, String name) throws SQLException {
    return session
        .one(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?",
            row -> row.number(1),
            name)
        .orElse(0L)
        .equals(1L);
  }

  @Override
  public boolean isSurelyGone(SQLException commitFailure) {
    // A full disk fails the write of the log before its last frame, the one that makes it valid.
    return primary(commitFailure) == SQLiteErrorCode.SQLITE_FULL.code;
  }

  @Override
  public Problem explain(SQLException failure, String action) {
    return switch (meaning(failure)) {
      case SQLITE_FULL ->
          problem(Code.STORAGE_FULL, "Cannot " + action + ": the disk is full")
              .remedy("free space on the disk of that file, then try again");
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
          problem(
                  Code.STATE_BUSY,
                  "Cannot "
                      + action
                      + ": another process has been writing to the state database for "
                      + busyPatience.toSeconds()
                      + " s")
              .remedy("wait for it, or stop it when it hangs, then try again");
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          unreadable(action, "the state database is damaged", failure)
              .remedy("run `foz state recover`, which rebuilds it from the tables");
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH, SQLITE_CANTOPEN ->
          unreadable(action, "the state database may not be opened or written", failure)
              .remedy("let this user read and write that file and the folder it lies in");
      default ->
          unreadable(action, "the state database does not answer", failure)
              .remedy("see whether its disk is there and healthy, then try again");
    };
  }

  @Override
  public Problem problem(Code code, String what) {
    return Problem.of(code, what).at(Place.of(file.toString()));
  }

  private Problem unreadable(String action, String reason, SQLException failure) {
    return problem(Code.STATE_UNREADABLE, "Cannot " + action + ": " + reason)
        .because(Optional.ofNullable(failure.getMessage()).orElse("SQLite gives no reason"));
  }

  /** What SQLite cannot grow, its shared memory file, it reports as an error of the disk. */
  private static SQLiteErrorCode meaning(SQLException failure) {
    boolean cannotGrow =
        failure instanceof SQLiteException known
            && known.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    return cannotGrow
        ? SQLiteErrorCode.SQLITE_FULL
        : SQLiteErrorCode.getErrorCode(primary(failure));
  }

  private static int primary(SQLException failure) {
    return failure.getErrorCode() & 0xFF;
  }

  private SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(busyPatience.toMillis()));
    return config;
  }

  private String url() {
    // As a URI, since in a plain path the driver takes what follows a question mark for settings.
    return "jdbc:sqlite:" + file.toUri();
  }

  private void createFolder() throws SQLException {
    Path folder = file.getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new SQLException(
          "cannot make its folder: " + e, "", SQLiteErrorCode.SQLITE_CANTOPEN.code, e);
    }
  }

  private void useWriteAheadLog(Connection connection) throws SQLException {
    // The change into this mode does not wait as other statements do when another process makes it.
    long deadline = System.nanoTime() + busyPatience.toNanos();
    while (true) {
      try {
        execute(connection, "PRAGMA journal_mode = WAL");
        return;
      } catch (SQLException e) {
        if (primary(e) != SQLiteErrorCode.SQLITE_BUSY.code || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection prepare(Connection connection, Step step) throws SQLException {
    try {
      step.run();
      return connection;
    } catch (SQLException e) {
      try {
        connection.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws SQLException;
  }
}
