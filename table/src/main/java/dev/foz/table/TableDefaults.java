package dev.foz.table;

import java.util.Map;
import org.apache.iceberg.TableProperties;

/** Properties of a new table. Foz goes by its own rules; these are for other engines. */
final class TableDefaults {
  private TableDefaults() {}

  /**
   * @param literal whether it is a table of Avro files to which rows are only ever appended
   */
  static Map<String, String> properties(boolean literal) {
    return Map.of(
        TableProperties.DEFAULT_FILE_FORMAT,
        literal ? "avro" : "parquet",
        TableProperties.DELETE_MODE,
        "merge-on-read",
        TableProperties.UPDATE_MODE,
        "merge-on-read",
        TableProperties.MERGE_MODE,
        "merge-on-read",
        // Every commit writes the whole metadata: it must stay small.
        TableProperties.METADATA_PREVIOUS_VERSIONS_MAX,
        "1",
        TableProperties.MANIFEST_MIN_MERGE_COUNT,
        "30");
  }
}
