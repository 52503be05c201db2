package dev.foz.table;

import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.iceberg.avro.AvroSchemaUtil;

/** What writer and reader of raw files agree on: an Avro container of one schema. */
final class RawFormat {
  static final byte[] MAGIC = {'O', 'b', 'j', 1};
  static final int SYNC_BYTES = 16;
  static final String SCHEMA_KEY = "avro.schema";
  static final String CODEC_KEY = "avro.codec";
  static final String CODEC = "zstandard";

  /** Branch of a union with null, as Avro writes it. */
  static final byte NULL = 0;

  static final byte PRESENT = 2;

  private static final Schema AVRO =
      AvroSchemaUtil.convert(FieldTypes.schema(RawColumn.fields()), "record");
  private static final String JSON = AVRO.toString();

  private RawFormat() {}

  static String schemaJson() {
    return JSON;
  }

  /** Whether a file of this schema has our columns in our order; other writers may reformat it. */
  static boolean isOurs(String schemaJson) {
    return schemaJson.equals(JSON)
        || schemaNames(new Schema.Parser().parse(schemaJson)).equals(schemaNames(AVRO));
  }

  private static String schemaNames(Schema schema) {
    StringBuilder out = new StringBuilder();
    for (Schema.Field field : schema.getFields()) {
      out.append(field.name()).append(':');
      for (Schema branch : branches(field.schema())) {
        out.append(branch.getType()).append(',');
      }
    }
    return out.toString();
  }

  private static java.util.List<Schema> branches(Schema schema) {
    return schema.isUnion() ? schema.getTypes() : java.util.List.of(schema);
  }

  /** Writes a zigzag number; returns the offset after it. At most 10 bytes. */
  static int putLong(byte[] out, int offset, long value) {
    long bits = (value << 1) ^ (value >> 63);
    int at = offset;
    while ((bits & ~0x7FL) != 0) {
      out[at++] = (byte) (bits | 0x80);
      bits >>>= 7;
    }
    out[at++] = (byte) bits;
    return at;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
