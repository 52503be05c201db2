package dev.foz.app.lake;

import dev.foz.base.Field;
import dev.foz.base.TableName;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.contract.ColumnChange;
import java.util.List;
import java.util.Optional;

/**
 * What a contract that was changed since the last run will do.
 *
 * @param table whose contract it is
 * @param landed records of its raw table
 * @param changes of columns; none where only rules changed
 * @param columns that the curated table will have
 * @param rebuild why the curated table will be made again from raw, if it will
 * @param unreadable landed records that the new contract cannot read
 * @param example of them, why; empty where there is none
 * @param dependants tables that read the curated one, directly or not
 */
public record ContractImpact(
    SourceTableSpec table,
    long landed,
    List<ColumnChange> changes,
    List<Field> columns,
    Optional<String> rebuild,
    long unreadable,
    String example,
    List<TableName> dependants) {
  public ContractImpact {
    changes = List.copyOf(changes);
    columns = List.copyOf(columns);
    dependants = List.copyOf(dependants);
  }
}
