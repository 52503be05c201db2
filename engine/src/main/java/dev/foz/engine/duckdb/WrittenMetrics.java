package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.table.FieldMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What DuckDB says of the columns of a file that it wrote, as metrics by field id. Bounds inside
 * lists and maps are left out, as Iceberg does.
 */
final class WrittenMetrics {
  private final Map<?, ?> statistics;
  private final Map<Integer, FieldMetrics> metrics = new HashMap<>();

  private WrittenMetrics(Map<?, ?> statistics) {
    this.statistics = statistics;
  }

  /**
   * @param statistics by quoted path of names ({@code "s"."a"}), texts by what they say
   */
  static Map<Integer, FieldMetrics> read(Map<?, ?> statistics, List<Field> fields) {
    WrittenMetrics read = new WrittenMetrics(statistics);
    fields.forEach(field -> read.field("", field, true));
    return read.metrics;
  }

  private void field(String parent, Field field, boolean bounded) {
    String path = parent + (parent.isEmpty() ? "" : ".") + Quote.name(field.name());
    switch (field.type()) {
      case Type.Struct struct -> struct.fields().forEach(inner -> field(path, inner, bounded));
      case Type.ListOf list -> field(path, list.element(), false);
      case Type.MapOf map -> {
        field(path, map.key(), false);
        field(path, map.value(), false);
      }
      case Type.Primitive primitive -> leaf(path, field, bounded);
      case Type.Decimal decimal -> leaf(path, field, bounded);
    }
  }

  private void leaf(String path, Field field, boolean bounded) {
    if (!(statistics.get(path) instanceof Map<?, ?> column)) {
      return;
    }
    long values = number(column, "num_values");
    long nulls = number(column, "null_count");
    if (nulls > values) {
      return;
    }
    OptionalLong nans =
        column.containsKey("nan_count")
            ? OptionalLong.of(number(column, "nan_count"))
            : OptionalLong.empty();
    Optional<Object> lower = bounded ? bound(column, "min", field.type()) : Optional.empty();
    Optional<Object> upper = bounded ? bound(column, "max", field.type()) : Optional.empty();
    boolean both = lower.isPresent() && upper.isPresent();
    metrics.put(
        field.id(),
        new FieldMetrics(
            values,
            nulls,
            nans,
            number(column, "column_size_bytes"),
            both ? lower.map(WrittenMetrics::lowerZero) : Optional.empty(),
            both ? upper.map(WrittenMetrics::upperZero) : Optional.empty()));
  }

  private static Optional<Object> bound(Map<?, ?> column, String key, Type type) {
    Object text = column.get(key);
    return text == null ? Optional.empty() : Literals.parse(text.toString(), type);
  }

  /** Iceberg puts -0.0 below 0.0, SQL holds them for equal. */
  private static Object lowerZero(Object bound) {
    return switch (bound) {
      case Double number when number == 0 -> -0.0d;
      case Float number when number == 0 -> -0.0f;
      default -> bound;
    };
  }

  private static Object upperZero(Object bound) {
    return switch (bound) {
      case Double number when number == 0 -> 0.0d;
      case Float number when number == 0 -> 0.0f;
      default -> bound;
    };
  }

  private static long number(Map<?, ?> column, String key) {
    @Nullable Object text = column.get(key);
    return text == null ? 0 : Long.parseLong(text.toString());
  }
}
