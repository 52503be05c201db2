package dev.foz.state;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes, keeps and gives back leases. A holder shows its life by a counter, {@code beat}, that its
 * store increments; others watch that counter with their own monotonic clock, so that no two clocks
 * are ever compared.
 */
final class Leases implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private static final String READ =
      """
      SELECT epoch, held, node, boot_id, pid, process_started, acquired_at, beat
      FROM foz_leases WHERE name = ?""";
  private static final String INSERT =
      """
      INSERT INTO foz_leases (epoch, held, node, boot_id, pid, process_started, acquired_at, beat, name)
      VALUES (1, 1, ?, ?, ?, ?, ?, 0, ?)""";
  private static final String TAKE =
      """
      UPDATE foz_leases SET epoch = epoch + 1, held = 1, node = ?, boot_id = ?, pid = ?,
        process_started = ?, acquired_at = ?, beat = beat + 1
      WHERE name = ? AND epoch = ? AND held = ? AND beat = ?""";
  private static final String BEAT =
      """
      UPDATE foz_leases SET beat = beat + 1
      WHERE name = ? AND epoch = ? AND held = 1
        AND node = ? AND boot_id = ? AND pid = ? AND process_started = ?""";
  private static final String RELEASE =
      "UPDATE foz_leases SET held = 0 WHERE name = ? AND epoch = ? AND held = 1";

  private final Database database;
  private final StateOptions options;
  private final Ticker ticker;
  private final Map<String, Lease> held = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService heart;
  private boolean closed;

  Leases(Database database, StateOptions options, Ticker ticker) {
    this.database = database;
    this.options = options;
    this.ticker = ticker;
  }

  Lease acquire(String name, Duration patience, Progress progress) {
    Watch watch = new Watch(ticker.nanos());
    while (true) {
      progress.checkCancelled();
      Optional<Holder> holder = read(name);
      long now = ticker.nanos();
      boolean takeable = holder.map(h -> h.isGone(options.process())).orElse(true);
      if (takeable || watch.silence(holder, now).compareTo(options.frozenAfter()) >= 0) {
        Optional<Lease> lease = take(name, holder);
        if (lease.isPresent()) {
          return keep(lease.get());
        }
      } else if (now - watch.started >= patience.toNanos()) {
        throw heldBy(name, holder.orElseThrow());
      } else {
        progress.phase("waiting for " + name);
        pause(name);
      }
    }
  }

  void release(Lease lease) {
    held.remove(lease.name(), lease);
    database.write(
        "release lease `" + lease.name() + "`",
        session -> session.update(RELEASE, lease.name(), lease.epoch()));
  }

  /** Within a commit: whether it is still held; shows life at the same time. */
  boolean check(Session session, Lease lease) throws SQLException {
    ProcessIdentity me = options.process();
    return session.update(
            BEAT,
            lease.name(),
            lease.epoch(),
            me.node(),
            me.bootId(),
            me.pid(),
            me.startedAtMillis())
        == 1;
  }

  void lost(Lease lease) {
    held.remove(lease.name(), lease);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (heart != null) {
        heart.shutdownNow();
      }
    }
    for (Lease lease : held.values()) {
      try {
        release(lease);
      } catch (FozException left) {
        // Whoever wants it next finds this process gone or silent.
        held.remove(lease.name());
      }
    }
  }

  private Optional<Holder> read(String name) {
    return database.read(
        "read lease `" + name + "`", session -> session.one(READ, Holder::of, name));
  }

  private Optional<Lease> take(String name, Optional<Holder> seen) {
    ProcessIdentity me = options.process();
    long now = Row.toMicros(options.clock().instant());
    return database.write(
        "take lease `" + name + "`",
        session -> {
          List<Object> arguments =
              new ArrayList<>(
                  List.of(me.node(), me.bootId(), me.pid(), me.startedAtMillis(), now, name));
          if (seen.isEmpty()) {
            boolean absent = session.one(READ, Holder::of, name).isEmpty();
            return absent && session.update(INSERT, arguments.toArray()) == 1
                ? Optional.of(new Lease(name, 1))
                : Optional.empty();
          }
          Holder holder = seen.get();
          arguments.addAll(List.of(holder.epoch, holder.held, holder.beat));
          return session.update(TAKE, arguments.toArray()) == 1
              ? Optional.of(new Lease(name, holder.epoch + 1))
              : Optional.empty();
        });
  }

  private synchronized Lease keep(Lease lease) {
    if (closed) {
      throw new IllegalStateException("the state store is closed");
    }
    held.put(lease.name(), lease);
    if (heart == null) {
      heart =
          Executors.newSingleThreadScheduledExecutor(
              work -> Thread.ofPlatform().daemon().name("foz-heartbeat").unstarted(work));
      long period = options.heartbeat().toMillis();
      var unused = heart.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
    }
    return lease;
  }

  private void beat() {
    if (held.isEmpty()) {
      return;
    }
    try {
      List<Lease> lost =
          database.write(
              "keep leases",
              session -> {
                List<Lease> gone = new ArrayList<>();
                for (Lease lease : held.values()) {
                  if (!check(session, lease)) {
                    gone.add(lease);
                  }
                }
                return gone;
              });
      lost.forEach(this::lost);
    } catch (FozException | IllegalStateException missed) {
      // The next beat tries again, and a commit notices when it is too late. An exception that left
      // this method would end all beats.
      return;
    }
  }

  private void pause(String name) {
    try {
      ticker.pause(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.CANCELLED, "Cannot take lease `" + name + "`: interrupted")
          .toException(e);
    }
  }

  private FozException heldBy(String name, Holder holder) {
    boolean mine = holder.process.equals(options.process());
    String who = mine ? "another run of this process" : holder.process.describe();
    return Problem.of(
            Code.LEASE_HELD,
            "Cannot take lease `" + name + "`: " + who + " holds it since " + since(holder))
        .remedy(
            mine
                ? "wait for that run to end, then try again"
                : "wait for it to end, or stop it, then try again")
        .toException();
  }

  private String since(Holder holder) {
    Clock clock = options.clock();
    ZonedDateTime at = holder.acquiredAt.atZone(clock.getZone());
    boolean today = at.toLocalDate().equals(ZonedDateTime.now(clock).toLocalDate());
    return at.format(today ? TODAY : EARLIER);
  }

  /** The row of a lease; {@code held} is 0 when it was given back. */
  private record Holder(
      long epoch, long held, ProcessIdentity process, Instant acquiredAt, long beat) {
    static Holder of(Row row) throws SQLException {
      return new Holder(
          row.number(1),
          row.number(2),
          new ProcessIdentity(row.text(3), row.text(4), row.number(5), row.number(6)),
          row.time(7),
          row.number(8));
    }

    boolean isGone(ProcessIdentity me) {
      return held == 0 || process.liveness(me) == Liveness.DEAD;
    }
  }

  /** Remembers since when the counter of a lease stands still. */
  private static final class Watch {
    private final long started;
    private long epoch = -1;
    private long beat = -1;
    private long stillSince;

    Watch(long started) {
      this.started = started;
      this.stillSince = started;
    }

    Duration silence(Optional<Holder> holder, long now) {
      holder.ifPresent(
          h -> {
            boolean first = epoch < 0;
            if (!first && (h.epoch != epoch || h.beat != beat)) {
              stillSince = now;
            }
            epoch = h.epoch;
            beat = h.beat;
          });
      return Duration.ofNanos(now - stillSince);
    }
  }
}
