package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.Progress;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.engine.QueryResult;
import dev.foz.engine.WriteTarget;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome;
import dev.foz.state.Lease;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.DeletedRows;
import dev.foz.table.ScanFile;
import dev.foz.table.Staging;
import dev.foz.table.TableCommit;
import dev.foz.table.WrittenFile;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** What stays the same while one table is made. */
record TransformJob(
    Catalog catalog,
    StateStore state,
    Engine engine,
    Moment moment,
    Lease lease,
    TableName target,
    long run,
    Progress progress) {

  /** The same job at another moment. */
  TransformJob at(Moment later) {
    return new TransformJob(catalog, state, engine, later, lease, target, run, progress);
  }

  TableCommit newCommit(CommitKind kind) {
    return catalog.newCommit(kind, run, List.of(lease));
  }

  /**
   * Runs a query and makes its rows finished, published files of the target.
   *
   * @param fields of the target, with ids
   * @param layout that the target has or gets, with columns as the fields spell them
   */
  List<WrittenFile> write(
      EngineSession session, String sql, List<Field> fields, TableLayout layout) {
    progress.phase("writing");
    try (Staging staging = catalog.staging(target, run)) {
      WriteTarget place =
          new WriteTarget(
              target, fields, staging.folder(), layout.partitionBy(), layout.clusterBy());
      return staging.publish(session.write(sql, place, progress));
    }
  }

  /**
   * Executes the commit.
   *
   * @param files published for it; deleted when it was surely not applied
   */
  void execute(TableCommit commit, List<WrittenFile> files) {
    progress.phase("committing");
    CommitOutcome outcome = commit.execute();
    boolean surelyNot =
        switch (outcome) {
          case CommitOutcome.Committed committed -> false;
          case CommitOutcome.Unknown unknown -> false;
          case CommitOutcome.Conflicted conflicted -> true;
          case CommitOutcome.LeaseLost lost -> true;
          case CommitOutcome.Failed failed -> true;
        };
    if (surelyNot) {
      catalog.discard(files);
    }
    outcome.orThrow(target.toString());
  }

  /** Finished files of the target, to be read before they are committed. */
  List<ScanFile> scan(List<WrittenFile> written) {
    return written.stream()
        .map(
            file ->
                new ScanFile(
                    catalog.localPath(file.path()), file.records(), file.bytes(), Optional.empty()))
        .toList();
  }

  /** Deletes files that no commit will take, on the way out of a failure. */
  void discard(List<WrittenFile> written, Throwable failure) {
    try {
      catalog.discard(written);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Published files that no commit will take are nobody's: a failed run is not cleaned up after.
   */
  <T> T orDiscard(List<WrittenFile> written, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      discard(written, e);
      throw e;
    }
  }

  /**
   * The rows whose places a query tells.
   *
   * @param sql with columns {@code _file} and {@code _pos}
   */
  Map<String, DeletedRows> positions(EngineSession session, String sql) {
    Map<String, DeletedRows.Builder> builders = new HashMap<>();
    try (QueryResult rows = session.query(sql, progress)) {
      while (rows.next()) {
        String file = Objects.requireNonNull(rows.value(0)).toString();
        long position = ((Number) Objects.requireNonNull(rows.value(1))).longValue();
        builders.computeIfAbsent(file, name -> DeletedRows.builder()).add(position);
      }
    }
    Map<String, DeletedRows> deleted = new HashMap<>();
    builders.forEach((file, builder) -> deleted.put(file, builder.build()));
    return deleted;
  }

  /** A number of rows in words. */
  static String rows(long count) {
    return count == 1 ? "1 row" : count(count) + " rows";
  }

  /** A number as people read it. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static long records(List<WrittenFile> files) {
    return files.stream().mapToLong(WrittenFile::records).sum();
  }

  static long bytes(List<WrittenFile> files) {
    return files.stream().mapToLong(WrittenFile::bytes).sum();
  }
}
