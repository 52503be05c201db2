package dev.foz.ingest;

import dev.foz.base.Problem;
import java.util.List;

/**
 * What one load did. Everything it counts is committed.
 *
 * @param records all that came, those in quarantine included
 * @param quarantined how many of them wait in quarantine
 * @param parts how many parts of the source (files, queues) gave records
 * @param problems parts that were passed over and why; their records are still in the source
 * @param waiting parts that are still being written and were left for the next time
 */
public record LoadReport(
    long records,
    long quarantined,
    long sourceBytes,
    long writtenBytes,
    long commits,
    int parts,
    List<Problem> problems,
    List<String> waiting) {
  public LoadReport {
    problems = List.copyOf(problems);
    waiting = List.copyOf(waiting);
  }
}
