package dev.foz.base.lake;

import java.util.List;
import java.util.Map;

/** What is done about records that do not fit: of the lake, a source or a table. */
record Reactions(OnSchemaChange onSchemaChange, OnError onError) {
  static final Reactions DEFAULT = new Reactions(OnSchemaChange.EVOLVE, OnError.QUARANTINE);

  /** What other tools call these. */
  private static final Map<String, String> CHANGES =
      Map.ofEntries(
          Map.entry("append_new_columns", "evolve"),
          Map.entry("sync_all_columns", "evolve"),
          Map.entry("add_new_columns", "evolve"),
          Map.entry("propagate", "evolve"),
          Map.entry("allow", "evolve"),
          Map.entry("merge", "evolve"),
          Map.entry("rescue", "quarantine"),
          Map.entry("discard_row", "quarantine"),
          Map.entry("freeze", "fail"),
          Map.entry("strict", "fail"),
          Map.entry("error", "fail"));

  private static final Map<String, String> ERRORS =
      Map.ofEntries(
          Map.entry("dead_letter", "quarantine"),
          Map.entry("dlq", "quarantine"),
          Map.entry("continue", "quarantine"),
          Map.entry("skip", "quarantine"),
          Map.entry("ignore", "quarantine"),
          Map.entry("drop", "quarantine"),
          Map.entry("permissive", "quarantine"),
          Map.entry("dropmalformed", "quarantine"),
          Map.entry("failfast", "fail"),
          Map.entry("stop", "fail"),
          Map.entry("abort", "fail"),
          Map.entry("error", "fail"));

  /** These, but for what the keys of a nearer section say. */
  Reactions within(Section nearer) {
    return new Reactions(
        nearer
            .choice("on_schema_change", OnSchemaChange.class, List.of(), CHANGES)
            .orElse(onSchemaChange),
        nearer.choice("on_error", OnError.class, List.of(), ERRORS).orElse(onError));
  }
}
