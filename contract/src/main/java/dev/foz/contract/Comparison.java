package dev.foz.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares a contract with a former one; see {@link Contract#since}. Used once. */
final class Comparison {
  private static final String ELEMENT = "element";

  private final Contract former;
  private final List<ContractChange.Rename> renames = new ArrayList<>();
  private Optional<String> rebuild = Optional.empty();

  Comparison(Contract former) {
    this.former = former;
  }

  ContractChange with(Contract now) {
    fields(List.of(), former.root(), now.root());
    return new ContractChange(renames, rebuild);
  }

  private void fields(List<String> path, ContractType.Struct older, ContractType.Struct newer) {
    for (ContractField field : newer.fields()) {
      if (field.hasColumn()) {
        field(path, older, field);
      }
    }
  }

  private void field(List<String> path, ContractType.Struct older, ContractField field) {
    List<ContractField> was =
        older.fields().stream()
            .filter(
                known -> known.key().equals(field.key()) || field.aliases().contains(known.key()))
            .toList();
    older.fields().stream()
        .filter(known -> known.name().equals(field.name()) && !was.contains(known))
        .findFirst()
        .ifPresent(
            known ->
                rebuild(
                    "column `%s` was of `%s`, and is of `%s` now"
                        .formatted(field.name(), known.key(), field.key())));
    if (was.isEmpty()) {
      if (former.history().forgets() || isRead(older, field)) {
        rebuild("earlier records may have `" + field.key() + "`, which has a column again");
      }
    } else if (was.size() > 1) {
      rebuild("`" + was.get(0).key() + "` and `" + was.get(1).key() + "` are one column now");
    } else {
      same(path, was.getFirst(), field);
    }
  }

  /** Whether what records have under this field's names went into another column. */
  private static boolean isRead(ContractType.Struct older, ContractField field) {
    Set<String> names = names(field);
    return older.fields().stream()
        .anyMatch(was -> was.aliases().stream().anyMatch(names::contains));
  }

  private static Set<String> names(ContractField field) {
    Set<String> names = new HashSet<>(field.aliases());
    names.add(field.key());
    return names;
  }

  private void same(List<String> path, ContractField was, ContractField field) {
    if (!was.hasColumn()) {
      rebuild("`" + field.key() + "` has a column now");
      return;
    }
    if (!names(field).containsAll(names(was))) {
      rebuild("`" + field.key() + "` stands under fewer names now");
    } else if (former.history().forgets() && !names(was).containsAll(names(field))) {
      rebuild("earlier records may have `" + field.key() + "` under another name");
    }
    List<String> column = append(path, was.name());
    if (!was.name().equals(field.name())) {
      renames.add(new ContractChange.Rename(column, field.name()));
    }
    type(column, was.type(), field.type());
  }

  private void type(List<String> path, ContractType older, ContractType newer) {
    boolean empty = older instanceof ContractType.ListOf || older instanceof ContractType.Struct;
    if (empty && older.column().isEmpty() && newer.column().isPresent()) {
      rebuild("`" + String.join(".", path) + "` was empty in records, and has a column now");
    }
    switch (older) {
      case ContractType.Simple simple -> {
        // What was kept as the content of strings is JSON there, in quotes: same type, other text.
        boolean text = simple == ContractType.Simple.STRING || simple == ContractType.Simple.MIXED;
        if (text && newer == ContractType.Simple.JSON) {
          rebuild("text columns hold JSON now");
        }
        if (simple == ContractType.Simple.JSON
            && newer.column().equals(simple.column())
            && newer != ContractType.Simple.JSON) {
          rebuild("columns with JSON hold text now");
        }
      }
      case ContractType.Number ignored -> {}
      case ContractType.Fixed ignored -> {}
      case ContractType.ListOf list -> {
        if (newer instanceof ContractType.ListOf now) {
          type(append(path, ELEMENT), list.element(), now.element());
        }
      }
      case ContractType.Struct struct -> {
        if (newer instanceof ContractType.Struct now) {
          fields(path, struct, now);
        }
      }
    }
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  private void rebuild(String reason) {
    if (rebuild.isEmpty()) {
      rebuild = Optional.of(reason);
    }
  }
}
