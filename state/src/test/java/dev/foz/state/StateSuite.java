package dev.foz.state;

import dev.foz.base.TableName;
import dev.foz.state.Fixture.ManualClock;
import dev.foz.state.Fixture.ManualTicker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Ground of the suites: one database a test and any number of stores over it. */
abstract class StateSuite {
  final ManualClock clock = new ManualClock();
  final ManualTicker ticker = new ManualTicker();
  private final List<StateStore> opened = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  StateStore store;

  /** A connection maker to one database, the same one at each call within a test. */
  abstract Dialect dialect(StateOptions options);

  StateOptions options() {
    return StateOptions.standard(clock);
  }

  final StateStore open(StateOptions options) {
    return open(dialect(options), options);
  }

  final StateStore open(Dialect dialect, StateOptions options) {
    StateStore made = JdbcStateStore.open(dialect, options, new Internals(ticker, point -> {}));
    opened.add(made);
    return made;
  }

  final Pointer pointer(TableName table) {
    return Objects.requireNonNull(store.pointers().get(table));
  }

  @BeforeEach
  void openStore() {
    store = open(options());
  }

  @AfterEach
  void closeStores() {
    opened.forEach(StateStore::close);
  }
}
