package dev.foz.state;

import dev.foz.base.Field;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a table without opening its metadata.
 *
 * @param files live data files
 * @param snapshotId Iceberg's id of the current snapshot, 0 when there is none
 * @param columns with Iceberg's field ids, nested ones too
 * @param madeBy tells the SQL that made the rows; empty where it is not made by any, or not known
 * @param layout tells how its files lie, where that is known; opaque here
 */
public record TableFacts(
    long records,
    long bytes,
    long files,
    long snapshotId,
    List<Field> columns,
    Optional<String> madeBy,
    Optional<String> layout) {
  public static final TableFacts NONE =
      new TableFacts(0, 0, 0, 0, List.of(), Optional.empty(), Optional.empty());

  public TableFacts {
    columns = List.copyOf(columns);
  }
}
