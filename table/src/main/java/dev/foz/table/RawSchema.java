package dev.foz.table;

import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.iceberg.avro.AvroSchemaUtil;

/** The columns that a raw file has: those of raw tables, or those of quarantine tables. */
enum RawSchema {
  RAW(RawColumn.fields()),
  QUARANTINE(RawColumn.quarantineFields());

  private final String json;
  private final String shape;

  RawSchema(List<Field> fields) {
    Schema avro = AvroSchemaUtil.convert(FieldTypes.schema(fields), "record");
    this.json = avro.toString();
    this.shape = shape(avro);
  }

  /** Whether a table holds literal records, in Avro files. */
  static boolean isFor(TableName table) {
    return table.layer() == Layer.RAW || table.layer() == Layer.QUARANTINE;
  }

  /**
   * Whether a table holds what a source gave, which stays; the quarantine of a table that is made
   * is made, too.
   */
  static boolean isReceived(TableName table) {
    boolean ofRaw = table.name().startsWith(Layer.RAW.label() + "_");
    return table.layer() == Layer.RAW || (table.layer() == Layer.QUARANTINE && ofRaw);
  }

  /** That of the files of such a table. */
  static RawSchema of(TableName table) {
    return table.layer() == Layer.QUARANTINE ? QUARANTINE : RAW;
  }

  /** As it stands in the header of a file that we write. */
  String json() {
    return json;
  }

  /** The one whose columns, in their order, a file has; other writers may reformat the schema. */
  static Optional<RawSchema> find(String schemaJson) {
    for (RawSchema schema : values()) {
      if (schema.json.equals(schemaJson)) {
        return Optional.of(schema);
      }
    }
    String shape = shape(new Schema.Parser().parse(schemaJson));
    for (RawSchema schema : values()) {
      if (schema.shape.equals(shape)) {
        return Optional.of(schema);
      }
    }
    return Optional.empty();
  }

  private static String shape(Schema schema) {
    StringBuilder out = new StringBuilder();
    for (Schema.Field field : schema.getFields()) {
      out.append(field.name()).append(':');
      for (Schema branch : branches(field.schema())) {
        out.append(branch.getType()).append(',');
      }
    }
    return out.toString();
  }

  private static List<Schema> branches(Schema schema) {
    return schema.isUnion() ? schema.getTypes() : List.of(schema);
  }
}
