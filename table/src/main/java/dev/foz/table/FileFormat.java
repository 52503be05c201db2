package dev.foz.table;

import java.util.Locale;

/** How the rows of a data file are written: Avro in raw and quarantine, Parquet elsewhere. */
public enum FileFormat {
  AVRO,
  PARQUET;

  /** The end of file names, with the dot. */
  public String extension() {
    return "." + name().toLowerCase(Locale.ROOT);
  }
}
