package dev.foz.testing;

import dev.foz.base.PayloadFormat;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.Slices;
import dev.foz.source.BatchReceipt;
import dev.foz.source.RecordBatch;
import dev.foz.source.Source;
import dev.foz.source.SourcePosition;
import dev.foz.source.SourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A source of one table that a test fills with records of any {@code _op}. Keeps all that it was
 * given, so that it can be read again from every position. Used by one thread at a time.
 */
final class FeedSource implements Source {
  private static final String PART = "feed";

  private final String table;
  private final int batchRecords;
  private final List<Sent> sent = new ArrayList<>();

  FeedSource(String table, int batchRecords) {
    this.table = table;
    this.batchRecords = batchRecords;
  }

  private record Sent(char op, byte[] payload) {}

  /** Returns the {@code _position} that the record will have. */
  String send(char op, byte[] payload) {
    sent.add(new Sent(op, payload));
    return PART + ":" + (sent.size() - 1);
  }

  @Override
  public SourceReader open(SourcePosition position, Progress progress) {
    return new Reader(Integer.parseInt(position.parts().getOrDefault(PART, "0")));
  }

  private RecordBatch batch(int from, int to) {
    Slices payloads = new Slices(64, to - from);
    Slices positions = new Slices(16, to - from);
    byte[] ops = new byte[to - from];
    for (int i = from; i < to; i++) {
      Sent record = sent.get(i);
      payloads.add(record.payload(), 0, record.payload().length);
      positions.add(PART + ":" + i);
      ops[i - from] = (byte) record.op();
    }
    return new RecordBatch(
        table,
        PART,
        payloads,
        positions,
        ops,
        new PayloadFormat.Json(),
        Map.of(),
        Map.of(PART, Integer.toString(to)),
        Set.of(),
        payloads.bytes());
  }

  private final class Reader implements SourceReader {
    private int next;

    private Reader(int next) {
      this.next = next;
    }

    @Override
    public Optional<RecordBatch> next() {
      int from = next;
      next = Math.min(sent.size(), from + batchRecords);
      return from == next ? Optional.empty() : Optional.of(batch(from, next));
    }

    @Override
    public List<Problem> problems() {
      return List.of();
    }

    @Override
    public void committed(BatchReceipt batch) {}

    @Override
    public void close() {}
  }
}
