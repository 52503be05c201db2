package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.TableLayout;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractChange;
import dev.foz.table.Evolution;
import dev.foz.table.Rename;
import dev.foz.table.TableSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * What a contract would make of a curated table that was made under a former one.
 *
 * @param columns the table would have, without ids
 * @param rebuild why the table would be made again from raw, if it would
 */
public record ContractPreview(List<Field> columns, Optional<String> rebuild) {
  public ContractPreview {
    columns = List.copyOf(columns);
  }

  /**
   * What is wrong with the masks and the layout of a table whose records have this contract.
   *
   * @param loaded whether there are records; else they may bring fields that the layout names
   */
  public static List<Problem> problems(CuratedTable table, Contract contract, boolean loaded) {
    try {
      List<Field> columns = new CuratedShape(table, contract).fields();
      TableLayout layout = loaded ? table.layout() : Layouts.known(table.layout(), columns);
      Layouts.fit(layout, columns, table);
      return List.of();
    } catch (FozException e) {
      return e.problems();
    }
  }

  /** Of a table that exists. */
  public static ContractPreview of(
      CuratedTable table, TableSnapshot curated, Contract former, Contract next) {
    CuratedShape shape = new CuratedShape(table, next);
    CuratedShape formerShape = new CuratedShape(table.unmasked(), former);
    List<Field> columns = shape.fields();
    ContractChange change = next.since(former);
    Optional<String> masked =
        ColumnMasks.typesDiffer(table.masks(), former, next)
            ? Optional.of("the type of a masked column changed")
            : Optional.empty();
    Optional<String> rebuild =
        masked.or(change::rebuild).or(() -> shape.rebuild(formerShape, change));
    if (rebuild.isPresent()) {
      return new ContractPreview(columns, rebuild);
    }
    List<Rename> renames = shape.renames(formerShape, change);
    Evolution evolution = curated.compare(columns, renames, Evolution.Unwanted.DROP);
    Optional<String> reason =
        evolution instanceof Evolution.NeedsRebuild needed
            ? Optional.of(needed.reason())
            : Optional.empty();
    return new ContractPreview(columns, reason);
  }

  /** Of a table that is not there yet. */
  public static List<Field> columns(CuratedTable table, Contract contract) {
    return new CuratedShape(table, contract).fields();
  }
}
