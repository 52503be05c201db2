package dev.foz.state;

import java.util.Map;

/**
 * How far a reader has come.
 *
 * @param version number of moves so far, 0 for a new reader
 * @param lastSeq last {@code _seq} that was given
 * @param parts from queue, shard, file ... to the source's own text
 */
public record ReaderPosition(long version, long lastSeq, Map<String, String> parts) {
  public static final ReaderPosition START = new ReaderPosition(0, 0, Map.of());

  public ReaderPosition {
    parts = Map.copyOf(parts);
  }
}
