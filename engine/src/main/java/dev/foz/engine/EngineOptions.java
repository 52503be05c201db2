package dev.foz.engine;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * @param memoryBytes for all sessions together; what does not fit spills into {@code tempFolder}
 * @param threads of one session
 * @param tempFolder made when missing; each session spills into a folder of its own in it
 * @param timezone in which SQL turns points in time into dates and texts
 * @param folders that sessions may read and write files in: the storage; nothing else is opened
 */
public record EngineOptions(
    long memoryBytes, int threads, Path tempFolder, ZoneId timezone, List<Path> folders) {
  /** Below this DuckDB cannot sort or aggregate at all. */
  public static final long LEAST_MEMORY = 32L << 20;

  public EngineOptions {
    folders = List.copyOf(folders);
    if (memoryBytes < LEAST_MEMORY) {
      throw new IllegalArgumentException("an engine needs " + LEAST_MEMORY + " bytes at least");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("an engine needs a thread");
    }
  }
}
