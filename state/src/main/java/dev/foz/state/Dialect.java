package dev.foz.state;

import dev.foz.base.Problem;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What differs from database to database. All other SQL of this module is what SQLite, PostgreSQL
 * and MySQL share: no upserts, no concatenation, no generated keys, times as microseconds in {@code
 * BIGINT}.
 */
interface Dialect {
  /**
   * A connection whose transactions (auto-commit is off) see and change the database as if no other
   * wrote meanwhile, and are durable once committed.
   */
  Connection openWriter() throws SQLException;

  /** A connection whose transactions (auto-commit is off) see one moment and never wait. */
  Connection openReader() throws SQLException;

  boolean hasTable(Session session, String name) throws SQLException;

  /** Whether a COMMIT that failed so cannot come to life by a later crash and recovery. */
  boolean isSurelyGone(SQLException commitFailure);

  /**
   * @param action completes "Cannot ..."
   */
  Problem explain(SQLException failure, String action);

  /** A problem at the place of the database. */
  Problem problem(dev.foz.base.Code code, String what);
}
