package dev.foz.engine;

import dev.foz.base.TableName;
import dev.foz.contract.Contract;
import dev.foz.table.Filter;
import dev.foz.table.ScanFile;
import dev.foz.table.Snapshots;
import dev.foz.table.TableSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All tables of a lake as of one commit, ready to be bound into sessions. Immutable.
 *
 * @param snapshots from one read of the state database
 * @param contractTexts the text of a contract by its hash
 */
public record Moment(Snapshots snapshots, Function<String, Optional<String>> contractTexts) {

  public Optional<TableSnapshot> find(TableName table) {
    return snapshots.find(table);
  }

  /** The contract that joins all that were used for the records of a raw table. */
  public Contract contract(TableSnapshot raw) {
    return raw.contract().flatMap(contractTexts).map(Contract::parse).orElseGet(Contract::empty);
  }

  /** Binds a stored table under its own name. */
  public void bind(EngineSession session, TableSnapshot table) {
    switch (table.table().layer()) {
      case RAW -> session.bindRaw(table.table(), new RawInput(files(table), contract(table)));
      case QUARANTINE ->
          session.bindRaw(table.table(), new RawInput(files(table), Contract.empty()));
      case CURATED, REFINED -> session.bind(table.table(), ParquetInput.of(table));
    }
  }

  private static List<Path> files(TableSnapshot raw) {
    return raw.plan(Filter.ALWAYS).stream().map(ScanFile::path).map(Path::of).toList();
  }
}
