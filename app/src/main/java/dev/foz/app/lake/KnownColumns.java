package dev.foz.app.lake;

import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.contract.Contract;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.RawInput;
import dev.foz.table.Evolution;
import dev.foz.table.TableSnapshot;
import dev.foz.transform.ContractPreview;
import dev.foz.transform.ModelTyping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of source tables: those that changed contracts will make, else those of now, else
 * those that a contract declares.
 */
final class KnownColumns implements ModelTyping.Inputs {
  private static final String UNKNOWN =
      "has no columns before its first load, as no contract declares them";

  private final Lake lake;
  private final Declarations declarations;
  private final Optional<Moment> moment;
  private final Map<TableName, List<Field>> changed = new HashMap<>();

  /**
   * @param moment of which the tables are; empty for a lake that was never loaded
   * @param impacts what changed contracts will make of source tables
   */
  KnownColumns(
      Lake lake, Declarations declarations, Optional<Moment> moment, List<ContractImpact> impacts) {
    this.lake = lake;
    this.declarations = declarations;
    this.moment = moment;
    impacts.stream()
        .filter(impact -> !impact.columns().isEmpty())
        .forEach(impact -> changed.put(impact.table().curatedTable(), impact.columns()));
  }

  @Override
  public Optional<String> bind(EngineSession session, TableName table) {
    if (table.layer() == Layer.RAW) {
      Optional<Contract> contract = contract(table);
      contract.ifPresent(known -> session.bindRaw(table, new RawInput(List.of(), known)));
      return contract.isPresent() ? Optional.empty() : Optional.of(UNKNOWN);
    }
    Optional<List<Field>> columns = columns(table);
    columns.ifPresent(
        fields ->
            session.bind(table, ParquetInput.of(Evolution.assign(fields), filter -> List.of())));
    return columns.isPresent() ? Optional.empty() : Optional.of(UNKNOWN);
  }

  private Optional<List<Field>> columns(TableName table) {
    return Optional.ofNullable(changed.get(table))
        .or(() -> moment.flatMap(now -> now.find(table)).map(TableSnapshot::fields))
        .or(
            () ->
                SourceTables.find(lake, table)
                    .filter(this::isDeclared)
                    .map(
                        source ->
                            ContractPreview.columns(
                                LakeTasks.curated(source),
                                declarations.rules(source).over(Contract.empty()))));
  }

  /** The one that records will be decoded with. */
  private Optional<Contract> contract(TableName raw) {
    Optional<SourceTableSpec> source = SourceTables.find(lake, raw);
    Optional<Contract> kept =
        moment.flatMap(now -> now.find(raw).map(now::contract)).or(() -> declared(source));
    return source.isEmpty()
        ? kept
        : kept.map(known -> declarations.rules(source.get()).over(known));
  }

  private Optional<Contract> declared(Optional<SourceTableSpec> source) {
    return source.filter(this::isDeclared).map(table -> Contract.empty());
  }

  private boolean isDeclared(SourceTableSpec table) {
    return declarations.of(table).isPresent();
  }
}
