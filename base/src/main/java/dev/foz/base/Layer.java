package dev.foz.base;

import java.util.Locale;
import java.util.Optional;

/** Where a table stands on the way of the data. */
public enum Layer {
  RAW,
  CURATED,
  REFINED,
  QUARANTINE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As in SQL and folder names: lower case. */
  public String label() {
    return label;
  }

  public static Optional<Layer> find(String label) {
    for (Layer layer : values()) {
      if (layer.label().equalsIgnoreCase(label)) {
        return Optional.of(layer);
      }
    }
    return Optional.empty();
  }
}
