package dev.foz.ingest;

import dev.foz.base.Slices;
import dev.foz.base.lake.OnError;
import dev.foz.base.lake.OnSchemaChange;
import dev.foz.contract.Contract;
import dev.foz.contract.RecordScanner;
import dev.foz.contract.Rejection;
import dev.foz.source.RecordBatch;
import dev.foz.table.Reason;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Checks the batches of one group, one after the other. Used by one thread. */
final class BatchChecks {
  private static final byte TRUNCATE = 't';

  private final LoadTable table;
  private final TableStart start;
  private final List<CheckedBatch> checked = new ArrayList<>();
  private Contract contract;
  private int accepted;
  private int rejected;

  BatchChecks(LoadTable table, TableStart start) {
    this.table = table;
    this.start = start;
    this.contract = start.contract();
  }

  /** Checks one batch; tells the record that stops the group, if the table's rules want that. */
  Optional<LandedGroup.Refused> check(RecordBatch batch) {
    RecordScanner scanner =
        new RecordScanner(contract, batch.format(), table.primaryKey(), start.growth());
    Optional<Slices> keys =
        table.primaryKey().isEmpty()
            ? Optional.empty()
            : Optional.of(new Slices(16 * batch.count(), batch.count()));
    CheckedBatch result =
        new CheckedBatch(batch, keys, new BitSet(batch.count()), new ArrayList<>());
    for (int i = 0; i < batch.count(); i++) {
      Optional<Rejection> rejection = check(result, scanner, i);
      if (rejection.isPresent() && stops(rejection.get())) {
        return Optional.of(
            new LandedGroup.Refused(batch.part(), Refusals.of(table, batch, i, rejection.get())));
      }
      rejection.ifPresent(reason -> result.reasons().add(reason(reason)));
    }
    rejected += result.reasons().size();
    accepted += batch.count() - result.reasons().size();
    contract = scanner.contract();
    checked.add(result);
    return Optional.empty();
  }

  private static Optional<Rejection> check(CheckedBatch result, RecordScanner scanner, int i) {
    RecordBatch batch = result.batch();
    Slices payloads = batch.payloads();
    Optional<Rejection> rejection =
        batch.ops()[i] == TRUNCATE
            ? Optional.empty()
            : scanner.scan(payloads.buffer(), payloads.start(i), payloads.end(i));
    if (rejection.isPresent()) {
      result.rejected().set(i);
    }
    boolean hasKey = rejection.isEmpty() && batch.ops()[i] != TRUNCATE;
    if (hasKey) {
      result.keys().ifPresent(scanner::appendKey);
    } else {
      result.keys().ifPresent(keys -> keys.add(""));
    }
    return rejection;
  }

  private boolean stops(Rejection rejection) {
    return table.rules().onError() == OnError.FAIL
        || (table.rules().onSchemaChange() == OnSchemaChange.FAIL
            && rejection.rule().equals(Rejection.SCHEMA_CHANGE));
  }

  static Reason reason(Rejection rejection) {
    return new Reason(
        rejection.code().id(),
        rejection.rule(),
        rejection.path(),
        rejection.what(),
        rejection.offset(),
        Optional.empty());
  }

  List<CheckedBatch> checked() {
    return checked;
  }

  int accepted() {
    return accepted;
  }

  int rejected() {
    return rejected;
  }

  /** The start with what the accepted records have added. */
  Contract contract() {
    return contract;
  }
}
