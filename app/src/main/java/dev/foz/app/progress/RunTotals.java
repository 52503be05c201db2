package dev.foz.app.progress;

import dev.foz.app.text.Figures;
import dev.foz.control.RunSummary;
import dev.foz.state.RunState;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tasks of a run did in all.
 *
 * @param loaded records that sources gave
 * @param quarantined of those
 * @param made tables that were built, consolidated or made again
 * @param idle tasks that had nothing to do
 * @param notStarted tasks that a cancelled run did not come to
 */
record RunTotals(
    long loaded, long quarantined, long made, long idle, long failed, long notStarted) {
  private static final String LOAD = "load";

  static RunTotals of(RunSummary summary) {
    List<RunSummary.Step> steps = summary.steps();
    List<RunSummary.Step> loads = steps.stream().filter(s -> s.kind().equals(LOAD)).toList();
    long read = loads.stream().mapToLong(s -> s.end().counts().recordsRead()).sum();
    long landed = loads.stream().mapToLong(s -> s.end().counts().recordsWritten()).sum();
    boolean known = loads.stream().noneMatch(s -> s.end().state() == RunState.CANCELLED);
    return new RunTotals(
        read,
        known ? read - landed : 0,
        count(steps, RunState.COMPLETED) - count(loads, RunState.COMPLETED),
        count(steps, RunState.SKIPPED),
        count(steps, RunState.FAILED),
        count(steps, RunState.CANCELLED));
  }

  private static long count(List<RunSummary.Step> steps, RunState state) {
    return steps.stream().filter(step -> step.end().state() == state).count();
  }

  /** {@code 9,822 records loaded, 4 tables made, 2 had nothing to do}; empty when nothing ran. */
  String words() {
    List<String> words = new ArrayList<>();
    if (loaded > 0) {
      words.add(Figures.count(loaded, "record") + " loaded");
    }
    if (quarantined > 0) {
      words.add(Figures.count(quarantined) + " of them to quarantine");
    }
    if (made > 0) {
      words.add(Figures.count(made, "table") + " made");
    }
    if (idle > 0) {
      words.add(Figures.count(idle) + " skipped");
    }
    if (failed > 0) {
      words.add(Figures.count(failed) + " failed");
    }
    if (notStarted > 0) {
      words.add(Figures.count(notStarted) + " not ended");
    }
    return String.join(", ", words);
  }
}
