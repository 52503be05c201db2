package dev.foz.base.lake;

/** What executes the SQL of a lake. */
public enum EngineKind {
  DUCKDB
}
