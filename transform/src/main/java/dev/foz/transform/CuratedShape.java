package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractChange;
import dev.foz.table.Rename;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of a curated source table, and the SQL expressions that make them from records of its
 * raw table: those of the contract; {@code valid_from} and {@code valid_to} where the table keeps
 * history; then {@code _seq}, {@code _run}, {@code _ingested_at}.
 */
final class CuratedShape {
  static final String SEQ = "_seq";
  static final String VALID_FROM = "valid_from";
  static final String VALID_TO = "valid_to";
  private static final String RUN = "_run";
  private static final String INGESTED_AT = "_ingested_at";
  private static final Set<String> OF_HISTORY = Set.of(VALID_FROM, VALID_TO);

  private final CuratedTable table;
  private final ColumnMasks masks;
  private final List<CuratedColumn> columns;
  private final boolean casts;

  CuratedShape(CuratedTable table, Contract contract) {
    this.table = table;
    this.masks = ColumnMasks.of(table.curated(), table.masks(), contract);
    this.columns = columns(masks.fields(contract.rowType().fields()), table.history());
    this.casts = contract.casts();
  }

  /** Fields keep their names but for those that clash with the columns of history. */
  private static List<CuratedColumn> columns(List<Field> fields, boolean history) {
    Set<String> taken = new HashSet<>();
    List<CuratedColumn> columns = new ArrayList<>();
    for (Field field : fields) {
      boolean clashes = history && OF_HISTORY.contains(fold(field.name()));
      String wanted = clashes ? "source_" + field.name() : field.name();
      String name = wanted;
      for (int n = 2; !taken.add(fold(name)); n++) {
        name = wanted + "_" + n;
      }
      columns.add(new CuratedColumn(field.name(), Field.of(name, field.type())));
    }
    return List.copyOf(columns);
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  ColumnMasks masks() {
    return masks;
  }

  List<CuratedColumn> columns() {
    return columns;
  }

  /** All columns of the table, without ids. */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>(columns.stream().map(CuratedColumn::field).toList());
    if (table.history()) {
      fields.add(Field.of(VALID_FROM, Type.Primitive.TIMESTAMPTZ));
      fields.add(Field.of(VALID_TO, Type.Primitive.TIMESTAMPTZ));
    }
    fields.add(Field.of(SEQ, Type.Primitive.LONG));
    fields.add(Field.of(RUN, Type.Primitive.LONG));
    fields.add(Field.of(INGESTED_AT, Type.Primitive.TIMESTAMPTZ));
    return fields;
  }

  /** What a column of {@code data} is called in the curated table. */
  String nameOf(String source) {
    return columns.stream()
        .filter(column -> column.source().equals(source))
        .findFirst()
        .map(CuratedColumn::name)
        .orElse(source);
  }

  /** The renames of a contract, by the names that the curated table had and has. */
  List<Rename> renames(CuratedShape former, ContractChange change) {
    List<Rename> renames = new ArrayList<>();
    for (ContractChange.Rename rename : change.renames()) {
      List<String> path = new ArrayList<>(rename.path());
      path.set(0, former.nameOf(path.getFirst()));
      String to = path.size() == 1 ? nameOf(rename.to()) : rename.to();
      if (!path.getLast().equals(to)) {
        renames.add(new Rename(path, to));
      }
    }
    return renames;
  }

  /**
   * Why rows that a former shape made are not those that this one makes, as far as names tell: a
   * field has another column without having another name; or, where history is kept, a column is
   * gone in which alone some versions may differ.
   */
  Optional<String> rebuild(CuratedShape former, ContractChange change) {
    Map<String, String> renamed = new HashMap<>();
    change.renames().stream()
        .filter(rename -> rename.path().size() == 1)
        .forEach(rename -> renamed.put(rename.path().getFirst(), rename.to()));
    for (CuratedColumn was : former.columns) {
      String source = renamed.getOrDefault(was.source(), was.source());
      Optional<CuratedColumn> now =
          columns.stream().filter(column -> column.source().equals(source)).findFirst();
      if (now.isEmpty() && table.history()) {
        return Optional.of(
            "versions that differ in `" + was.name() + "` alone are one without that column");
      }
      if (now.isPresent() && source.equals(was.source()) && !now.get().name().equals(was.name())) {
        return Optional.of("column `" + was.name() + "` is called `" + now.get().name() + "` now");
      }
    }
    return Optional.empty();
  }

  /** The value of a column, or of a field inside of one, that a record has in the curated table. */
  String value(String record, List<String> path) {
    return masks.sql(path, record + ".data");
  }

  private String value(String record, CuratedColumn column) {
    return value(record, List.of(column.source()));
  }

  /** All columns of the contract as fields of one struct, of a record. */
  String state(String record) {
    return columns.stream()
        .map(column -> SqlNames.quote(column.name()) + " := " + value(record, column))
        .collect(Collectors.joining(", ", "struct_pack(", ")"));
  }

  /** The same of a row that the curated table has. */
  String stateOfRow(String row) {
    return columns.stream()
        .map(column -> SqlNames.quote(column.name()))
        .map(name -> name + " := " + row + "." + name)
        .collect(Collectors.joining(", ", "struct_pack(", ")"));
  }

  /** The columns of the contract, each followed by a comma, of a {@link #state}. */
  String columnsOf(String state) {
    return columns.stream()
        .map(column -> SqlNames.quote(column.name()))
        .map(name -> state + "." + name + " as " + name + ", ")
        .collect(Collectors.joining());
  }

  /** Rows of records of the raw table, which is called {@code r}. */
  String select(long run) {
    String values =
        columns.stream()
            .map(column -> value("r", column) + " as " + SqlNames.quote(column.name()) + ", ")
            .collect(Collectors.joining());
    return "select "
        + values
        + "r._seq as _seq, "
        + run(run)
        + ", r._ingested_at as _ingested_at from "
        + table.raw()
        + " r";
  }

  static String run(long run) {
    return "cast(" + run + " as bigint) as " + RUN;
  }

  /** Whether some records may be such that the contract cannot read them. */
  boolean casts() {
    return casts;
  }

  /** Condition that the contract can read a record. */
  String isReadable(String record) {
    return casts ? record + "._unreadable is null" : "true";
  }

  /** Condition that a record makes a row. */
  String isRow(String record) {
    return record + "._op not in ('d', 't') and " + isReadable(record);
  }

  /** Condition that a record deletes its key, although only the text of its key can be read. */
  String deletesUnreadably(String record) {
    return casts ? record + "._op = 'd' and " + record + "._unreadable is not null" : "false";
  }
}
