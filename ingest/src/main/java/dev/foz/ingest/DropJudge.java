package dev.foz.ingest;

import dev.foz.contract.Contract;
import dev.foz.table.Reason;
import java.util.List;
import java.util.Optional;

/** Lets records wait no more; their bytes and reasons are kept. */
record DropJudge(String why) implements Judge {
  @Override
  public List<Verdict> judge(List<Waiting> chosen) {
    return chosen.stream().map(this::drop).toList();
  }

  private Verdict drop(Waiting record) {
    Reason reason = record.reason();
    Reason dropped =
        new Reason(
            reason.code(),
            reason.rule(),
            reason.path(),
            reason.reason(),
            reason.offset(),
            Optional.of(why));
    return new Verdict.Stays(record.withReason(dropped));
  }

  @Override
  public Optional<Contract> contract() {
    return Optional.empty();
  }
}
