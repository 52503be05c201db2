package dev.foz.ingest;

import dev.foz.base.TableName;
import java.util.List;

/**
 * One table of a source as landing sees it.
 *
 * @param name the table's key in the source's file
 * @param raw the table to land in
 * @param primaryKey names of the key's fields, nested ones with dots; empty where there is no key
 * @param consumers tables that read the raw table file by file: small files are merged only after
 *     all of them have read them
 * @param rules what its records must meet
 * @param masked whether some of its values may not be told: then no problem shows any
 */
public record LoadTable(
    String name,
    TableName raw,
    List<String> primaryKey,
    List<TableName> consumers,
    LoadRules rules,
    boolean masked) {
  public LoadTable {
    primaryKey = List.copyOf(primaryKey);
    consumers = List.copyOf(consumers);
  }

  /** Where records wait that do not meet the rules. */
  TableName quarantine() {
    return raw.quarantine();
  }
}
