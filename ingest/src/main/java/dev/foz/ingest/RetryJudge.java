package dev.foz.ingest;

import dev.foz.base.PayloadFormat;
import dev.foz.base.Slices;
import dev.foz.contract.Contract;
import dev.foz.contract.RecordScanner;
import dev.foz.contract.Rejection;
import dev.foz.table.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks records again, corrected where that was asked for, by the contract of now. */
final class RetryJudge implements Judge {
  private final LoadTable table;
  private final Corrections corrections;
  private final TableStart start;
  private Contract contract;

  RetryJudge(LoadTable table, Corrections corrections, TableStart start) {
    this.table = table;
    this.corrections = corrections;
    this.start = start;
    this.contract = start.contract();
  }

  @Override
  public Optional<Contract> contract() {
    return Optional.of(contract);
  }

  @Override
  public List<Verdict> judge(List<Waiting> chosen) {
    List<Waiting> corrected = corrections.apply(chosen);
    List<Checked> checked = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      checked.add(check(corrected.get(i)));
    }
    String hash = contract.hash();
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      verdicts.add(checked.get(i).verdict(chosen.get(i), hash));
    }
    return verdicts;
  }

  /** A record after the check: with the text of its key, or with the rejection. */
  private record Checked(Waiting record, Optional<Slices> key, Optional<Rejection> rejection) {
    /** A record that is rejected again stays as it came, without its corrections. */
    Verdict verdict(Waiting original, String contract) {
      if (rejection.isEmpty()) {
        return new Verdict.Lands(record, key, contract);
      }
      Reason reason = BatchChecks.reason(rejection.get());
      return new Verdict.Stays(original.withReason(reason));
    }
  }

  private Checked check(Waiting record) {
    PayloadFormat format = PayloadFormat.fromHeaders(record.headers());
    RecordScanner scanner = new RecordScanner(contract, format, table.primaryKey(), start.growth());
    byte[] payload = record.payload();
    Optional<Rejection> rejection = scanner.scan(payload, 0, payload.length);
    if (rejection.isPresent()) {
      return new Checked(record, Optional.empty(), rejection);
    }
    Optional<Slices> key = Optional.empty();
    if (!table.primaryKey().isEmpty()) {
      Slices text = new Slices(32, 1);
      scanner.appendKey(text);
      key = Optional.of(text);
    }
    contract = scanner.contract();
    return new Checked(record, key, rejection);
  }
}
