package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.Type;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractField;
import dev.foz.contract.ContractType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The primary key of a curated source table. Two records are of one key where the values are equal
 * that the key columns have in the curated table; the text {@code _key} may differ, as may two
 * times that are written with other offsets.
 */
final class CuratedKey {
  private final CuratedTable table;
  private final CuratedShape shape;
  private final List<Part> parts = new ArrayList<>();
  private final boolean toldByText;

  CuratedKey(CuratedTable table, CuratedShape shape, Contract contract) {
    this.table = table;
    this.shape = shape;
    boolean told = !contract.casts();
    for (String key : table.primaryKey()) {
      told &= resolve(contract, key);
    }
    this.toldByText = told;
  }

  /** Whether the contract knows all fields of the key, which it does once a record has them. */
  static boolean isKnown(CuratedTable table, Contract contract) {
    return table.primaryKey().stream().allMatch(key -> isKnown(key, contract));
  }

  private static boolean isKnown(String key, Contract contract) {
    List<ContractField> fields = contract.fields();
    for (String step : key.split("\\.", -1)) {
      Optional<ContractField> field =
          fields.stream().filter(candidate -> candidate.key().equals(step)).findFirst();
      if (field.isEmpty()) {
        return false;
      }
      fields =
          field.get().type() instanceof ContractType.Struct struct ? struct.fields() : List.of();
    }
    return true;
  }

  /**
   * A field of the key.
   *
   * @param source path in {@code data}
   * @param column path in the curated table
   */
  private record Part(List<String> source, List<String> column) {}

  /** Finds a field; tells whether its texts in {@code _key} are equal just where its values are. */
  private boolean resolve(Contract contract, String key) {
    List<String> source = new ArrayList<>();
    List<ContractField> fields = contract.fields();
    boolean told = true;
    ContractType type = ContractType.Simple.UNKNOWN;
    for (String step : key.split("\\.", -1)) {
      ContractField field =
          fields.stream()
              .filter(candidate -> candidate.key().equals(step))
              .findFirst()
              .orElseThrow(() -> missing(key));
      if (field.name().isEmpty()) {
        throw withoutColumn(key);
      }
      source.add(field.name());
      told &= field.aliases().isEmpty();
      type = field.type();
      fields = type instanceof ContractType.Struct struct ? struct.fields() : List.of();
    }
    List<String> column = new ArrayList<>(source);
    column.set(0, shape.nameOf(source.getFirst()));
    parts.add(new Part(List.copyOf(source), List.copyOf(column)));
    return told && isToldByText(type);
  }

  private static boolean isToldByText(ContractType type) {
    return switch (type) {
      case ContractType.Simple simple ->
          simple == ContractType.Simple.STRING || simple == ContractType.Simple.DATE;
      // As text, numbers keep zeros at their end, which `_key` does not.
      case ContractType.Number number ->
          !number.column().equals(Optional.of(Type.Primitive.STRING));
      // Decimals may stand in strings, with or without zeros at their end.
      case ContractType.Fixed fixed -> !(fixed.type() instanceof Type.Decimal);
      case ContractType.Struct struct -> false;
      case ContractType.ListOf list -> false;
    };
  }

  private FozException missing(String key) {
    return problem("no record has the key field `" + key + "`")
        .because("the records were landed before `primary_key` was set, or under another key")
        .remedy("set `primary_key` to fields that the records have")
        .toException();
  }

  private FozException withoutColumn(String key) {
    return problem("the key field `" + key + "` has no column")
        .because("the contract says `\"x-column\": false` of it")
        .remedy("give it a column, or set `primary_key` to fields that have one")
        .toException();
  }

  private Problem problem(String what) {
    return Problem.of(Code.RECORD_KEY, "Cannot consolidate " + table.curated() + ": " + what);
  }

  /** The values that name the key of a record, as the curated table has them. */
  List<String> ofRecord(String record) {
    return parts.stream().map(part -> shape.value(record, part.source())).toList();
  }

  /** The same of a row that the curated table has. */
  List<String> ofRow(String row) {
    return parts.stream().map(part -> row + "." + SqlNames.path(part.column())).toList();
  }

  /**
   * The keys that records have which the contract can read.
   *
   * @param condition on the records, which are called {@code r}
   */
  String ofRecords(String condition, Wanted wanted) {
    return "select distinct "
        + named(ofRecord("r"))
        + records(condition)
        + " and "
        + wanted.condition(ofRecord("r"));
  }

  /** How many records there are of these. */
  String countOf(String condition) {
    return "select count(*)" + records(condition);
  }

  private String records(String condition) {
    return " from "
        + table.raw()
        + " r where r._op <> 't' and "
        + shape.isReadable("r")
        + " and "
        + condition;
  }

  /** What tells the keys of records apart, and costs least. */
  List<String> identity(String record) {
    return toldByText ? List.of(record + "._key") : ofRecord(record);
  }

  /** The columns {@code k0}, {@code k1} and so on of a table of keys. */
  List<String> columns(String keys) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      columns.add(keys + ".k" + i);
    }
    return columns;
  }

  /** Values as columns {@code k0}, {@code k1} and so on. */
  static String named(List<String> values) {
    List<String> named = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      named.add(values.get(i) + " as k" + i);
    }
    return String.join(", ", named);
  }

  /** Condition that values are equal, one by one. */
  static String same(List<String> left, List<String> right) {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      conditions.add(left.get(i) + " = " + right.get(i));
    }
    return String.join(" and ", conditions);
  }

  /** Condition that values are a key of a table as {@link #named} makes it. */
  static String isIn(List<String> values, String keys) {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      conditions.add("n.k" + i + " = " + values.get(i));
    }
    return "exists (select 1 from " + keys + " n where " + String.join(" and ", conditions) + ")";
  }

  /** Which keys of the bound records are asked for. */
  sealed interface Wanted {
    /** All of them. */
    record All() implements Wanted {}

    /** Those that fall into one of several parts, counted from 0. */
    record Part(int part, int parts) implements Wanted {}

    /** Those of a table as {@link CuratedKey#named} makes it. */
    record Of(String table) implements Wanted {}

    /** Each of several parts, or all at once. */
    static List<Wanted> parts(int parts) {
      List<Wanted> wanted = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        wanted.add(parts == 1 ? new All() : new Part(part, parts));
      }
      return wanted;
    }

    /** Condition that values are such a key. */
    default String condition(List<String> values) {
      return switch (this) {
        case All all -> "true";
        case Part(int part, int parts) ->
            values.stream().collect(Collectors.joining(", ", "hash(", ")"))
                + " % "
                + parts
                + " = "
                + part;
        case Of(String table) -> isIn(values, table);
      };
    }
  }
}
