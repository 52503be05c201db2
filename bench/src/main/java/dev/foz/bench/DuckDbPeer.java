package dev.foz.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Plain DuckDB in a process of its own: runs one statement and prints how many nanoseconds that
 * took. Start of the JVM and opening of the database do not count, in favour of the peer.
 */
final class DuckDbPeer {
  private static final String PRINTED = "nanoseconds ";

  private DuckDbPeer() {}

  /**
   * @param arguments memory limit in mebibytes, folder to spill to, file with the statement
   */
  public static void main(String[] arguments) throws IOException {
    String sql = Files.readString(Path.of(arguments[2]));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '" + Long.parseLong(arguments[0]) + "MiB'");
      statement.execute("SET temp_directory = '" + arguments[1].replace("'", "''") + "'");
      long start = System.nanoTime();
      statement.execute(sql);
      System.out.println(PRINTED + (System.nanoTime() - start));
    } catch (SQLException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Seconds that this statement takes, in this folder. */
  static double seconds(Path folder, MemorySize memory, String sql)
      throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("peer.sql"), sql);
    Child.Finished finished =
        Child.run(
            "duckdb",
            folder,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                DuckDbPeer.class.getName(),
                Long.toString(memory.mebibytes()),
                folder.resolve("spill").toString(),
                script.toString()));
    return finished
            .output()
            .lines()
            .filter(line -> line.startsWith(PRINTED))
            .mapToLong(line -> Long.parseLong(line.substring(PRINTED.length())))
            .sum()
        / 1e9;
  }
}
