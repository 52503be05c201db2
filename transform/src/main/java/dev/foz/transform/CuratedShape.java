package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.Problem;
import dev.foz.base.Type;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractField;
import dev.foz.contract.ContractType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns of a curated source table, and the SQL that makes them from its raw table: those of
 * the contract, then {@code _seq}, {@code _run}, {@code _ingested_at}.
 */
final class CuratedShape {
  static final String SEQ = "_seq";
  private static final String RUN = "_run";
  private static final String INGESTED_AT = "_ingested_at";

  private final CuratedTable table;
  private final List<Field> columns;
  private final List<List<String>> keys;
  private final ColumnMasks masks;

  private final boolean casts;

  CuratedShape(CuratedTable table, Contract contract) {
    this.table = table;
    this.columns = contract.rowType().fields();
    this.keys = table.primaryKey().stream().map(key -> resolve(contract, key)).toList();
    this.casts = contract.casts();
    this.masks = ColumnMasks.of(table.curated(), table.masks(), contract);
  }

  List<Field> fields() {
    List<Field> fields = new ArrayList<>(masks.fields(columns));
    fields.add(Field.of(SEQ, Type.Primitive.LONG));
    fields.add(Field.of(RUN, Type.Primitive.LONG));
    fields.add(Field.of(INGESTED_AT, Type.Primitive.TIMESTAMPTZ));
    return fields;
  }

  ColumnMasks masks() {
    return masks;
  }

  boolean isKeyed() {
    return !keys.isEmpty();
  }

  /** Every record as a row. */
  String allRows(long run) {
    return select(run) + " where " + isRow();
  }

  private String isRow() {
    return "r._op not in ('d', 't')" + (casts ? " and r._unreadable is null" : "");
  }

  /** The rows of records that are not void, see {@link #voids}. */
  String validRows(long run, String voids) {
    return select(run)
        + " where "
        + isRow()
        + " and not exists (select 1 from "
        + voids
        + " v where v.part = "
        + part("r")
        + " and v.seq > r._seq)";
  }

  /** The last record of each key as a row, unless it deletes the key. */
  String lastRows(long run, Keys wanted) {
    return select(run) + " where " + isRow() + " and r._seq in (" + lastSeqs(wanted) + ")";
  }

  /** The keys that their last record deletes, by columns {@code k0}, {@code k1} and so on. */
  String deletedKeys(Keys wanted) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      columns.add(masks.sql(keys.get(i), "r.data") + " as k" + i);
    }
    return "select "
        + String.join(", ", columns)
        + " from "
        + table.raw()
        + " r where r._op = 'd' and r._seq in ("
        + lastSeqs(wanted)
        + ")";
  }

  /**
   * The keys that their last record deletes although nothing in it can be read but what it was
   * landed with, as {@code k}.
   */
  String unreadablyDeletedKeys(Keys wanted) {
    return "select r._key as k from "
        + table.raw()
        + " r where r._op = 'd' and r._unreadable is not null and r._seq in ("
        + lastSeqs(wanted)
        + ")";
  }

  /** {@code _seq} of all records of the keys in a table with a column {@code k}. */
  String seqsOf(String keys) {
    return "select r._seq as seq from "
        + table.raw()
        + " r where r._key in (select l.k from "
        + keys
        + " l)";
  }

  /** Whether some records may be such that the contract cannot read them. */
  boolean casts() {
    return casts;
  }

  /** Whether any of the records deletes a key. */
  String anyDelete() {
    return "select 1 from " + table.raw() + " r where r._op = 'd' limit 1";
  }

  /** The keys that the records have, as {@code k}. */
  String touchedKeys() {
    return "select distinct r._key as k from " + table.raw() + " r where r._op <> 't'";
  }

  private String lastSeqs(Keys wanted) {
    return "select max(l._seq) from "
        + table.raw()
        + " l where l._op <> 't'"
        + (casts ? " and (l._op = 'd' or l._unreadable is null)" : "")
        + wanted.condition("l._key")
        + " group by l._key";
  }

  /** Which keys of the bound records are asked for. */
  sealed interface Keys {
    /** All of them. */
    record All() implements Keys {}

    /** Those that fall into one of several parts, counted from 0. */
    record Part(int part, int parts) implements Keys {}

    /** Those of a table with a column {@code k}. */
    record Of(String table) implements Keys {}

    private String condition(String key) {
      return switch (this) {
        case All all -> "";
        case Part(int part, int parts) -> " and hash(" + key + ") % " + parts + " = " + part;
        case Of(String table) -> " and " + key + " in (select t.k from " + table + " t)";
      };
    }
  }

  /** Which parts of the source were made void, and before which {@code _seq}. */
  String voids() {
    return "select "
        + part("t")
        + " as part, max(t._seq) as seq from "
        + table.raw()
        + " t where t._op = 't' group by 1";
  }

  /** {@code _seq} of all records that are void. */
  String voidSeqs(String voids) {
    return "select r._seq as seq from "
        + table.raw()
        + " r join "
        + voids
        + " v on v.part = "
        + part("r")
        + " and v.seq > r._seq where r._op not in ('d', 't')";
  }

  /** Condition that two rows are versions of the same key. */
  String sameKey(String left, String right) {
    return keys.stream()
        .map(key -> left + "." + SqlNames.path(key) + " = " + right + "." + SqlNames.path(key))
        .collect(Collectors.joining(" and "));
  }

  /** Condition that a row has a key of a table as {@link #deletedKeys} makes it. */
  String hasKey(String row, String deleted) {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      conditions.add(row + "." + SqlNames.path(keys.get(i)) + " = " + deleted + ".k" + i);
    }
    return String.join(" and ", conditions);
  }

  private String select(long run) {
    String values =
        columns.stream()
            .map(Field::name)
            .map(name -> value(name) + " as " + SqlNames.quote(name) + ", ")
            .collect(Collectors.joining());
    return "select "
        + values
        + "r._seq as _seq, cast("
        + run
        + " as bigint) as _run, r._ingested_at as _ingested_at from "
        + table.raw()
        + " r";
  }

  /** What the table shows of a column of the records. */
  private String value(String column) {
    return masks.sql(column, "r.data." + SqlNames.quote(column));
  }

  /** The position without its last number: the file. */
  private static String part(String alias) {
    return "regexp_replace(" + alias + "._position, ':[0-9]+$', '')";
  }

  private List<String> resolve(Contract contract, String key) {
    List<String> names = new ArrayList<>();
    List<ContractField> fields = contract.fields();
    for (String step : key.split("\\.", -1)) {
      ContractField field =
          fields.stream()
              .filter(candidate -> candidate.key().equals(step))
              .findFirst()
              .orElseThrow(() -> missing(key));
      names.add(field.name());
      fields = field.type() instanceof ContractType.Struct struct ? struct.fields() : List.of();
    }
    return names;
  }

  private dev.foz.base.FozException missing(String key) {
    return Problem.of(
            Code.RECORD_KEY,
            "Cannot consolidate " + table.curated() + ": no record has the key field `" + key + "`")
        .because("the records were landed before `primary_key` was set, or under another key")
        .remedy("set `primary_key` to fields that the records have")
        .toException();
  }
}
