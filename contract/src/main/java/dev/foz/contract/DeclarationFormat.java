package dev.foz.contract;

import java.util.Locale;

/** The languages that contracts are declared in. */
public enum DeclarationFormat {
  JSON_SCHEMA,
  AVRO;

  /** As it stands in a contract's text: {@code json-schema}, {@code avro}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static DeclarationFormat of(String label) {
    for (DeclarationFormat format : values()) {
      if (format.label().equals(label)) {
        return format;
      }
    }
    throw new IllegalArgumentException("unknown format of declarations `" + label + "`");
  }
}
