package dev.foz.source;

import dev.foz.base.Progress;

/** A system that records come from. Thread-safe; holds no connection of its own. */
public interface Source {
  /**
   * Starts to read after a position.
   *
   * @param position what {@link RecordBatch#position()} of all committed batches added up to; empty
   *     at the very first start
   * @param progress told of the bytes to expect; asked whether to go on
   * @throws dev.foz.base.FozException when the source cannot be reached or read at all
   */
  SourceReader open(SourcePosition position, Progress progress);
}
