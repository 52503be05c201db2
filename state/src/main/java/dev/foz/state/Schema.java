package dev.foz.state;

import dev.foz.base.Code;
import java.sql.SQLException;
import java.util.List;

/** The layout of the database, as the ordered list of changes that led to it. */
final class Schema {
  private static final String VERSION_TABLE = "foz_schema_version";
  private static final String READ_VERSION = "SELECT version FROM foz_schema_version";

  /** Entry n leads from version n to n + 1. Never change one that was released; append. */
  private static final List<List<String>> MIGRATIONS =
      List.of(SchemaVersion1.STATEMENTS, SchemaVersion2.STATEMENTS, SchemaVersion3.STATEMENTS);

  private Schema() {}

  /** Brings the layout up to date; a database that is needs no write. */
  static void update(Database database) {
    String action = "open the state database";
    long version = database.read(action, session -> version(database.dialect(), session));
    if (version < MIGRATIONS.size()) {
      // Read again inside: another process may have done it meanwhile.
      version = database.write(action, session -> migrate(database.dialect(), session));
    }
    if (version > MIGRATIONS.size()) {
      throw database
          .dialect()
          .problem(
              Code.STATE_NEWER, "Cannot open the state database: a later version of Foz wrote it")
          .because(
              "its layout is version "
                  + version
                  + ", this program knows versions up to "
                  + MIGRATIONS.size())
          .remedy("use that later version of Foz")
          .toException();
    }
  }

  private static long version(Dialect dialect, Session session) throws SQLException {
    if (!dialect.hasTable(session, VERSION_TABLE)) {
      return 0;
    }
    return session.one(READ_VERSION, row -> row.number(1)).orElse(0L);
  }

  private static long migrate(Dialect dialect, Session session) throws SQLException {
    long version = version(dialect, session);
    for (long next = version; next < MIGRATIONS.size(); next++) {
      for (String statement : MIGRATIONS.get((int) next)) {
        session.execute(statement);
      }
      session.update("UPDATE foz_schema_version SET version = ?", next + 1);
    }
    return Math.max(version, MIGRATIONS.size());
  }
}
