package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.state.Pause;
import dev.foz.state.StateStore;
import java.util.Optional;

/** Whether tables may be made. */
final class Paused {
  private Paused() {}

  /** Why a table is not to be made, if it is paused. */
  static Optional<Build> find(StateStore state, TableName table) {
    return pause(state, table).map(pause -> new Build.Nothing(pause.told()));
  }

  /**
   * For who was told to make just this table.
   *
   * @throws dev.foz.base.FozException with {@code TABLE_PAUSED}
   */
  static void refuse(StateStore state, TableName table) {
    pause(state, table)
        .ifPresent(
            pause -> {
              throw Problem.of(Code.TABLE_PAUSED, "Cannot rebuild " + table + ": it is paused")
                  .because("paused by " + pause.reason())
                  .remedy("foz resume " + table + ", then rebuild it")
                  .toException();
            });
  }

  private static Optional<Pause> pause(StateStore state, TableName table) {
    return Optional.ofNullable(state.pauses().get(table));
  }
}
