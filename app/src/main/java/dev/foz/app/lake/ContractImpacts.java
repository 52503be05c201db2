package dev.foz.app.lake;

import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.contract.ColumnChange;
import dev.foz.contract.Contract;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.engine.QueryResult;
import dev.foz.engine.RawInput;
import dev.foz.state.LedgerFile;
import dev.foz.table.TableSnapshot;
import dev.foz.transform.ContractPreview;
import dev.foz.transform.ModelGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Compares the contracts of the folder with those that the lake has. Changes nothing. */
public final class ContractImpacts {
  private final OpenLake open;
  private final ModelGraph models;
  private final Moment moment;

  public ContractImpacts(OpenLake open, ModelGraph models) {
    this.open = open;
    this.models = models;
    this.moment = open.now();
  }

  /** Of all tables whose contract was changed and that have records; reads raw where it must. */
  public List<ContractImpact> all(Progress progress) {
    List<ContractImpact> impacts = new ArrayList<>();
    for (SourceSpec source : open.lake().sources()) {
      for (SourceTableSpec table : source.tables()) {
        of(table, progress).ifPresent(impacts::add);
      }
    }
    return impacts;
  }

  /** Of one table; empty where it has no records or its contract is the one that the lake has. */
  public Optional<ContractImpact> of(SourceTableSpec table, Progress progress) {
    Optional<TableSnapshot> raw = moment.find(table.rawTable());
    Contract next = next(table);
    return raw.isEmpty() || next.equals(kept(table))
        ? Optional.empty()
        : Optional.of(impact(table, raw.get(), next, progress));
  }

  /** The contract that records of a table landed under last; empty where there are none. */
  public Contract kept(SourceTableSpec table) {
    return moment.find(table.rawTable()).map(moment::contract).orElseGet(Contract::empty);
  }

  /** The contract that the folder asks for. */
  public Contract next(SourceTableSpec table) {
    return open.declarations().rules(table).over(kept(table));
  }

  private ContractImpact impact(
      SourceTableSpec table, TableSnapshot raw, Contract next, Progress progress) {
    Contract kept = kept(table);
    Optional<TableSnapshot> curated =
        table.curate() ? moment.find(table.curatedTable()) : Optional.empty();
    Optional<ContractPreview> preview =
        curated.map(
            snapshot ->
                ContractPreview.of(
                    LakeTasks.curated(table), snapshot, moment.contract(snapshot), next));
    boolean mayNotRead = next.casts() && !kept.casts();
    Unreadable unreadable =
        mayNotRead || !next.equals(kept) && next.casts()
            ? unreadable(table, raw, next, progress)
            : new Unreadable(0, "");
    return new ContractImpact(
        table,
        raw.records(),
        ColumnChange.between(kept, next),
        preview.map(ContractPreview::columns).orElse(List.of()),
        preview.flatMap(ContractPreview::rebuild),
        unreadable.count(),
        unreadable.example(),
        dependants(table.curatedTable()));
  }

  private record Unreadable(long count, String example) {}

  /** Reads every landed record by the new contract. */
  private Unreadable unreadable(
      SourceTableSpec table, TableSnapshot raw, Contract next, Progress progress) {
    List<LedgerFile> files = open.state().files(table.rawTable(), 0, raw.commit());
    List<Path> paths =
        files.stream().map(file -> Path.of(open.catalog().localPath(file.path()))).toList();
    try (EngineSession session = open.engine().open()) {
      session.bindRaw(table.rawTable(), new RawInput(paths, next));
      String sql =
          "select count(*), min(r._unreadable) from "
              + table.rawTable()
              + " r where r._unreadable is not null and r._op not in ('d', 't')";
      try (QueryResult rows = session.query(sql, progress)) {
        rows.next();
        long count = ((Number) Objects.requireNonNull(rows.value(0))).longValue();
        String example = Objects.requireNonNullElse(rows.value(1), "").toString();
        return new Unreadable(
            count, table.masks().isEmpty() ? example : "not shown, for the table has masks");
      }
    }
  }

  private List<TableName> dependants(TableName table) {
    Set<TableName> found = new LinkedHashSet<>();
    models.ordered().stream()
        .filter(
            model ->
                models.inputs(model.table()).stream()
                    .anyMatch(input -> input.equals(table) || found.contains(input)))
        .forEach(model -> found.add(model.table()));
    return List.copyOf(found);
  }
}
