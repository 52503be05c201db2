package dev.foz.table;

import dev.foz.base.TableName;
import java.util.UUID;

/** Where the files of a table lie in the storage; see {@code docs/formats/tables.md}. */
final class Layout {
  private Layout() {}

  static String folder(TableName table) {
    return table.layer().label() + "/" + table.name();
  }

  static String dataFolder(TableName table) {
    return folder(table) + "/data/";
  }

  static String metadataFolder(TableName table) {
    return folder(table) + "/metadata/";
  }

  /** Data files start with the run that wrote them, so that a dead run's files can be found. */
  static String dataFile(TableName table, long run, UUID id, FileFormat format) {
    return dataPrefix(table, run) + id + format.extension();
  }

  static String dataPrefix(TableName table, long run) {
    return dataFolder(table) + run + "-";
  }
}
