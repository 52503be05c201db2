package dev.foz.state;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What differs from database to database. All other SQL of this module is what SQLite, PostgreSQL
 * and MySQL share: no upserts, no concatenation, no generated keys, times as microseconds in {@code
 * BIGINT}.
 */
interface Dialect {
  /** Auto-commit is on: transactions are begun and ended by statements. */
  Connection openWriter() throws SQLException;

  /** As {@link #openWriter}, but it cannot write. */
  Connection openReader() throws SQLException;

  /**
   * Begins a transaction that sees and changes the database as if no other wrote meanwhile; durable
   * once committed.
   */
  String beginWrite();

  /** Begins a transaction that sees one moment and never waits. */
  String beginRead();

  /**
   * Tells one database from another that was put in its place; empty when it is not there. Cheap.
   */
  Optional<Object> identity();

  boolean hasTable(Session session, String name) throws SQLException;

  /** Whether a COMMIT that failed so cannot come to life by a later crash and recovery. */
  boolean isSurelyGone(SQLException commitFailure);

  /**
   * @param action completes "Cannot ..."
   */
  Problem explain(SQLException failure, String action);

  /** A problem at the place of the database. */
  Problem problem(Code code, String what);
}
