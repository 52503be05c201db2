package dev.foz.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
  private static final String PRINTED_CPU = "of processors ";

  private DuckDbPeer() {}

  /**
   * @param arguments memory limit in mebibytes, folder to spill to, file with the statement
   */
  public static void main(String[] arguments) throws IOException {
    String sql = Files.readString(Path.of(arguments[2]));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '" + Long.parseLong(arguments[0]) + "MiB'");
      statement.execute("SET timezone = 'America/Sao_Paulo'");
      statement.execute("SET temp_directory = '" + arguments[1].replace("'", "''") + "'");
      long cpu = cpuNanos();
      long start = System.nanoTime();
      statement.execute(sql);
      System.out.println(PRINTED + (System.nanoTime() - start));
      System.out.println(PRINTED_CPU + (cpuNanos() - cpu));
    } catch (SQLException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** What this statement takes, in this folder. */
  static Cost cost(Path folder, MemorySize memory, String sql)
      throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("peer.sql"), sql);
    Child.Finished finished =
        Child.java(
            "duckdb",
            folder,
            List.of("-Xmx64m"),
            DuckDbPeer.class,
            List.of(
                Long.toString(memory.mebibytes()),
                folder.resolve("spill").toString(),
                script.toString()));
    return new Cost(read(finished, PRINTED), read(finished, PRINTED_CPU));
  }

  private static double read(Child.Finished finished, String key) {
    return finished
            .output()
            .lines()
            .filter(line -> line.startsWith(key))
            .mapToLong(line -> Long.parseLong(line.substring(key.length())))
            .sum()
        / 1e9;
  }
}
