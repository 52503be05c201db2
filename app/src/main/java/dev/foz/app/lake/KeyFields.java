package dev.foz.app.lake;

import dev.foz.base.PayloadFormat;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.Type;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractField;
import dev.foz.contract.ContractType;
import dev.foz.serve.QueryService;
import dev.foz.serve.RunningQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fields of records that may name a row: texts, whole numbers and dates, also those within objects.
 *
 * @param fields in the order of the records
 * @param together those that are different in each row only two or three together: the sets of the
 *     smallest size
 */
public record KeyFields(List<Candidate> fields, List<List<Candidate>> together) {
  static final KeyFields NONE = new KeyFields(List.of(), List.of());

  private static final int MOST_FIELDS = 200;
  private static final int MOST_COMBINED = 12;
  private static final int MOST_TOGETHER = 3;

  public KeyFields {
    fields = List.copyOf(fields);
    together = List.copyOf(together);
  }

  /**
   * One field.
   *
   * @param path keys of the record that lead to it
   * @param sql that reads it
   * @param isName whether its type may name a row alone; a date may not
   * @param filled how many rows are not null
   * @param distinct how many different values there are
   */
  public record Candidate(
      List<String> path, String sql, boolean isName, long filled, long distinct) {
    public Candidate {
      path = List.copyOf(path);
    }

    /** As {@code primary_key} has it. */
    public String key() {
      return String.join(".", path);
    }

    public boolean isNested() {
      return path.size() > 1;
    }

    private Candidate counted(long filled, long distinct) {
      return new Candidate(path, sql, isName, filled, distinct);
    }
  }

  /** Counts those of a curated table, whose records are written in these ways. */
  static KeyFields count(
      QueryService queries, TableName table, Contract contract, Set<PayloadFormat> formats) {
    List<Candidate> found = new ArrayList<>();
    find(named(contract.fields(), formats), List.of(), "", found);
    List<Candidate> fields = new ArrayList<>();
    List<Long> counts =
        select(
            queries,
            table,
            found.stream()
                .map(one -> "count(" + one.sql() + "), count(distinct " + one.sql() + ")")
                .toList(),
            2);
    long rows = counts.getLast();
    for (int i = 0; i < found.size(); i++) {
      fields.add(found.get(i).counted(counts.get(2 * i), counts.get(2 * i + 1)));
    }
    List<Candidate> parts =
        fields.stream()
            .filter(one -> one.filled() == rows && one.distinct() > 1 && one.distinct() < rows)
            .limit(MOST_COMBINED)
            .toList();
    return new KeyFields(fields, together(queries, table, parts));
  }

  private static void find(
      List<ContractField> fields, List<String> above, String sql, List<Candidate> found) {
    for (ContractField field : fields) {
      if (found.size() == MOST_FIELDS || field.name().isEmpty()) {
        continue;
      }
      List<String> path = new ArrayList<>(above);
      path.add(field.key());
      String read = (sql.isEmpty() ? "" : sql + ".") + Trial.quoted(field.name());
      if (field.type() instanceof ContractType.Struct struct) {
        find(named(struct.fields(), Set.of()), path, read, found);
      } else if (field.type() != ContractType.Simple.JSON) {
        field
            .type()
            .column()
            .filter(type -> isName(type) || type == Type.Primitive.DATE)
            .ifPresent(type -> found.add(new Candidate(path, read, isName(type), 0, 0)));
      }
    }
  }

  /** In JSON a dot leads to a field within, so that a name with one cannot be told. */
  private static List<ContractField> named(List<ContractField> fields, Set<PayloadFormat> formats) {
    boolean rows = formats.stream().anyMatch(PayloadFormat.Csv.class::isInstance);
    return fields.stream().filter(field -> rows || !field.key().contains(".")).toList();
  }

  /** Whether values of this type may name a row. */
  private static boolean isName(Type type) {
    return type == Type.Primitive.STRING
        || type == Type.Primitive.LONG
        || type == Type.Primitive.INT
        || type == Type.Primitive.UUID
        || (type instanceof Type.Decimal decimal && decimal.scale() == 0);
  }

  private static List<List<Candidate>> together(
      QueryService queries, TableName table, List<Candidate> parts) {
    for (int size = 2; size <= MOST_TOGETHER; size++) {
      List<List<Candidate>> sets = sets(parts, size);
      List<Long> counts =
          select(
              queries,
              table,
              sets.stream()
                  .map(
                      set ->
                          set.stream()
                              .map(Candidate::sql)
                              .collect(Collectors.joining(", ", "count(distinct row(", "))")))
                  .toList(),
              1);
      List<List<Candidate>> unique = new ArrayList<>();
      for (int i = 0; i < sets.size(); i++) {
        if (counts.get(i).equals(counts.getLast())) {
          unique.add(sets.get(i));
        }
      }
      if (!unique.isEmpty()) {
        return unique;
      }
    }
    return List.of();
  }

  private static List<List<Candidate>> sets(List<Candidate> parts, int size) {
    if (size == 0) {
      return List.of(List.of());
    }
    List<List<Candidate>> sets = new ArrayList<>();
    for (int first = 0; first < parts.size(); first++) {
      for (List<Candidate> rest : sets(parts.subList(first + 1, parts.size()), size - 1)) {
        List<Candidate> set = new ArrayList<>(List.of(parts.get(first)));
        set.addAll(rest);
        sets.add(set);
      }
    }
    return sets;
  }

  /** The values of one row of counts; behind them the count of all rows. */
  private static List<Long> select(
      QueryService queries, TableName table, List<String> counts, int columnsOfEach) {
    List<String> all = new ArrayList<>(counts);
    all.add("count(*)");
    List<Long> values = new ArrayList<>();
    try (RunningQuery query =
        queries.start("select " + String.join(", ", all) + " from " + table, Progress.NONE)) {
      query.result().next();
      for (int i = 0; i <= counts.size() * columnsOfEach; i++) {
        values.add(Trial.number(query.result().value(i)));
      }
    }
    return values;
  }
}
