package dev.foz.ingest;

import dev.foz.base.lake.OnError;
import dev.foz.base.lake.OnSchemaChange;
import dev.foz.contract.Contract;
import dev.foz.contract.Declaration;
import dev.foz.contract.Growth;
import java.util.Optional;

/**
 * What the records of a table must meet, and what happens to those that do not.
 *
 * @param declaration empty where types are inferred
 */
public record LoadRules(
    Optional<Declaration> declaration, OnError onError, OnSchemaChange onSchemaChange) {

  /** Types are inferred, tables grow, and what cannot be read waits in quarantine. */
  public static final LoadRules USUAL =
      new LoadRules(Optional.empty(), OnError.QUARANTINE, OnSchemaChange.EVOLVE);

  /**
   * The contract that records land under from now on.
   *
   * @param kept the one that the table has, empty where it is new
   */
  public Contract over(Contract kept) {
    return declaration.map(kept::declare).orElseGet(kept::undeclare);
  }

  /**
   * Whether records may widen the contract. Where the table has none yet and none is declared, the
   * first load makes it.
   *
   * @param kept the one that the table has
   */
  Growth growth(Contract kept) {
    boolean first = declaration.isEmpty() && kept.fields().isEmpty();
    return first || onSchemaChange == OnSchemaChange.EVOLVE ? Growth.LEARN : Growth.REFUSE;
  }
}
