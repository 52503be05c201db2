package dev.foz.ingest;

import dev.foz.source.RecordBatch;
import dev.foz.source.SourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes batches from a reader and puts neighbours of one table together. Used by one thread. */
final class GroupReader {
  private final SourceReader reader;
  private final Function<RecordBatch, LoadTable> tables;
  private final LoadLimits limits;
  private Optional<RecordBatch> ahead = Optional.empty();
  private boolean caughtUp;

  GroupReader(SourceReader reader, Function<RecordBatch, LoadTable> tables, LoadLimits limits) {
    this.reader = reader;
    this.tables = tables;
    this.limits = limits;
  }

  /** The next group, in order; empty when the reader is caught up. */
  Optional<BatchGroup> next() {
    Optional<RecordBatch> next = ahead.isPresent() ? ahead : read();
    ahead = Optional.empty();
    if (next.isEmpty()) {
      return Optional.empty();
    }
    LoadTable table = tables.apply(next.get());
    List<RecordBatch> batches = new ArrayList<>();
    long bytes = 0;
    int records = 0;
    while (next.isPresent() && fits(table, next.get(), bytes, records)) {
      batches.add(next.get());
      bytes += next.get().payloads().bytes();
      records += next.get().count();
      next = isFull(bytes, records) ? Optional.empty() : read();
    }
    ahead = next;
    return Optional.of(new BatchGroup(table, batches));
  }

  /** Asked again after it was caught up, the reader would look for more: that is another pass. */
  private Optional<RecordBatch> read() {
    Optional<RecordBatch> batch = caughtUp ? Optional.empty() : reader.next();
    caughtUp = batch.isEmpty();
    return batch;
  }

  private boolean fits(LoadTable table, RecordBatch batch, long bytes, int records) {
    return tables.apply(batch).equals(table)
        && (bytes == 0
            || bytes + batch.payloads().bytes() <= limits.groupBytes()
                && records + batch.count() <= limits.groupRecords());
  }

  private boolean isFull(long bytes, int records) {
    return bytes >= limits.groupBytes() || records >= limits.groupRecords();
  }
}
