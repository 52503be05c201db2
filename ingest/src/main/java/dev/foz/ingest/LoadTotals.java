package dev.foz.ingest;

import dev.foz.base.Problem;
import dev.foz.source.BatchReceipt;
import dev.foz.table.WrittenFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts what was committed in one load. Used by the thread that commits. */
final class LoadTotals {
  private final Set<String> parts = new HashSet<>();
  private long records;
  private long quarantined;
  private long sourceBytes;
  private long writtenBytes;
  private long commits;

  void add(LandedGroup.Written landed) {
    for (BatchReceipt batch : landed.batches()) {
      if (batch.records() > 0) {
        parts.add(batch.part());
      }
      records += batch.records();
      sourceBytes += batch.sourceBytes();
    }
    quarantined += landed.quarantined();
    writtenBytes += landed.files().stream().mapToLong(WrittenFile::bytes).sum();
  }

  void addCommit() {
    commits++;
  }

  LoadReport report(List<Problem> problems, List<String> waiting) {
    return new LoadReport(
        records, quarantined, sourceBytes, writtenBytes, commits, parts.size(), problems, waiting);
  }
}
