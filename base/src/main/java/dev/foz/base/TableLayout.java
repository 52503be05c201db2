package dev.foz.base;

import java.util.List;

/**
 * How the rows of a table lie in its files.
 *
 * @param partitionBy what every row of a file has in common; empty where rows lie in any file
 * @param clusterBy columns by which rows are put in order within files
 * @param formatVersion of Iceberg: 3 has deletion vectors, 2 is read by older engines
 */
public record TableLayout(
    List<PartitionField> partitionBy, List<String> clusterBy, int formatVersion) {
  public static final int OLDER_FORMAT = 2;
  public static final int FORMAT = 3;

  /** Rows in any order and any file. */
  public static final TableLayout PLAIN = new TableLayout(List.of(), List.of(), FORMAT);

  public TableLayout {
    partitionBy = List.copyOf(partitionBy);
    clusterBy = List.copyOf(clusterBy);
    if (formatVersion != OLDER_FORMAT && formatVersion != FORMAT) {
      throw new IllegalArgumentException("Invalid format version: " + formatVersion);
    }
  }
}
