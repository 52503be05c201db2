package dev.foz.engine;

/** Opens sessions. Thread-safe; closing it closes the sessions that are still open. */
public interface Engine extends AutoCloseable {
  /** A new session that shares nothing with others but the engine's budget of memory. */
  EngineSession open();

  /** Reads what user SQL refers to, and refuses what user SQL may not do. */
  SqlParser parser();

  @Override
  void close();
}
