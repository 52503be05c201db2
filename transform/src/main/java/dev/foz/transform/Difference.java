package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.engine.Narrowing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL that tells how a new result differs from the rows that a table has.
 *
 * @param fields of the table
 * @param key columns that name a row
 * @param scope columns by which the result was narrowed to the touched keys; none where it is whole
 */
record Difference(List<Field> fields, List<String> key, List<String> scope) {
  Difference {
    fields = List.copyOf(fields);
    key = List.copyOf(key);
    scope = List.copyOf(scope);
  }

  /** Rows of the result that the table does not have just so. */
  String news(String result, String current) {
    return "select * from "
        + result
        + " r where not exists (select 1 from "
        + current
        + " c where "
        + same()
        + ")";
  }

  /** Places of the table's rows that the result does not have just so, within the scope. */
  String gone(String result, String current) {
    return "select c._file, c._pos from "
        + current
        + " c where "
        + inScope()
        + "not exists (select 1 from "
        + result
        + " r where "
        + same()
        + ")";
  }

  private String inScope() {
    if (scope.isEmpty()) {
      return "";
    }
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < scope.size(); i++) {
      conditions.add("t.k" + i + " is not distinct from c." + SqlNames.quote(scope.get(i)));
    }
    return "exists (select 1 from "
        + Narrowing.TOUCHED
        + " t where "
        + String.join(" and ", conditions)
        + ") and ";
  }

  private String same() {
    String keys =
        key.stream()
            .map(name -> "c." + SqlNames.quote(name) + " = r." + SqlNames.quote(name))
            .collect(Collectors.joining(" and "));
    String others =
        fields.stream()
            .map(Field::name)
            .filter(name -> key.stream().noneMatch(name::equalsIgnoreCase))
            .map(
                name ->
                    " and c."
                        + SqlNames.quote(name)
                        + " is not distinct from r."
                        + SqlNames.quote(name))
            .collect(Collectors.joining());
    return keys + others;
  }
}
