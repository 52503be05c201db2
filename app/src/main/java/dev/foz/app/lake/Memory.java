package dev.foz.app.lake;

import dev.foz.source.file.BatchLimits;
import java.util.Properties;

/**
 * What of {@code --memory} is for the engine; the launcher has split it before the Java machine
 * started.
 */
public record Memory(long engineBytes) {
  private static final String ENGINE = "foz.memory.engine";

  /** What a sort of whole records needs for each of the engine's threads. */
  private static final long LEAST_OF_A_THREAD = 96L << 20;

  private static final long BYTES_OF_A_KEY = 400;
  private static final long LEAST_SLICE = 100_000;
  private static final long WITHOUT_LAUNCHER = 512L << 20;

  /** Reads the launcher's properties; started without it, the engine gets 512 MB. */
  public static Memory of(Properties properties) {
    String value = properties.getProperty(ENGINE);
    return new Memory(value == null ? WITHOUT_LAUNCHER : Long.parseLong(value));
  }

  /**
   * How much of a source is held in the heap at once. A batch lives four times: being read,
   * waiting, and being written on each core.
   */
  BatchLimits batchLimits() {
    long heap = Runtime.getRuntime().maxMemory();
    BatchLimits most = BatchLimits.DEFAULT;
    return new BatchLimits(
        (int) Math.min(most.maxBytes(), heap / 16),
        most.maxRecords(),
        (int) Math.min(most.maxRecordBytes(), heap / 8));
  }

  /**
   * How many tasks may use the engine at once: as many as there are processors, if each gets enough
   * to sort with all its threads.
   */
  int tasks() {
    int processors = Runtime.getRuntime().availableProcessors();
    return (int) Math.clamp(engineBytes / (LEAST_OF_A_THREAD * processors), 1, processors);
  }

  /**
   * Of how many records a consolidation holds the keys in the engine at once: keys of some forty
   * bytes, their {@code _seq}, the tables that find them, and room for what is written meanwhile.
   */
  long sliceRecords() {
    return Math.max(LEAST_SLICE, engineBytes / tasks() / BYTES_OF_A_KEY);
  }
}
