package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractChange;
import dev.foz.engine.EngineSession;
import dev.foz.engine.MaskKey;
import dev.foz.engine.QueryResult;
import dev.foz.state.CommitKind;
import dev.foz.state.Consumption;
import dev.foz.state.ContractUse;
import dev.foz.state.LedgerFile;
import dev.foz.table.DeletedRows;
import dev.foz.table.Evolution;
import dev.foz.table.Rename;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One consolidation of one table, planned from one moment. Used once. */
final class Consolidation {
  private static final String AGAIN = "_again";

  /** Beyond such a share of the rows, those that read the table read it whole anyway. */
  private static final double MOST_CHANGED = 0.3;

  private final TransformJob job;
  private final CuratedTable table;
  private final ConsolidationJob work;
  private final Optional<TableSnapshot> current;
  private final Contract contract;
  private final CuratedShape shape;
  private final Unreadables unreadables;
  private final Slice slice;
  private final long limit;

  /**
   * @param slice the records that are to go into the curated table now
   * @param limit of how many records the keys are held at once
   */
  Consolidation(TransformJob job, CuratedTable table, Slice slice, long limit, MaskKeys maskKeys) {
    this.job = job;
    this.table = table;
    this.work = ConsolidationJob.of(job, table, slice, maskKeys);
    this.current = work.current();
    this.contract = work.contract();
    this.shape = work.shape();
    this.unreadables = new Unreadables(job, table, contract);
    this.slice = slice;
    this.limit = limit;
  }

  /** Whether nothing has come yet but records that have no key, as truncate records. */
  boolean waits() {
    if (CuratedKey.isKnown(table, contract)) {
      return false;
    }
    try (EngineSession session = work.open(slice.files())) {
      String keyed = "select 1 from " + table.raw() + " r where r._op <> 't' limit 1";
      return !work.any(session, keyed);
    }
  }

  Build execute() {
    if (current.isEmpty()) {
      return create();
    }
    Optional<MaskChange> masks = maskChange();
    if (masks.isPresent()) {
      return rebuild(masks.get().reason());
    }
    if (slice.from() == 0) {
      return rebuild("what it had consumed is not known");
    }
    Optional<String> reread = KeptHistory.change(table, current.get()).or(this::reread);
    if (reread.isPresent()) {
      return rebuild(reread.get());
    }
    return switch (current.get().compare(shape.fields(), renames(), Evolution.Unwanted.DROP)) {
      case Evolution.NeedsRebuild needed -> rebuild(needed.reason());
      case Evolution.Same same -> follow(same.fields());
      case Evolution.Widens wider -> follow(wider.fields());
    };
  }

  private Optional<MaskChange> maskChange() {
    return current.flatMap(made -> MaskChange.of(made, table.masks()));
  }

