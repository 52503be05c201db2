package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.engine.Narrowing;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL that makes the touched groups of a model from those it has and what rows add and take
 * away.
 *
 * @param fields of the table
 */
record Sums(List<Field> fields, Narrowing.BySums narrowing) {
  /** The query over the rows that were added. */
  static final String PLUS = "_plus";

  /** The query over the rows that were removed. */
  static final String MINUS = "_minus";

  Sums {
    fields = List.copyOf(fields);
  }

  /** The keys of the groups that change, as columns {@code k0} and so on. */
  String touched() {
    return "select " + keys(PLUS) + " union select " + keys(MINUS);
  }

  private String keys(String table) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < narrowing.keys().size(); i++) {
      String key = SqlNames.quote(narrowing.keys().get(i));
      keys.append(i == 0 ? "" : ", ").append(key).append(" as k").append(i);
    }
    return keys + " from " + table;
  }

  /** The touched groups as they are afterwards. */
  String groups(String current) {
    String keys = list(narrowing.keys());
    return "select "
        + fields.stream().map(this::afterwards).collect(Collectors.joining(", "))
        + " from (select "
        + columns("")
        + " from "
        + current
        + " c where exists (select 1 from "
        + Narrowing.TOUCHED
        + " t where "
        + sameKeys("t", "c")
        + ") union all select "
        + columns("")
        + " from "
        + PLUS
        + " union all select "
        + columns("-")
        + " from "
        + MINUS
        + ") group by "
        + keys
        + " having sum("
        + SqlNames.quote(narrowing.rows())
        + ") <> 0";
  }

  /**
   * Groups that cannot be told by adding: more was taken away than there was, or a sum is 0 where
   * it may be null.
   */
  String doubtful(String result) {
    String counts =
        narrowing.counts().stream()
            .map(name -> "r." + SqlNames.quote(name) + " < 0")
            .collect(Collectors.joining(" or "));
    String sums =
        narrowing.sums().stream()
            .map(SqlNames::quote)
            .map(name -> " or (r." + name + " = 0 and m." + name + " is not null)")
            .collect(Collectors.joining());
    return "select 1 from "
        + result
        + " r left join "
        + MINUS
        + " m on "
        + narrowing.keys().stream()
            .map(SqlNames::quote)
            .map(key -> "m." + key + " is not distinct from r." + key)
            .collect(Collectors.joining(" and "))
        + " where "
        + counts
        + sums
        + " limit 1";
  }

  private String afterwards(Field field) {
    String name = SqlNames.quote(field.name());
    if (contains(narrowing.keys(), field)) {
      return name;
    }
    return "cast(sum(" + name + ") as " + type(field) + ") as " + name;
  }

  private static String type(Field field) {
    return field.type() instanceof Type.Decimal decimal ? decimal.toString() : "bigint";
  }

  private String columns(String sign) {
    return fields.stream()
        .map(
            field -> (contains(narrowing.keys(), field) ? "" : sign) + SqlNames.quote(field.name()))
        .collect(Collectors.joining(", "));
  }

  private String sameKeys(String touched, String current) {
    StringBuilder same = new StringBuilder();
    for (int i = 0; i < narrowing.keys().size(); i++) {
      same.append(i == 0 ? "" : " and ")
          .append(touched + ".k" + i + " is not distinct from " + current + ".")
          .append(SqlNames.quote(narrowing.keys().get(i)));
    }
    return same.toString();
  }

  private static String list(List<String> names) {
    return names.stream().map(SqlNames::quote).collect(Collectors.joining(", "));
  }

  private static boolean contains(List<String> names, Field field) {
    return names.stream().anyMatch(field.name()::equalsIgnoreCase);
  }
}
