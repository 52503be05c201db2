package dev.foz.engine.duckdb;

import dev.foz.base.Place;
import java.nio.charset.StandardCharsets;

/**
 * SQL of a user as part of a statement, so that places in the statement can be told as places in
 * the SQL.
 *
 * @param linesBefore lines of the statement above the SQL
 */
record SqlPlace(String sql, int linesBefore) {
  /** What places call the SQL; whoever knows its file puts that in. */
  static final String FILE = "query";

  static SqlPlace of(String sql) {
    return new SqlPlace(sql, 0);
  }

  /** The place of a character of the SQL. */
  Place at(int offset, int length) {
    int end = Math.clamp(offset, 0, sql.length());
    int line = 1;
    int start = 0;
    for (int i = 0; i < end; i++) {
      if (sql.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return Place.of(FILE, line, end - start + 1, line(line), length);
  }

  Place at(int line, int column, int length) {
    return Place.of(FILE, line, column, line(line), length);
  }

  /** The text of a line, from 1; empty where there is none. */
  String line(int number) {
    String[] lines = sql.split("\n", -1);
    return number >= 1 && number <= lines.length ? lines[number - 1].stripTrailing() : "";
  }

  /** Characters before a byte of the SQL's UTF-8 form, which is how DuckDB counts. */
  static int characters(String sql, int bytes) {
    byte[] utf8 = sql.getBytes(StandardCharsets.UTF_8);
    return new String(utf8, 0, Math.clamp(bytes, 0, utf8.length), StandardCharsets.UTF_8).length();
  }
}
