package dev.foz.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.base.Type;
import dev.foz.state.CommitOutcome.Committed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and helpers that the suites share. */
final class Fixture {
  static final TableName NOTAS = new TableName(Layer.RAW, "notas");
  static final TableName ITENS = new TableName(Layer.RAW, "itens");
  static final TableName CURATED = new TableName(Layer.CURATED, "notas");
  static final List<Field> COLUMNS =
      List.of(
          new Field(1, "_seq", Type.Primitive.LONG),
          new Field(2, "payload", Type.Primitive.BINARY));

  private Fixture() {}

  static CommitRequest request(CommitKind kind) {
    return CommitRequest.of(UUID.randomUUID(), kind, 0);
  }

  static CommitRequest load() {
    return request(CommitKind.LOAD);
  }

  /** These files and the position of {@code notas} behind their records. */
  static CommitRequest load(StateStore store, NewFile... files) {
    ReaderPosition before = store.position("notas");
    long records = Arrays.stream(files).mapToLong(NewFile::records).sum();
    return load()
        .withPosition(position("notas", before.version(), before.lastSeq() + records))
        .withAdded(List.of(files));
  }

  static PointerMove create(TableName table, String location) {
    return new PointerMove(table, Optional.empty(), Optional.of(location), facts(0));
  }

  static PointerMove move(TableName table, String from, String to) {
    return move(table, from, to, facts(1));
  }

  static PointerMove move(TableName table, String from, String to, TableFacts facts) {
    return new PointerMove(table, Optional.of(from), Optional.of(to), facts);
  }

  static PointerMove drop(TableName table, String from) {
    return new PointerMove(table, Optional.of(from), Optional.empty(), TableFacts.NONE);
  }

  static TableFacts facts(long records) {
    return new TableFacts(
        records,
        records * 100,
        1,
        42 + records,
        COLUMNS,
        Optional.of("made by " + records),
        Optional.of("3: day of 1"));
  }

  static PositionMove position(String reader, long version, long lastSeq) {
    return new PositionMove(reader, version, lastSeq, Map.of("file", "place " + lastSeq), Set.of());
  }

  static NewFile file(TableName table, String path, long firstSeq, long lastSeq) {
    return new NewFile(
        table,
        path,
        FileContent.DATA,
        lastSeq - firstSeq + 1,
        1000,
        firstSeq,
        lastSeq,
        OptionalLong.empty());
  }

  static Committed commit(StateStore store, CommitRequest request) {
    CommitOutcome outcome = store.commit(request);
    assertThat(outcome).isInstanceOf(Committed.class);
    return (Committed) outcome;
  }

  static List<List<@Nullable Object>> rows(StateStore store, String table) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    store.read(table, row -> rows.add(new ArrayList<>(java.util.Arrays.asList(row))));
    return rows;
  }

  static ProcessIdentity process(String node, String boot, long pid, long start) {
    return new ProcessIdentity(node, boot, pid, start);
  }

  /** A monotonic clock that a test moves; waiting moves it too. */
  static final class ManualTicker implements Ticker {
    private long nanos;
    private Runnable atEachPause = () -> {};

    void atEachPause(Runnable action) {
      atEachPause = action;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void pause(Duration duration) {
      nanos += duration.toNanos();
      atEachPause.run();
    }
  }

  /** A wall clock that a test sets. */
  static final class ManualClock extends Clock {
    private Instant now = Instant.parse("2026-03-01T12:03:00Z");

    void set(Instant time) {
      now = time;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("tests use UTC");
    }
  }
}
