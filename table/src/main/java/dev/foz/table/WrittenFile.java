package dev.foz.table;

import dev.foz.base.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finished data file that no commit has taken yet.
 *
 * @param path in the storage, relative to its root: {@code raw/notas_nfe/data/12-...avro}. Of a
 *     file that still lies in a {@link Staging} folder: its absolute local path
 * @param metrics by Iceberg field id of leaf fields; fields may be missing
 * @param firstSeq lowest {@code _seq} in the file; 0 where the table is not raw
 * @param lastSeq highest {@code _seq} in the file; 0 where the table is not raw
 * @param partition what the transforms of {@code partition_by} give for every row of the file, in
 *     their order, as values of {@link FieldMetrics}: days are dates, years, months and hours are
 *     numbers since 1970; empty for null
 */
public record WrittenFile(
    TableName table,
    String path,
    FileFormat format,
    long records,
    long bytes,
    Map<Integer, FieldMetrics> metrics,
    long firstSeq,
    long lastSeq,
    List<Optional<Object>> partition) {

  public WrittenFile {
    metrics = Map.copyOf(metrics);
    partition = List.copyOf(partition);
    if (records < 0 || bytes < 0) {
      throw new IllegalArgumentException("Invalid file size: " + records + " records, " + bytes);
    }
  }

  /** A file of a table without partitions. */
  public WrittenFile(
      TableName table,
      String path,
      FileFormat format,
      long records,
      long bytes,
      Map<Integer, FieldMetrics> metrics,
      long firstSeq,
      long lastSeq) {
    this(table, path, format, records, bytes, metrics, firstSeq, lastSeq, List.of());
  }

  WrittenFile at(String place) {
    return new WrittenFile(
        table, place, format, records, bytes, metrics, firstSeq, lastSeq, partition);
  }
}
