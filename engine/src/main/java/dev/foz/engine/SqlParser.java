package dev.foz.engine;

/** Reads user SQL before it may run. Thread-safe. */
public interface SqlParser {
  /**
   * Accepts exactly one statement that only reads, from tables by name.
   *
   * @throws dev.foz.base.FozException {@code SQL_SYNTAX} or {@code SQL_REFUSED} (it writes, reads
   *     files, sets options, calls a function that reaches outside, or is a form not known to be
   *     harmless), with line, column and remedy
   */
  ParsedSql parse(String sql);
}
