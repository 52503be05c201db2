package dev.foz.state;

/** What one process can tell about another. */
public enum Liveness {
  /** Surely gone: its node was started again, or no such process runs there any more. */
  DEAD,
  /** Running on this node; it may be frozen all the same. */
  ALIVE,
  /** On another node (or in another container of this one): cannot be told from here. */
  UNKNOWN
}
