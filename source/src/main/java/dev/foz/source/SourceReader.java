package dev.foz.source;

import dev.foz.base.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Reads one source in order. Used by one thread; not reusable after {@link #close}. A reader keeps
 * nothing that outlives it: what was read and not committed is read again by the next one.
 */
public interface SourceReader extends AutoCloseable {
  /**
   * The next batch, or empty when the reader is caught up. May be called again after that: sources
   * that run on give more later.
   *
   * @throws dev.foz.base.FozException when the source fails as a whole
   */
  Optional<RecordBatch> next();

  /**
   * Parts that could not be read (a broken file, say) and were passed over, with the reason; grows
   * while reading. The other parts go on.
   */
  List<Problem> problems();

  /**
   * Parts that were left for the next time because they are still being written, in words for
   * people; grows while reading. No problem: the reader is caught up without them.
   */
  default List<String> waiting() {
    return List.of();
  }

  /** Told, in order, after a batch was committed: the time to acknowledge it to the source. */
  void committed(BatchReceipt batch);

  @Override
  void close();
}
