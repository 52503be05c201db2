package dev.foz.state;

/** Why a commit was made. {@code MAINTENANCE} changes no row that a reader can see. */
public enum CommitKind {
  LOAD,
  MERGE,
  BUILD,
  REBUILD,
  ROLLBACK,
  MAINTENANCE,
  ERASURE
}
