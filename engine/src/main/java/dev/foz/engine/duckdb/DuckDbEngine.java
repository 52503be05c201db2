package dev.foz.engine.duckdb;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineOptions;
import dev.foz.engine.EngineSession;
import dev.foz.engine.SqlParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * Opens in-memory instances of DuckDB. The budget of memory is shared equally by the sessions that
 * are open: each new one makes the others smaller.
 */
public final class DuckDbEngine implements Engine {
  private final EngineOptions options;
  private final List<DuckDbSession> sessions = new ArrayList<>();
  private @Nullable DuckDbParser parser;
  private @Nullable DuckDBConnection parserConnection;
  private long opened;
  private boolean closed;

  public DuckDbEngine(EngineOptions options) {
    this.options = options;
  }

  /**
   * Names the parser of this program exactly; empty where it runs from folders of classes, which
   * tell no version. Starts nothing.
   */
  public static Optional<String> parserBuild() {
    return jar(DuckDbEngine.class)
        .flatMap(own -> jar(DuckDBDriver.class).map(driver -> own + ", " + driver));
  }

  private static Optional<String> jar(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      Path jar = Path.of(source.getLocation().toURI());
      return Files.isRegularFile(jar)
          ? Optional.of(
              jar.getFileName() + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar))
          : Optional.empty();
    } catch (URISyntaxException | IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized EngineSession open() {
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
    long share = makeRoom();
    Path folder =
        options.tempFolder().resolve("session-" + ProcessHandle.current().pid() + "-" + opened++);
    DuckDbSession session =
        new DuckDbSession(
            connect(options.threads(), share, folder),
            share,
            options,
            folder,
            readingParser(),
            this::release);
    sessions.add(session);
    return session;
  }

  /** Makes the open sessions smaller; tells how much there is for one more. */
  private long makeRoom() {
    long share = options.memoryBytes() / (sessions.size() + 1);
    if (share < EngineOptions.LEAST_MEMORY && !sessions.isEmpty()) {
      throw Problem.of(
              Code.ENGINE_MEMORY,
              "Cannot open a query session: " + sessions.size() + " are open already")
          .because("each needs " + (EngineOptions.LEAST_MEMORY >> 20) + " MB of memory")
          .remedy("give more with `--memory`, or try again when others have ended")
          .toException();
    }
    sessions.forEach(session -> session.limitMemory(share));
    // One that works may hold more than its share until it has ended; the least there is for all.
    long held = sessions.stream().mapToLong(DuckDbSession::memory).sum();
    long left = Math.min(share, options.memoryBytes() - held);
    return sessions.isEmpty() ? share : Math.max(left, EngineOptions.LEAST_MEMORY);
  }

  private synchronized void release(DuckDbSession session) {
    if (sessions.remove(session)) {
      shareAgain();
    }
  }

  private void shareAgain() {
    if (!sessions.isEmpty()) {
      long share = options.memoryBytes() / sessions.size();
      sessions.forEach(session -> session.limitMemory(share));
    }
  }

  @Override
  public SqlParser parser() {
    return readingParser();
  }

  private synchronized DuckDbParser readingParser() {
    DuckDbParser now = parser;
    if (now == null) {
      DuckDBConnection connection = connect(1, EngineOptions.LEAST_MEMORY, options.tempFolder());
      parserConnection = connection;
      now = new DuckDbParser(connection);
      parser = now;
    }
    return now;
  }

  private DuckDBConnection connect(int threads, long memory, Path folder) {
    Properties settings = new Properties();
    settings.setProperty("threads", Integer.toString(threads));
    settings.setProperty("memory_limit", memory + "B");
    settings.setProperty("temp_directory", folder.toString());
    settings.setProperty("preserve_insertion_order", "false");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("jdbc_stream_results", "true");
    try {
      Files.createDirectories(folder);
      return (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", settings);
    } catch (SQLException | IOException e) {
      throw Problem.of(Code.ENGINE_FAILED, "Cannot start the engine")
          .because(String.valueOf(e.getMessage()))
          .remedy("look whether " + options.tempFolder() + " can be written")
          .toException(e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    List.copyOf(sessions).forEach(DuckDbSession::close);
    DuckDBConnection connection = parserConnection;
    if (connection != null) {
      closeQuietly(connection);
    }
  }

  static void closeQuietly(DuckDBConnection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // An instance in memory: there is nothing that could be lost.
    }
  }

  /** Removes a session's folder; what cannot be removed stays for the operating system. */
  static void deleteQuietly(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Temporary files only.
    }
  }
}
