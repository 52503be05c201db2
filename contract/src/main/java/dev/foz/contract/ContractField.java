package dev.foz.contract;

import java.util.List;

/**
 * One field of an object.
 *
 * @param key as it stands in the records, unescaped
 * @param name of the column; differs from the key where the key would clash or cannot be a name, or
 *     where a declaration says so. Empty where a declaration gives the field no column
 * @param aliases other keys that the field has in records that were landed before
 */
public record ContractField(String key, String name, ContractType type, List<String> aliases) {
  public ContractField {
    aliases = List.copyOf(aliases);
  }

  public ContractField(String key, String name, ContractType type) {
    this(key, name, type, List.of());
  }

  ContractField withType(ContractType changed) {
    return new ContractField(key, name, changed, aliases);
  }

  ContractField withoutColumn() {
    return new ContractField(key, "", type, aliases);
  }

  boolean hasColumn() {
    return !name.isEmpty();
  }
}
