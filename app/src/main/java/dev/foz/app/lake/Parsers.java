package dev.foz.app.lake;

import dev.foz.base.lake.Lake;
import dev.foz.engine.Engine;
import dev.foz.engine.RememberingParser;
import dev.foz.engine.duckdb.DuckDbEngine;

/** The parser of a lake's models, which remembers in the storage what it read. */
final class Parsers {
  private static final String FILE = "_cache/sql";

  private Parsers() {}

  static RememberingParser of(Lake lake, Engine engine) {
    return RememberingParser.of(
        engine::parser, lake.storage().resolve(FILE), DuckDbEngine.parserBuild());
  }
}
