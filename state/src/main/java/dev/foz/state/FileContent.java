package dev.foz.state;

import java.util.Locale;

/** What a data file of the ledger holds. */
public enum FileContent {
  /** Rows. */
  DATA,
  /** Positions of deleted rows. */
  DELETES;

  /** As in the database and in {@code system.files}: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static FileContent of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
