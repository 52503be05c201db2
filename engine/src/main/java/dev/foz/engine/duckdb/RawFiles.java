package dev.foz.engine.duckdb;

import dev.foz.table.RawChunk;
import dev.foz.table.RawFileReader;
import dev.foz.table.RawProjection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.duckdb.DuckDBTableFunctionState;
import org.jspecify.annotations.Nullable;

/**
 * Hands the chunks of raw files to the threads of one scan. A thread stays with a file of its own
 * while there are enough; then threads take turns at the files that are still open, so that the
 * work behind the scan is shared even where there is but one file. Thread-safe.
 */
final class RawFiles implements DuckDBTableFunctionState {
  private final List<Path> files;
  private final RawProjection projection;
  private final LongConsumer readThrough;
  private final List<OpenFile> open = new ArrayList<>();
  private int started;
  private boolean closed;

  /**
   * @param readThrough learns the size of each file that was read to its end
   */
  RawFiles(List<Path> files, RawProjection projection, LongConsumer readThrough) {
    this.files = files;
    this.projection = projection;
    this.readThrough = readThrough;
  }

  /** The part of one thread. */
  static final class Turn {
    private @Nullable OpenFile mine;
  }

  private final class OpenFile {
    private final Path file;
    private final RawFileReader reader;
    private boolean ended;

    OpenFile(Path file) {
      this.file = file;
      this.reader = RawFileReader.open(file, projection);
    }

    synchronized int next(RawChunk chunk, int max) {
      if (ended) {
        return 0;
      }
      int count = reader.next(chunk, max);
      if (count == 0) {
        close();
        readThrough.accept(file.toFile().length());
      }
      return count;
    }

    synchronized void close() {
      ended = true;
      reader.close();
    }

    synchronized boolean hasEnded() {
      return ended;
    }
  }

  /** Fills the chunk; 0 when there is nothing left for this thread. */
  int next(Turn turn, RawChunk chunk, int max) {
    while (true) {
      OpenFile file = turn.mine;
      int count = file == null ? 0 : file.next(chunk, max);
      if (count > 0) {
        return count;
      }
      turn.mine = take();
      if (turn.mine == null) {
        return 0;
      }
    }
  }

  /** A file that nobody has begun, else one that is not yet at its end. */
  private synchronized @Nullable OpenFile take() {
    open.removeIf(OpenFile::hasEnded);
    if (closed) {
      return null;
    }
    if (started < files.size()) {
      OpenFile file = new OpenFile(files.get(started));
      started++;
      open.add(file);
      return file;
    }
    return open.isEmpty()
        ? null
        : open.get((int) (Thread.currentThread().threadId() % open.size()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.forEach(OpenFile::close);
    open.clear();
  }
}
