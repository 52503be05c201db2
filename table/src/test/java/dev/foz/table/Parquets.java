package dev.foz.table;

import dev.foz.base.Field;
import dev.foz.base.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.iceberg.Files;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/** Writes and reads tables with Iceberg's own generic readers and writers. */
final class Parquets {
  private Parquets() {}

  /** A published file with these ids; the other columns follow from the id. */
  static WrittenFile write(TestLake lake, TableName table, List<Field> fields, long... ids) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (long id : ids) {
      rows.add(Map.of("id", id, "nome", "n" + id, "total", BigDecimal.valueOf(id, 2)));
    }
    return write(lake, table, fields, rows);
  }

  /** A published file with these rows, each a map by column with an {@code id}. */
  static WrittenFile write(
      TestLake lake, TableName table, List<Field> fields, List<Map<String, Object>> rows) {
    try (Staging staging = lake.catalog.staging(table, 1)) {
      Path file = staging.folder().resolve(UUID.randomUUID() + ".parquet");
      write(file, FieldTypes.schema(fields), rows);
      long[] ids = rows.stream().mapToLong(row -> (Long) row.getOrDefault("id", 0L)).toArray();
      long min = LongStream.of(ids).min().orElse(0);
      long max = LongStream.of(ids).max().orElse(0);
      Map<Integer, FieldMetrics> metrics =
          ids.length == 0
              ? Map.of()
              : Map.of(fields.getFirst().id(), FieldMetrics.bounded(ids.length, 0, min, max));
      return staging.publish(
          new WrittenFile(
              table,
              file.toString(),
              FileFormat.PARQUET,
              ids.length,
              file.toFile().length(),
              metrics,
              0,
              0));
    }
  }

  private static void write(Path file, Schema schema, List<Map<String, Object>> rows) {
    try (DataWriter<Record> writer =
        Parquet.writeData(Files.localOutput(file.toFile()))
            .schema(schema)
            .createWriterFunc(GenericParquetWriter::create)
            .withSpec(PartitionSpec.unpartitioned())
            .build()) {
      for (Map<String, Object> row : rows) {
        GenericRecord record = GenericRecord.create(schema);
        row.forEach(record::setField);
        writer.write(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All live rows, as Iceberg's generic reader returns them. */
  static List<Record> rows(TestLake lake, TableName table) {
    TableReader reader = new TableReader(lake.storage);
    List<Record> rows = new ArrayList<>();
    try (CloseableIterable<Record> read =
        IcebergGenerics.read(reader.table(lake.table(table).metadata())).build()) {
      read.forEach(record -> rows.add(record.copy()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  static List<Long> ids(TestLake lake, TableName table) {
    return rows(lake, table).stream().map(row -> (Long) row.getField("id")).sorted().toList();
  }

  /** The ids in a file, deleted rows included, in row order. */
  static List<Long> idsOf(String path) {
    Schema schema = new Schema(FieldTypes.schema(Evolution.assign(TestLake.COLUMNS)).columns());
    List<Long> ids = new ArrayList<>();
    try (CloseableIterable<Record> read =
        Parquet.read(Files.localInput(path))
            .project(schema)
            .createReaderFunc(type -> GenericParquetReaders.buildReader(schema, type))
            .build()) {
      read.forEach(record -> ids.add((Long) record.getField("id")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ids;
  }

  /** Raw records by {@code _seq}. */
  static Map<Long, Record> bySeq(TestLake lake, TableName table) {
    Map<Long, Record> bySeq = new TreeMap<>();
    for (Record row : rows(lake, table)) {
      if (bySeq.put((Long) row.getField("_seq"), row) != null) {
        throw new AssertionError("twice: " + row);
      }
    }
    return bySeq;
  }
}
