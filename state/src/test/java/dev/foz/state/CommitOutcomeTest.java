package dev.foz.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.state.CommitOutcome.Conflicted;
import dev.foz.state.CommitOutcome.LeaseLost;
import dev.foz.state.CommitOutcome.Unknown;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told where there is no commit. */
class CommitOutcomeTest {
  private static void assertTold(CommitOutcome outcome, String told) {
    assertThatThrownBy(() -> outcome.orThrow("curated.vendas_pedidos")).hasMessage(told);
  }

  @Test
  @Tag("provokes-S504")
  void aLostLeaseSaysWhoHasIt() {
    assertTold(
        new LeaseLost(new Lease("vendas", 7)),
        """
        error[S504]: Cannot commit curated.vendas_pedidos: its lease was lost
          why: this process gave no sign of life and another one took over
          try: foz run again; nothing was applied""");
  }

  @Test
  @Tag("provokes-S505")
  void aConflictSaysThatNothingWasApplied() {
    assertTold(
        new Conflicted("curated.vendas_pedidos is at another version"),
        """
        error[S505]: Cannot commit curated.vendas_pedidos: curated.vendas_pedidos is at another version
          why: another process changed it meanwhile; nothing was applied
          try: foz run again""");
  }

  @Test
  @Tag("provokes-S506")
  void doubtSaysWhatSettlesIt() {
    Problem cause =
        Problem.of(Code.STATE_UNREADABLE, "Cannot commit: the state database does not answer");
    assertTold(
        new Unknown(cause.toException()),
        """
        error[S506]: Cannot tell whether curated.vendas_pedidos was committed
          why: Cannot commit: the state database does not answer
          try: foz run again: it goes on from what the state database then says""");
  }
}
