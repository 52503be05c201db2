package dev.foz.state;

import dev.foz.base.Field;
import java.util.List;

/**
 * What is known of a table without opening its metadata.
 *
 * @param files live data files
 * @param snapshotId Iceberg's id of the current snapshot, 0 when there is none
 * @param columns with Iceberg's field ids, nested ones too
 */
public record TableFacts(
    long records, long bytes, long files, long snapshotId, List<Field> columns) {
  public static final TableFacts NONE = new TableFacts(0, 0, 0, 0, List.of());

  public TableFacts {
    columns = List.copyOf(columns);
  }
}
