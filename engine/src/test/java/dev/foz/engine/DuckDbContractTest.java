package dev.foz.engine;

import dev.foz.engine.duckdb.DuckDbEngine;

class DuckDbContractTest extends EngineContract {
  @Override
  protected Engine open(EngineOptions options) {
    return new DuckDbEngine(options);
  }

  @Override
  protected boolean answersAll() {
    return true;
  }
}
