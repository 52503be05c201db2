package dev.foz.base.lake;

import java.util.List;

/** What is done about records that do not fit: of the lake, a source or a table. */
record Reactions(OnSchemaChange onSchemaChange, OnError onError) {
  static final Reactions DEFAULT = new Reactions(OnSchemaChange.EVOLVE, OnError.QUARANTINE);

  /** These, but for what the keys of a nearer section say. */
  Reactions within(Section nearer) {
    return new Reactions(
        nearer.choice("on_schema_change", OnSchemaChange.class, List.of()).orElse(onSchemaChange),
        nearer.choice("on_error", OnError.class, List.of()).orElse(onError));
  }
}
