package dev.foz.table;

import dev.foz.base.TableName;
import java.util.List;
import java.util.Set;

/**
 * What was found in the storage.
 *
 * @param tables that are known again
 * @param readers whose positions are known again
 * @param rebuild tables of which cannot be told what they had consumed of their inputs: their
 *     consumption starts again, so their content must be built whole
 * @param notes metadata that was passed over, and why
 */
public record RecoveryReport(
    List<TableName> tables, Set<String> readers, Set<TableName> rebuild, List<String> notes) {
  public RecoveryReport {
    tables = List.copyOf(tables);
    readers = Set.copyOf(readers);
    rebuild = Set.copyOf(rebuild);
    notes = List.copyOf(notes);
  }
}
