package dev.foz.table;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.util.Arrays;
import java.util.List;

/**
 * The columns of every raw table and, behind them, those that only quarantine tables have, in their
 * order in the file; see {@code docs/formats/raw.md}.
 */
public enum RawColumn {
  SEQ(1, "_seq", Type.Primitive.LONG),
  POSITION(2, "_position", Type.Primitive.STRING),
  OP(3, "_op", Type.Primitive.STRING),
  KEY(4, "_key", Type.Primitive.STRING),
  EVENT_TIME(5, "_event_time", Type.Primitive.TIMESTAMPTZ),
  INGESTED_AT(6, "_ingested_at", Type.Primitive.TIMESTAMPTZ),
  HEADERS(
      7,
      "_headers",
      new Type.MapOf(
          new Field(10, "key", Type.Primitive.STRING),
          new Field(11, "value", Type.Primitive.STRING))),
  CONTRACT_VERSION(8, "_contract_version", Type.Primitive.STRING),
  PAYLOAD(9, "payload", Type.Primitive.BINARY),
  CODE(12, "_code", Type.Primitive.STRING),
  RULE(13, "_rule", Type.Primitive.STRING),
  PATH(14, "_path", Type.Primitive.STRING),
  REASON(15, "_reason", Type.Primitive.STRING),
  OFFSET(16, "_offset", Type.Primitive.LONG),
  DROPPED(17, "_dropped", Type.Primitive.STRING);

  private final Field field;

  RawColumn(int id, String name, Type type) {
    this.field = new Field(id, name, type);
  }

  /** Name, type and Iceberg field id, which are the same in all raw and quarantine tables. */
  public Field field() {
    return field;
  }

  /** Whether quarantine tables have it and raw tables do not. */
  public boolean quarantineOnly() {
    return compareTo(PAYLOAD) > 0;
  }

  /** The columns of a raw table. */
  public static List<Field> fields() {
    return Arrays.stream(values())
        .filter(column -> !column.quarantineOnly())
        .map(RawColumn::field)
        .toList();
  }

  /** The columns of a quarantine table: those of a raw one, then why a record waits there. */
  public static List<Field> quarantineFields() {
    return Arrays.stream(values()).map(RawColumn::field).toList();
  }
}
