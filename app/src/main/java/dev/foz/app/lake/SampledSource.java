package dev.foz.app.lake;

import dev.foz.base.PayloadFormat;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.source.BatchReceipt;
import dev.foz.source.RecordBatch;
import dev.foz.source.Source;
import dev.foz.source.SourcePosition;
import dev.foz.source.SourceReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The first records of a source: caught up when there are enough. Used by one load. */
final class SampledSource implements Source {
  private final Source whole;
  private final int maxRecords;
  private final int maxParts;
  private final long maxBytes;
  private final Set<String> parts = new LinkedHashSet<>();
  private final Set<PayloadFormat> formats = new LinkedHashSet<>();
  private long records;
  private long bytes;
  private boolean ended;

  SampledSource(Source whole, int maxRecords, int maxParts, long maxBytes) {
    this.whole = whole;
    this.maxRecords = maxRecords;
    this.maxParts = maxParts;
    this.maxBytes = maxBytes;
  }

  /** The parts that records came from. */
  Set<String> parts() {
    return parts;
  }

  /** How the records are read, in the order in which they came. */
  Set<PayloadFormat> formats() {
    return formats;
  }

  long records() {
    return records;
  }

  /** Whether these were all. */
  boolean isWhole() {
    return ended;
  }

  @Override
  public SourceReader open(SourcePosition position, Progress progress) {
    return new Reader(whole.open(position, progress));
  }

  private boolean isEnough() {
    return records >= maxRecords || parts.size() >= maxParts || bytes >= maxBytes;
  }

  private void count(RecordBatch batch) {
    if (batch.count() > 0) {
      parts.add(batch.part());
      formats.add(batch.format());
    }
    records += batch.count();
    bytes += batch.sourceBytes();
  }

  private final class Reader implements SourceReader {
    private final SourceReader reader;

    Reader(SourceReader reader) {
      this.reader = reader;
    }

    @Override
    public Optional<RecordBatch> next() {
      if (isEnough()) {
        return Optional.empty();
      }
      Optional<RecordBatch> batch = reader.next();
      batch.ifPresent(SampledSource.this::count);
      ended = batch.isEmpty();
      return batch;
    }

    @Override
    public List<Problem> problems() {
      return reader.problems();
    }

    @Override
    public List<String> waiting() {
      return reader.waiting();
    }

    @Override
    public void committed(BatchReceipt batch) {
      reader.committed(batch);
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
