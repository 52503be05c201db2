package dev.foz.base.lake;

/** What becomes of a record with a field or a type that the table does not have yet. */
public enum OnSchemaChange {
  /** The table takes the new column or the wider type. */
  EVOLVE,
  /** The table stays as it is, and {@link OnError} says what becomes of the record. */
  QUARANTINE,
  /** The record's batch stops with an error; the table stays as it is. */
  FAIL
}
