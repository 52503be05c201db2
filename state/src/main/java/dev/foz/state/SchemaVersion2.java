package dev.foz.state;

import java.util.List;

/**
 * Steps tell what was done or why nothing was, the last ones of a subject are found, and it is
 * known without opening a table what made its rows and how they lie.
 */
final class SchemaVersion2 {
  static final List<String> STATEMENTS =
      List.of(
          """
          ALTER TABLE foz_steps ADD COLUMN note TEXT""",
          """
          CREATE INDEX foz_steps_by_subject ON foz_steps (subject, state, step)""",
          """
          ALTER TABLE foz_tables ADD COLUMN made_by VARCHAR(255)""",
          """
          ALTER TABLE foz_tables ADD COLUMN layout TEXT""");

  private SchemaVersion2() {}
}
