package dev.foz.ingest;

import dev.foz.contract.Contract;
import java.util.List;
import java.util.Optional;

/** Decides about chosen records of a quarantine table. Used by one thread. */
interface Judge {
  /** One verdict for each record, in their order. */
  List<Verdict> judge(List<Waiting> chosen);

  /** The contract that covers all that may land so far; empty where nothing lands. */
  Optional<Contract> contract();
}
