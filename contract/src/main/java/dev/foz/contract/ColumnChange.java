package dev.foz.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a change of contract does to one column, in words.
 *
 * @param column with dots through structs; elements of lists are {@code []}
 * @param what {@code new, decimal(18,2)}, {@code gone}, {@code decimal(18,2), was long}
 */
public record ColumnChange(String column, String what) {

  /** All columns that differ, in the order of the newer contract, then those that are gone. */
  public static List<ColumnChange> between(Contract former, Contract now) {
    List<ColumnChange> changes = new ArrayList<>();
    compare("", former.root(), now.root(), changes);
    return changes;
  }

  private static void compare(
      String prefix,
      ContractType.Struct older,
      ContractType.Struct newer,
      List<ColumnChange> changes) {
    Map<String, ContractField> left = new HashMap<>();
    older.fields().forEach(field -> left.put(field.key(), field));
    for (ContractField field : newer.fields()) {
      ContractField was = left.remove(field.key());
      for (String alias : field.aliases()) {
        ContractField other = left.remove(alias);
        was = was == null ? other : was;
      }
      compare(prefix, was == null ? field.withoutColumn() : was, field, changes);
    }
    for (ContractField field : older.fields()) {
      if (left.containsKey(field.key()) && hasColumn(field)) {
        changes.add(new ColumnChange(prefix + field.name(), "gone"));
      }
    }
  }

  private static boolean hasColumn(ContractField field) {
    return field.hasColumn() && field.type().column().isPresent();
  }

  private static void compare(
      String prefix, ContractField was, ContractField now, List<ColumnChange> changes) {
    String column = prefix + (now.hasColumn() ? now.name() : was.name());
    if (!hasColumn(now)) {
      if (hasColumn(was)) {
        changes.add(new ColumnChange(column, "gone"));
      }
    } else if (!hasColumn(was)) {
      changes.add(new ColumnChange(column, "new, " + now.type().column().orElseThrow()));
    } else {
      if (!was.name().equals(now.name())) {
        changes.add(new ColumnChange(column, "was called `" + was.name() + "`"));
      }
      compare(column, was.type(), now.type(), changes);
    }
  }

  private static void compare(
      String column, ContractType older, ContractType newer, List<ColumnChange> changes) {
    if (older instanceof ContractType.Struct was && newer instanceof ContractType.Struct now) {
      compare(column + ".", was, now, changes);
    } else if (older instanceof ContractType.ListOf was
        && newer instanceof ContractType.ListOf now
        && was.column().isPresent()) {
      compare(column + "[]", was.element(), now.element(), changes);
    } else if (!older.column().equals(newer.column())) {
      String former = older.column().map(Object::toString).orElse("without type");
      changes.add(new ColumnChange(column, newer.column().orElseThrow() + ", was " + former));
    }
  }
}
