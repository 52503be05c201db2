package dev.foz.base;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Name of an Iceberg table: {@code layer.name}. The name is lower case letters, digits and
 * underscores and starts with a letter. Ordered by layer label, then name: the order in which a
 * commit moves pointers.
 */
public record TableName(Layer layer, String name) implements Comparable<TableName> {
  private static final Pattern PART = Pattern.compile("[a-z][a-z0-9_]{0,126}");

  /** Longer than a part by the layer that stands in the name of a quarantine table. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,134}");

  private static final Comparator<TableName> ORDER =
      Comparator.comparing((TableName table) -> table.layer().label())
          .thenComparing(TableName::name);

  public TableName {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Invalid table name: " + name);
    }
  }

  /** The table {@code layer.name} that this text names, if it is such a name. */
  public static Optional<TableName> find(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || !NAME.matcher(text.substring(dot + 1)).matches()) {
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
    return PART.matcher(part).matches();
  }

  @Override
  public int compareTo(TableName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return layer.label() + "." + name;
  }
}
