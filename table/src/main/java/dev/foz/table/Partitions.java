package dev.foz.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foz.base.Field;
import dev.foz.base.PartitionField;
import dev.foz.base.TableLayout;
import dev.foz.base.Transform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.PartitionSpecParser;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** How Iceberg says into which partitions the rows of a table are told. */
final class Partitions {
  /** Ids of partition fields begin above it. */
  static final int BEFORE_FIRST_ID = 999;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Partitions() {}

  /**
   * The specification for these columns. A field that a former specification had keeps its id, and
   * no id is ever used for another field: then engines can tell all partitions of a table apart.
   *
   * @param former specifications of the table
   * @param lastId that a field of those has
   * @throws IllegalArgumentException where there is no such column
   */
  static PartitionSpec spec(
      Schema schema, List<PartitionField> fields, List<PartitionSpec> former, int lastId) {
    ObjectNode json = JSON.createObjectNode().put("spec-id", 0);
    ArrayNode array = json.putArray("fields");
    Set<String> taken = new HashSet<>();
    schema.columns().forEach(column -> taken.add(column.name()));
    int next = lastId + 1;
    for (PartitionField field : fields) {
      Types.NestedField source = schema.findField(field.column());
      if (source == null) {
        throw new IllegalArgumentException("no column " + field.column() + " for " + field);
      }
      String transform = iceberg(field.transform());
      OptionalInt id = idOf(source.fieldId(), transform, former);
      array
          .addObject()
          .put("source-id", source.fieldId())
          .put("field-id", id.orElse(next))
          .put("name", name(field, taken))
          .put("transform", transform);
      next += id.isPresent() ? 0 : 1;
    }
    return PartitionSpecParser.fromJson(schema, json.toString());
  }

  private static OptionalInt idOf(int source, String transform, List<PartitionSpec> former) {
    return former.stream()
        .flatMap(spec -> spec.fields().stream())
        .filter(field -> field.sourceId() == source)
        .filter(field -> field.transform().toString().equals(transform))
        .mapToInt(org.apache.iceberg.PartitionField::fieldId)
        .findFirst();
  }

  private static String iceberg(Transform transform) {
    return switch (transform) {
      case Transform.Simple simple -> simple.toString();
      case Transform.Truncate(int width) -> "truncate[" + width + "]";
    };
  }

  private static String name(PartitionField field, Set<String> taken) {
    return switch (field.transform()) {
      case Transform.Simple simple when simple == Transform.Simple.IDENTITY -> field.column();
      case Transform.Simple simple -> free(taken, field.column() + "_" + simple);
      case Transform.Truncate truncate -> free(taken, field.column() + "_trunc");
    };
  }

  /** Iceberg's usual name, or where something else is called so, one that is free. */
  private static String free(Set<String> taken, String wanted) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /**
   * What a table's specification says, as texts of {@link PartitionField}, or in Iceberg's words
   * where another program made a transform that Foz does not have.
   *
   * @param columns those that the table has by now, with ids
   */
  static List<String> told(PartitionSpec spec, List<Field> columns) {
    Map<Integer, String> names = new HashMap<>();
    columns.forEach(column -> names.put(column.id(), column.name()));
    List<String> told = new ArrayList<>();
    for (org.apache.iceberg.PartitionField field : spec.fields()) {
      if (field.transform().isVoid()) {
        continue; // how Iceberg 1 says that a field was dropped
      }
      String column =
          Optional.ofNullable(names.get(field.sourceId()))
              .or(() -> Optional.ofNullable(spec.schema().findColumnName(field.sourceId())))
              .orElse("a former column");
      told.add(
          transform(field.transform().toString())
              .map(transform -> new PartitionField(transform, column).toString())
              .orElse(field.transform() + "(" + column + ")"));
    }
    return told;
  }

  private static Optional<Transform> transform(String iceberg) {
    if (iceberg.startsWith("truncate[")) {
      String width = iceberg.substring("truncate[".length(), iceberg.length() - 1);
      return Optional.of(new Transform.Truncate(Integer.parseInt(width)));
    }
    for (Transform.Simple simple : Transform.Simple.values()) {
      if (simple.toString().equals(iceberg.toLowerCase(Locale.ROOT))) {
        return Optional.of(simple);
      }
    }
    return Optional.empty();
  }

  /**
   * Why the files of a table do not lie as they should, if so.
   *
   * @param columns those that the table has by now, with ids
   */
  static Optional<String> difference(
      TableMetadata metadata, List<Field> columns, TableLayout wanted) {
    PartitionSpec spec =
        spec(
            FieldTypes.schema(columns),
            wanted.partitionBy(),
            metadata.specs(),
            metadata.lastAssignedPartitionId());
    if (!sources(spec).equals(sources(metadata.spec()))) {
      String then = words(wanted.partitionBy().stream().map(PartitionField::toString).toList());
      String now = words(told(metadata.spec(), columns));
      return Optional.of(
          now.equals(then)
              ? "a column of `partition_by` is another one"
              : "`partition_by` is " + then + ", was " + now);
    }
    return metadata.formatVersion() == wanted.formatVersion()
        ? Optional.empty()
        : Optional.of(
            "`format_version` is " + wanted.formatVersion() + ", was " + metadata.formatVersion());
  }

  /** How the files of a table lie, in one text that is equal where they lie alike. */
  static String fact(TableMetadata metadata) {
    return fact(metadata.spec(), metadata.formatVersion());
  }

  /** The same of files that are to lie so. */
  static String fact(List<Field> columns, TableLayout wanted) {
    PartitionSpec plain = PartitionSpec.unpartitioned();
    PartitionSpec spec =
        wanted.partitionBy().isEmpty()
            ? plain
            : spec(FieldTypes.schema(columns), wanted.partitionBy(), List.of(), BEFORE_FIRST_ID);
    return fact(spec, wanted.formatVersion());
  }

  private static String fact(PartitionSpec spec, int formatVersion) {
    return formatVersion + ": " + String.join(", ", sources(spec));
  }

  private static List<String> sources(PartitionSpec spec) {
    return spec.fields().stream()
        .filter(field -> !field.transform().isVoid())
        .map(field -> field.transform() + " of " + field.sourceId())
        .toList();
  }

  private static String words(List<String> fields) {
    return fields.isEmpty() ? "nothing" : String.join(", ", fields);
  }

  /** The values of a file's partition as Iceberg has them. */
  static PartitionData data(PartitionSpec spec, WrittenFile file) {
    Types.StructType type = spec.partitionType();
    if (file.partition().size() != type.fields().size()) {
      throw new IllegalArgumentException(
          file.path() + " has the partition " + file.partition() + ", not one of " + spec);
    }
    PartitionData data = new PartitionData(type);
    for (int i = 0; i < type.fields().size(); i++) {
      Type result = type.fields().get(i).type();
      int place = i;
      file.partition().get(i).ifPresent(value -> data.set(place, internal(result, value, file)));
    }
    return data;
  }

  private static Object internal(Type type, Object value, WrittenFile file) {
    return Values.internal(type, value)
        .orElseThrow(
            () -> new IllegalArgumentException(file.path() + ": " + value + " is no " + type));
  }
}