  /** What the table says of how its rows are made. */
  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(KeptHistory.properties(table));
    properties.put(TableSnapshot.MADE_BY, MaskChange.madeBy(table.masks()));
    Optional<MaskChange> change = maskChange();
    if (!table.masks().isEmpty() || change.isPresent()) {
      properties.put(MaskChange.MASKS, MaskChange.text(table.masks()));
      properties.put(MaskChange.KEY, work.maskKey().map(MaskKey::print).orElse(""));
    }
    if (change.filter(MaskChange::hides).isPresent()) {
      properties.putAll(MaskChange.hidden(current.orElseThrow(), job.run()));
    }
    return properties;
  }

  private Build follow(List<Field> fields) {
    Optional<String> other = current.orElseThrow().differsFrom(work.layout(), fields);
    return other.isPresent() ? rebuild(other.get()) : advance(fields);
  }

  /** Why rows made by the former contract would be read from raw in another way now, if so. */
  private Optional<String> reread() {
    if (contract.equals(former())) {
      return Optional.empty();
    }
    if (ColumnMasks.typesDiffer(table.masks(), former(), contract)) {
      return Optional.of("the type of a masked column changed");
    }
    ContractChange change = contract.since(former());
    return unreadables.table().hasRecords()
        ? Optional.of("records may be readable now")
        : change.rebuild().or(() -> shape.rebuild(formerShape(), change));
  }

  private Contract former() {
    return job.moment().contract(current.orElseThrow());
  }

  private CuratedShape formerShape() {
    return new CuratedShape(table.unmasked(), former());
  }

  private List<Rename> renames() {
    return shape.renames(formerShape(), contract.since(former()));
  }

  private Build create() {
    List<Field> fields = Evolution.assign(shape.fields());
    TableCommit commit = job.newCommit(CommitKind.MERGE);
    Written written = everything(slice.files(), fields, 1);
    commit
        .create(table.curated(), fields, properties(), work.layout())
        .append(table.curated(), written.rows());
    unreadables.table().append(commit, written.unreadable());
    return commit(commit, slice, written, rows(written.rows()) + renamed());
  }

  /** Takes all records up to the end of the slice anew, in one commit. */
  private Build rebuild(String reason) {
    List<Field> fields = current.orElseThrow().replacing(shape.fields(), renames());
    Slice all = reachingBack();
    return replace(all, fields, everything(all.files(), fields, parts(all)), reason);
  }

  private Build replace(Slice all, List<Field> fields, Written written, String reason) {
    TableCommit commit = job.newCommit(CommitKind.REBUILD);
    commit.replace(table.curated(), fields, written.rows(), properties(), work.layout());
    if (maskChange().filter(MaskChange::hides).isPresent()) {
      commit.expireFormer(table.curated());
    }
    unreadables.table().replace(commit, written.unreadable());
    return commit(commit, all, written, "rebuilt: " + reason + renamed());
  }

  private String renamed() {
    StringBuilder told = new StringBuilder();
    shape.columns().stream()
        .filter(CuratedColumn::isRenamed)
        .forEach(
            column ->
                told.append(", `%s` is called `%s`".formatted(column.source(), column.name())));
    return told.toString();
  }

  /** All records up to the end of the slice, from the first that ever came. */
  private Slice reachingBack() {
    long gone = job.state().removedRecords(table.raw());
    if (gone > 0) {
      throw Problem.of(
              Code.RAW_DROPPED,
              "Cannot rebuild "
                  + table.curated()
                  + ": "
                  + table.raw()
                  + " no longer reaches back to its first record")
          .because(gone + " records were taken out of it, and with them rows would be lost")
          .remedy("the last version stays; bring the records back from where they came first")
          .toException();
    }
    return new Slice(slice.from(), slice.to(), work.allFiles());
  }

  private int parts(Slice all) {
    return (int) Math.max(1, Math.ceilDiv(Slice.records(all.files()), limit));
  }

  /**
   * Makes the rows of all records up to the end of the slice anew, and commits how they differ from
   * those that are there; where that is much, or they cannot be read, the rows in their place.
   */
  Build again() {
    if (current.isEmpty()) {
      return create();
    }
    if (current.get().foreign()) {
      return rebuild("another program changed it");
    }
    Optional<String> other =
        maskChange().map(MaskChange::reason).or(() -> KeptHistory.change(table, current.get()));
    if (other.isPresent()) {
      return rebuild(other.get());
    }
    return switch (current.get().compare(shape.fields(), renames(), Evolution.Unwanted.DROP)) {
      case Evolution.NeedsRebuild needed -> rebuild(needed.reason());
      case Evolution.Same same -> againAsLaidOut(same.fields());
      case Evolution.Widens wider -> againAsLaidOut(wider.fields());
    };
  }

  private Build againAsLaidOut(List<Field> fields) {
    Optional<String> other = current.orElseThrow().differsFrom(work.layout(), fields);
    return other.isPresent() ? rebuild(other.get()) : again(fields);
  }

  private Build again(List<Field> fields) {
    Slice all = reachingBack();
    int parts = parts(all);
    Written made = everything(all.files(), fields, parts);
    Optional<Difference> difference = job.orDiscard(made.all(), () -> compare(made, fields, parts));
    if (difference.isEmpty()) {
      return replace(all, fields, made, "much of it had changed, or could not be read");
    }
    job.catalog().discard(made.rows());
    TableCommit commit =
        job.newCommit(CommitKind.MERGE)
            .expect(current.orElseThrow())
            .evolve(table.curated(), shape.fields(), renames(), Evolution.Unwanted.DROP)
            .properties(table.curated(), properties());
    unreadables.table().replace(commit, made.unreadable());
    return commit(commit, all, difference.get(), made.unreadable());
  }

  /**
   * @param news finished files of rows that are not there
   * @param gone rows that are not made any more
   */
  private record Difference(List<WrittenFile> news, Map<String, DeletedRows> gone) {
    static final Difference NONE = new Difference(List.of(), Map.of());

    Difference plus(Difference more) {
      return new Difference(
          Stream.concat(news.stream(), more.news.stream()).toList(),
          RowDifference.join(gone, more.gone));
    }
  }

  private Build commit(
      TableCommit commit, Slice all, Difference difference, Optional<WrittenFile> unreadable) {
    long gone = ConsolidationJob.count(difference.gone());
    String note =
        difference.news().isEmpty() && gone == 0
            ? "rebuilt: no row differs"
            : "rebuilt: " + rows(difference.news()) + " written, " + gone + " taken away";
    try (EngineSession session = job.engine().open()) {
      List<Field> fields = commit.fieldsOf(table.curated());
      RowChange change = new RowChange(difference.news(), difference.gone(), note);
      return commit(commit, all, replacing(session, commit, fields, change, unreadable), note);
    }
  }

  /** Empty where it is not worth telling. */
  private Optional<Difference> compare(Written made, List<Field> fields, int parts) {
    job.progress().phase("comparing");
    try (EngineSession session = job.engine().open()) {
      RowDifference rows =
          new RowDifference(job, session, current.orElseThrow(), fields, work.layout());
      rows.compareWith(made.rows());
      Map<String, DeletedRows> gone = Map.of();
      for (int part = 0; part < parts; part++) {
        RowDifference.Part these = part(part, parts);
        gone = RowDifference.join(gone, rows.gone(these, these));
      }
      long kept = current.orElseThrow().records() - ConsolidationJob.count(gone);
      long changed = ConsolidationJob.count(gone) + TransformJob.records(made.rows()) - kept;
      if (changed > MOST_CHANGED * current.orElseThrow().records()) {
        return Optional.empty();
      }
      List<WrittenFile> news = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        RowDifference.Part these = part(part, parts);
        news.addAll(job.orDiscard(news, () -> rows.news(these, these)));
      }
      return Optional.of(new Difference(List.copyOf(news), gone));
    } catch (FozException e) {
      if (isDamage(e.problem().code())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Rows that are the same have the same number. */
  private static RowDifference.Part part(int part, int parts) {
    return alias -> alias + "._seq % " + parts + " = " + part;
  }

  private static boolean isDamage(Code code) {
    return code == Code.TABLE_DAMAGED || code == Code.STORAGE_FAILED || code == Code.ENGINE_FAILED;
  }

  /**
   * Makes the rows of those keys anew that records of a span have, from all their records, and
   * commits how they differ from those that are there. The table must have consumed the slice.
   */
  Build again(RawSpan span) {
    Slice all = reachingBack();
    List<Field> fields = current.orElseThrow().fields();
    Way.Keyed way = Way.keyed(work);
    try (EngineSession session = work.open(all.files())) {
      long touched = number(session, way.key().countOf(span.condition("r")));
      int parts = (int) Math.max(1, Math.ceilDiv(touched, limit));
      RowDifference rows =
          new RowDifference(job, session, current.orElseThrow(), fields, work.layout());
      Difference difference = Difference.NONE;
      for (CuratedKey.Wanted part : CuratedKey.Wanted.parts(parts)) {
        Difference before = difference;
        String keys = way.key().ofRecords(span.condition("r"), part);
        difference =
            job.orDiscard(
                before.news(), () -> before.plus(compare(session, way, rows, keys, fields)));
      }
      TableCommit commit = job.newCommit(CommitKind.MERGE).expect(current.orElseThrow());
      return commit(commit, all, difference, Optional.empty());
    }
  }

  private Difference compare(
      EngineSession session, Way.Keyed way, RowDifference rows, String keys, List<Field> fields) {
    work.materialize(session, AGAIN, keys);
    List<WrittenFile> made = way.of(session, fields, AGAIN);
    return job.orDiscard(
        made,
        () -> {
          rows.compareWith(made);
          RowDifference.Part there = alias -> CuratedKey.isIn(way.key().ofRow(alias), AGAIN);
          Map<String, DeletedRows> gone = rows.gone(there, alias -> "true");
          List<WrittenFile> news = rows.news(there, alias -> "true");
          job.catalog().discard(made);
          return new Difference(news, gone);
        });
  }

  private long number(EngineSession session, String sql) {
    try (QueryResult rows = session.query(sql, job.progress())) {
      rows.next();
      return ((Number) Objects.requireNonNull(rows.value(0))).longValue();
    }
  }

  /**
   * Finished files, none of them committed.
   *
   * @param files with the rows, and those that had to be written again
   * @param unreadable records for the quarantine
   */
  private record Written(
      List<WrittenFile> rows, List<WrittenFile> files, Optional<WrittenFile> unreadable) {
    Written(List<WrittenFile> rows, Optional<WrittenFile> unreadable) {
      this(rows, rows, unreadable);
    }

    List<WrittenFile> all() {
      return Stream.concat(files.stream(), unreadable.stream()).toList();
    }
  }

  /**
   * Writes the rows of all these records.
   *
   * @param parts in how many parts, by key, where there are more keys than can be held at once
   */
  private Written everything(List<LedgerFile> files, List<Field> fields, int parts) {
    try (EngineSession session = work.open(files)) {
      Optional<WrittenFile> unreadable = unreadables.write(session);
      List<WrittenFile> rows =
          job.orDiscard(
              unreadable.stream().toList(),
              () -> Way.of(work).all(session, fields, parts, readable(files, unreadable)));
      return new Written(rows, unreadable);
    }
  }

  private static long readable(List<LedgerFile> files, Optional<WrittenFile> unreadable) {
    return Slice.records(files) - unreadable.map(WrittenFile::records).orElse(0L);
  }

  private Build advance(List<Field> fields) {
    TableCommit commit =
        job.newCommit(CommitKind.MERGE)
            .expect(current.orElseThrow())
            .evolve(table.curated(), shape.fields(), renames(), Evolution.Unwanted.DROP)
            .properties(table.curated(), properties());
    if (slice.files().isEmpty()) {
      return commit(
          commit, slice, new Written(List.of(), Optional.empty()), "follows its contract");
    }
    try (EngineSession session = work.open(slice.files())) {
      Optional<WrittenFile> unreadable = unreadables.write(session);
      unreadables.table().append(commit, unreadable);
      return job.orDiscard(
          unreadable.stream().toList(), () -> advance(session, commit, fields, unreadable));
    }
  }

  private Build advance(
      EngineSession session,
      TableCommit commit,
      List<Field> fields,
      Optional<WrittenFile> unreadable) {
    RowChange change = Way.of(work).advance(session, fields, readable(slice.files(), unreadable));
    Written written = replacing(session, commit, fields, change, unreadable);
    return commit(commit, slice, written, change.note());
  }

  private Written replacing(
      EngineSession session,
      TableCommit commit,
      List<Field> fields,
      RowChange change,
      Optional<WrittenFile> unreadable) {
    List<WrittenFile> files =
        new Replacing(job, fields, work.layout())
            .addTo(commit, session, current.orElseThrow(), change.written(), change.gone());
    return new Written(change.written(), files, unreadable);
  }

  private Build commit(TableCommit commit, Slice consumed, Written written, String note) {
    commit.consumed(new Consumption(table.curated(), table.raw(), consumed.from(), consumed.to()));
    commit.contract(new ContractUse(table.curated(), contract.hash(), contract.text()));
    job.execute(commit, written.all());
    long read = Slice.records(consumed.files());
    long waiting = written.unreadable().map(WrittenFile::records).orElse(0L);
    String told = waiting == 0 ? note : note + ", " + waiting + " unreadable in quarantine";
    List<WrittenFile> rows = written.rows();
    return new Build.Made(read, TransformJob.records(rows), TransformJob.bytes(rows), told);
  }

  private static String rows(List<WrittenFile> written) {
    return TransformJob.rows(TransformJob.records(written));
  }
}
