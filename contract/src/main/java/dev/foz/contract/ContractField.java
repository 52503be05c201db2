package dev.foz.contract;

/**
 * One field of an object.
 *
 * @param key as it stands in the records, unescaped
 * @param name of the column; differs from the key where the key would clash or cannot be a name
 */
public record ContractField(String key, String name, ContractType type) {}
