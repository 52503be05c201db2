package dev.foz.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a contract asks of objects. Filled once, then safe for many threads. */
final class ObjectRule {
  /**
   * A field that the contract names.
   *
   * @param keys its own, then its aliases
   * @param declared whether it is among the properties, not only required
   */
  record Property(List<String> keys, Rule rule, boolean declared, boolean required) {
    Property {
      keys = List.copyOf(keys);
    }

    String key() {
      return keys.getFirst();
    }
  }

  private final List<Property> properties;
  private final KeyTable table = new KeyTable();

  /** The property of each key in the table. */
  private final List<Property> byKey = new ArrayList<>();

  private final Rule rest;
  private final int least;
  private final int most;
  private final int required;

  /**
   * @param rest rule of fields that are no properties
   * @param least number of fields
   */
  ObjectRule(List<Property> properties, Rule rest, int least, int most) {
    this.properties = List.copyOf(properties);
    this.rest = rest;
    this.least = least;
    this.most = most;
    this.required = (int) properties.stream().filter(Property::required).count();
    for (Property property : properties) {
      for (String key : property.keys()) {
        if (find(key) == null) {
          table.add(key);
          byKey.add(property);
        }
      }
    }
  }

  List<Property> properties() {
    return properties;
  }

  /** The property with the key, or alias, between these bounds. */
  @Nullable Property find(byte[] text, int from, int to) {
    int index = table.find(text, from, to);
    return index < 0 ? null : byKey.get(index);
  }

  private @Nullable Property find(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return find(bytes, 0, bytes.length);
  }

  boolean declares(String key) {
    Property property = find(key);
    return property != null && property.declared();
  }

  boolean requires(String key) {
    Property property = find(key);
    return property != null && property.required();
  }

  Rule rule(String key) {
    Property property = find(key);
    return property == null ? rest : property.rule();
  }

  Rule rest() {
    return rest;
  }

  int least() {
    return least;
  }

  int most() {
    return most;
  }

  /** How many fields are required. */
  int required() {
    return required;
  }
}
