package dev.foz.state;

import java.util.List;

/** Tables that are paused; its meaning is told in {@code docs/formats/state.md}. */
final class SchemaVersion3 {
  static final List<String> STATEMENTS =
      List.of(
          """
          CREATE TABLE foz_pauses (
            table_name VARCHAR(255) NOT NULL PRIMARY KEY,
            reason TEXT NOT NULL,
            run BIGINT NOT NULL,
            commit_number BIGINT NOT NULL,
            paused_at BIGINT NOT NULL)""");

  private SchemaVersion3() {}
}
