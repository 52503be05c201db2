package dev.foz.ingest;

import dev.foz.base.Slices;
import java.util.Optional;

/** What becomes of a chosen record of a quarantine table. */
sealed interface Verdict {
  /**
   * It meets its contract now.
   *
   * @param key text of its primary key, where the table has one
   * @param contract hash of the contract that covers it
   */
  record Lands(Waiting record, Optional<Slices> key, String contract) implements Verdict {}

  /** It waits on, or waits no more, for this reason. */
  record Stays(Waiting record) implements Verdict {}
}
