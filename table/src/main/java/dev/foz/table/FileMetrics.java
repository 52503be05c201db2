package dev.foz.table;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.util.BinaryUtil;
import org.apache.iceberg.util.UnicodeUtil;

/** Turns a {@link WrittenFile} into Iceberg's data file. */
final class FileMetrics {
  /** Longer texts are cut to this many characters, the upper one rounded up: Iceberg's default. */
  private static final int BOUND_LENGTH = 16;

  private FileMetrics() {}

  static DataFile dataFile(Storage storage, Schema schema, PartitionSpec spec, WrittenFile file) {
    DataFiles.Builder builder = DataFiles.builder(spec);
    if (spec.isPartitioned()) {
      builder.withPartition(Partitions.data(spec, file));
    }
    return builder
        .withPath(storage.locationOf(file.path()))
        .withFormat(
            switch (file.format()) {
              case AVRO -> org.apache.iceberg.FileFormat.AVRO;
              case PARQUET -> org.apache.iceberg.FileFormat.PARQUET;
            })
        .withFileSizeInBytes(file.bytes())
        .withMetrics(metrics(schema, file))
        .build();
  }

  /** First and last {@code _ingested_at} of a raw file, microseconds; empty where unknown. */
  static Optional<long[]> ingestedAt(DataFile file) {
    int id = RawColumn.INGESTED_AT.field().id();
    Type type = FieldTypes.iceberg(RawColumn.INGESTED_AT.field().type());
    if (file.lowerBounds() == null || file.upperBounds() == null) {
      return Optional.empty();
    }
    ByteBuffer lower = file.lowerBounds().get(id);
    ByteBuffer upper = file.upperBounds().get(id);
    if (lower == null || upper == null) {
      return Optional.empty();
    }
    Long first = Conversions.fromByteBuffer(type, lower);
    Long last = Conversions.fromByteBuffer(type, upper);
    return Optional.of(new long[] {first, last});
  }

  private static Metrics metrics(Schema schema, WrittenFile file) {
    Map<Integer, Long> sizes = new HashMap<>();
    Map<Integer, Long> values = new HashMap<>();
    Map<Integer, Long> nulls = new HashMap<>();
    Map<Integer, Long> nans = new HashMap<>();
    Map<Integer, ByteBuffer> lower = new HashMap<>();
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    file.metrics()
        .forEach(
            (id, field) -> {
              values.put(id, field.values());
              nulls.put(id, field.nulls());
              field.nans().ifPresent(count -> nans.put(id, count));
              if (field.bytes() > 0) {
                sizes.put(id, field.bytes());
              }
              Type type = schema.findType(id);
              if (type != null && type.isPrimitiveType()) {
                field.lower().flatMap(v -> lower(type, v)).ifPresent(b -> lower.put(id, b));
                field.upper().flatMap(v -> upper(type, v)).ifPresent(b -> upper.put(id, b));
              }
            });
    return new Metrics(file.records(), sizes, values, nulls, nans, lower, upper);
  }

  private static Optional<ByteBuffer> lower(Type type, Object value) {
    return Values.internal(type, value)
        .map(
            bound ->
                switch (bound) {
                  case String text -> UnicodeUtil.truncateStringMin(text, BOUND_LENGTH);
                  case ByteBuffer bytes -> BinaryUtil.truncateBinaryMin(bytes, BOUND_LENGTH);
                  case Float zero when zero == 0f -> -0f; // bounds tell the zeros apart, SQL not
                  case Double zero when zero == 0d -> -0d;
                  default -> bound;
                })
        .map(bound -> Conversions.toByteBuffer(type, bound));
  }

  /** Empty also where no short text lies above: there is then no upper bound. */
  private static Optional<ByteBuffer> upper(Type type, Object value) {
    return Values.internal(type, value)
        .flatMap(
            bound ->
                Optional.ofNullable(
                    switch (bound) {
                      case String text -> UnicodeUtil.truncateStringMax(text, BOUND_LENGTH);
                      case ByteBuffer bytes -> BinaryUtil.truncateBinaryMax(bytes, BOUND_LENGTH);
                      case Float zero when zero == 0f -> 0f;
                      case Double zero when zero == 0d -> 0d;
                      default -> bound;
                    }))
        .map(bound -> Conversions.toByteBuffer(type, bound));
  }
}
