package dev.foz.table;

import dev.foz.base.TableName;
import java.util.OptionalLong;
import java.util.UUID;

/** Where the files of a table lie in the storage; see {@code docs/formats/tables.md}. */
final class Layout {
  static final String METADATA_END = ".metadata.json";

  /** Copies of what the state database holds beside the tables. */
  static final String JOURNAL = "_state/journal/";

  static final String CONTRACTS = "_state/contracts/";

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

  static String deletesFile(TableName table, long run, UUID id) {
    return dataPrefix(table, run) + id + ".puffin";
  }

  /** Names sort by version; the id tells attempts at the same version apart. */
  static String metadataFile(TableName table, long version, UUID id) {
    return metadataFolder(table) + String.format("%08d-%s", version, id) + METADATA_END;
  }

  static String manifestList(TableName table, long snapshotId, UUID id) {
    return metadataFolder(table) + "snap-" + snapshotId + "-1-" + id + ".avro";
  }

  /** The version of a metadata file; empty where another program named it otherwise. */
  static OptionalLong metadataVersion(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dash = name.indexOf('-');
    if (dash <= 0 || !name.endsWith(METADATA_END)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(name.substring(0, dash)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  static String dataPrefix(TableName table, long run) {
    return dataFolder(table) + run + "-";
  }
}
