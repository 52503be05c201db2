package dev.foz.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Collects the fields of an object and names their columns. Names are unique but for case; at the
 * top of a record, names of Foz's own columns are taken.
 */
final class StructBuilder {
  private static final Set<String> RESERVED =
      Set.of(
          "_seq",
          "_run",
          "_ingested_at",
          "_position",
          "_op",
          "_key",
          "_event_time",
          "_headers",
          "_contract_version",
          "_unchanged");
  private final boolean top;
  private final List<ContractField> fields = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  StructBuilder(boolean top) {
    this.top = top;
  }

  /** Adds a field that has its name already. */
  void keep(ContractField field) {
    fields.add(field);
    if (field.hasColumn()) {
      taken.add(fold(field.name()));
    }
  }

  /** Adds a field under the name that it has, where another does not have it already. */
  void keepOrAdd(ContractField field) {
    if (field.hasColumn() && !taken.contains(fold(field.name()))) {
      keep(field);
    } else {
      keep(new ContractField(field.key(), freeName(field.key()), field.type(), field.aliases()));
    }
  }

  void add(String key, ContractType type) {
    keep(new ContractField(key, freeName(key), type));
  }

  /** The name that a field with this key gets here. */
  String freeName(String key) {
    String wanted = clean(key);
    if (top && isReserved(wanted)) {
      wanted = "source" + wanted;
    }
    String name = wanted;
    for (int n = 2; isTaken(name); n++) {
      name = wanted + "_" + n;
    }
    return name;
  }

  boolean isTaken(String name) {
    return taken.contains(fold(name));
  }

  static boolean isReserved(String name) {
    return RESERVED.contains(fold(name));
  }

  private static String clean(String key) {
    if (key.isEmpty()) {
      return "empty";
    }
    // Control characters cannot stand in names of files' schemas and would break printed tables.
    return key.chars().anyMatch(Character::isISOControl)
        ? key.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "_")
        : key;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  ContractType.Struct build() {
    return new ContractType.Struct(fields);
  }
}
