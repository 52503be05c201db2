package dev.foz.ingest;

import dev.foz.base.Code;
import dev.foz.base.Layer;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.contract.Contract;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.engine.QueryResult;
import dev.foz.state.Lease;
import dev.foz.state.LedgerFile;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.RawKey;
import dev.foz.table.TableSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The records that wait in quarantine: checks them again, or lets them wait no more. Thread-safe;
 * works under the lease of the writer of the table, so that no load comes in between.
 */
public final class Quarantine {
  private static final String DROPPED = "foz.dropped";

  private final Catalog catalog;
  private final StateStore state;
  private final Engine engine;
  private final Supplier<Moment> now;
  private final Clock clock;
  private final LoadLimits limits;

  /**
   * @param now one read of all tables
   */
  public Quarantine(
      Catalog catalog,
      StateStore state,
      Engine engine,
      Supplier<Moment> now,
      Clock clock,
      LoadLimits limits) {
    this.catalog = catalog;
    this.state = state;
    this.engine = engine;
    this.now = now;
    this.clock = clock;
    this.limits = limits;
  }

  /** How many records of a quarantine table wait: those that were dropped do not. */
  public static long waiting(TableSnapshot quarantine) {
    String dropped = quarantine.properties().getOrDefault(DROPPED, "0");
    return quarantine.records() - Long.parseLong(dropped);
  }

  /** The property of a quarantine table of which so many records are dropped. */
  public static Map<String, String> droppedProperty(long dropped) {
    return Map.of(DROPPED, Long.toString(dropped));
  }

  /**
   * Checks chosen records again by the contract of now, and lands those that meet it: with the
   * {@code _seq} that they had.
   *
   * @param source that the table is of, whose lease is taken
   * @throws dev.foz.base.FozException when a condition or expression is wrong, or a commit did not
   *     succeed; what was committed before stays
   */
  public QuarantineReport retry(
      String source,
      LoadTable table,
      Choice choice,
      List<Correction> corrections,
      long run,
      Progress progress) {
    Lease lease = state.acquire("source/" + source, Loader.LEASE_PATIENCE, progress);
    try (Corrections prepared = new Corrections(corrections, engine, progress)) {
      now.get().find(table.raw()).ifPresent(raw -> RawKey.check(raw, table.primaryKey()));
      Contract kept = kept(table);
      TableStart start = new TableStart(table.rules().over(kept), table.rules().growth(kept));
      Choice.Found found = find(table.quarantine(), choice, progress);
      return new QuarantinePass(
              job(lease, source, run, progress),
              table.quarantine(),
              Optional.of(table),
              found,
              new RetryJudge(table, prepared, start),
              micros())
          .run();
    } finally {
      state.release(lease);
    }
  }

  private Contract kept(LoadTable table) {
    Moment moment = now.get();
    return moment.find(table.raw()).map(moment::contract).orElseGet(Contract::empty);
  }

  /**
   * Marks chosen records as dropped.
   *
   * @param lease that of the table's writer
   * @param why kept with each of them
   */
  public QuarantineReport drop(
      String lease, TableName quarantine, Choice choice, String why, long run, Progress progress) {
    Lease held = state.acquire(lease, Loader.LEASE_PATIENCE, progress);
    try {
      return new QuarantinePass(
              job(held, quarantine.toString(), run, progress),
              quarantine,
              Optional.empty(),
              find(quarantine, choice, progress),
              new DropJudge(why),
              micros())
          .run();
    } finally {
      state.release(held);
    }
  }

  /** The first records that are meant, in the order of the files. */
  public List<QuarantinedRecord> records(TableName quarantine, Choice choice, int limit) {
    Choice.Found found = find(quarantine, choice, Progress.NONE);
    List<QuarantinedRecord> records = new ArrayList<>();
    for (LedgerFile file : state.files(quarantine, 0, Long.MAX_VALUE)) {
      try (WaitingReader reader = new WaitingReader(Path.of(catalog.localPath(file.path())))) {
        for (List<Waiting> part = reader.next(); !part.isEmpty(); part = reader.next()) {
          part.stream()
              .filter(found::has)
              .limit(limit - records.size())
              .map(Waiting::shown)
              .forEach(records::add);
          if (records.size() >= limit) {
            return records;
          }
        }
      }
    }
    return records;
  }

  private LoadJob job(Lease lease, String source, long run, Progress progress) {
    return new LoadJob(catalog, state, lease, source, run, limits, new LoadTotals(), progress);
  }

  private long micros() {
    return clock.millis() * 1000;
  }

  private Choice.Found find(TableName quarantine, Choice choice, Progress progress) {
    if (choice.where().isEmpty()) {
      return new Choice.Found(true, new long[0], choice.dropped());
    }
    String sql = "select q._seq from " + quarantine + " q where (" + choice.where().get() + "\n)";
    checkReadsOnly(quarantine, sql);
    try (EngineSession session = engine.open()) {
      Moment moment = now.get();
      moment.find(quarantine).ifPresent(table -> moment.bind(session, table));
      LongStream.Builder seqs = LongStream.builder();
      try (QueryResult rows = session.query(sql, progress)) {
        while (rows.next()) {
          seqs.add(((Number) Objects.requireNonNull(rows.value(0))).longValue());
        }
      }
      return new Choice.Found(false, seqs.build().sorted().toArray(), choice.dropped());
    }
  }

  private void checkReadsOnly(TableName quarantine, String sql) {
    boolean others =
        engine.parser().parse(sql).tables().stream()
            .anyMatch(table -> !table.toString().equals(quarantine.toString()));
    if (others) {
      throw Problem.of(Code.SQL_REFUSED, "`--where` reads other tables than " + quarantine)
          .remedy("write a condition over its columns: --where \"_rule = 'type'\"")
          .toException();
    }
  }

  /** Whether records of this quarantine can be tried again one by one. */
  public static boolean canRetry(TableName quarantine) {
    return quarantine.layer() == Layer.QUARANTINE && quarantine.name().startsWith("raw_");
  }
}
