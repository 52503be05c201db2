package dev.foz.state;

import dev.foz.base.TableName;
import java.util.List;
import java.util.Map;

/**
 * What could be gathered of a lost state database, see {@link StateStore#restore}.
 *
 * @param lastCommit highest commit number that was ever given, as far as known
 * @param lastRun highest run number that was ever given, as far as known
 * @param contracts text by hash
 * @param segments ids of pieces of input that were taken
 */
public record StateImage(
    long lastCommit,
    long lastRun,
    List<Pointer> pointers,
    Map<String, ReaderPosition> positions,
    List<LedgerFile> files,
    List<Consumed> consumed,
    Map<String, String> contracts,
    List<String> segments,
    List<Pause> pauses) {
  public StateImage {
    pointers = List.copyOf(pointers);
    positions = Map.copyOf(positions);
    files = List.copyOf(files);
    consumed = List.copyOf(consumed);
    contracts = Map.copyOf(contracts);
    segments = List.copyOf(segments);
    pauses = List.copyOf(pauses);
  }

  /** How far a consumer had come with an input. */
  public record Consumed(TableName consumer, TableName input, long toCommit) {}
}
