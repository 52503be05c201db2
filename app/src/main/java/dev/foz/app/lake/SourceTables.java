package dev.foz.app.lake;

import dev.foz.base.TableName;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.ingest.LoadTable;
import java.util.List;
import java.util.Optional;

/** Tables of sources as the stages want them. */
public final class SourceTables {
  private SourceTables() {}

  static LoadTable loadTable(Declarations declarations, SourceTableSpec table) {
    List<TableName> consumers = table.curate() ? List.of(table.curatedTable()) : List.of();
    return new LoadTable(
        table.name(),
        table.rawTable(),
        table.primaryKey(),
        consumers,
        declarations.rules(table),
        !table.masks().isEmpty());
  }

  /** The table of a source that makes this raw or curated table, or fills its quarantine. */
  public static Optional<SourceTableSpec> find(Lake lake, TableName name) {
    for (SourceSpec source : lake.sources()) {
      for (SourceTableSpec table : source.tables()) {
        boolean raw = name.equals(table.rawTable()) || name.equals(table.rawTable().quarantine());
        boolean curated =
            name.equals(table.curatedTable()) || name.equals(table.curatedTable().quarantine());
        if (raw || curated) {
          return Optional.of(table);
        }
      }
    }
    return Optional.empty();
  }
}
