package dev.foz.base;

import java.util.Optional;

/**
 * Name of an Iceberg table: {@code layer.name}. The name is lower case letters, digits and
 * underscores and starts with a letter. Ordered by layer label, then name: the order in which a
 * commit moves pointers.
 */
public record TableName(Layer layer, String name) implements Comparable<TableName> {
  private static final int LONGEST_PART = 127;

  /** Longer than a part by the layer that stands in the name of a quarantine table. */
  private static final int LONGEST_NAME = LONGEST_PART + 8;

  public TableName {
    if (!isName(name, LONGEST_NAME)) {
      throw new IllegalArgumentException("Invalid table name: " + name);
    }
  }

  /** The table {@code layer.name} that this text names, if it is such a name. */
  public static Optional<TableName> find(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || !isName(text.substring(dot + 1), LONGEST_NAME)) {
      return Optional.empty();
    }
    return Layer.find(text.substring(0, dot))
        .map(layer -> new TableName(layer, text.substring(dot + 1)));
  }

  /** Where records wait that cannot come into this table: {@code quarantine.raw_notas_nfe}. */
  public TableName quarantine() {
    return new TableName(Layer.QUARANTINE, layer.label() + "_" + name);
  }

  /** Whether a part of a table name (a source, a table of a source, a model) is well-formed. */
  public static boolean isValidPart(String part) {
    return isName(part, LONGEST_PART);
  }

  /** By hand: each command makes thousands of names before its code is warm. */
  private static boolean isName(String text, int longest) {
    if (text.isEmpty() || text.length() > longest || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && c != '_' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  @Override
  public int compareTo(TableName other) {
    int byLayer = layer.label().compareTo(other.layer.label());
    return byLayer == 0 ? name.compareTo(other.name) : byLayer;
  }

  @Override
  public String toString() {
    return layer.label() + "." + name;
  }
}
