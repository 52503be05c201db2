package dev.foz.app.progress;

import dev.foz.app.text.Figures;
import dev.foz.control.RunSummary;
import dev.foz.state.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What the tasks of a run did in all, where there were too many to see it at a glance. */
final class RunTotals {
  private static final int GLANCE = 2;
  private static final String LOAD = "load";
  private static final Set<String> BUILDING = Set.of("consolidate", "build", "rebuild");
  private static final Set<String> UP_TO_DATE = Set.of("up to date", "nothing new");

  private final List<RunSummary.Step> steps;

  RunTotals(RunSummary summary) {
    this.steps = summary.steps();
  }

  /** {@code 9,822 records loaded, 4 tables built, 2 up to date}; empty when nothing is to add. */
  String words() {
    List<String> words = new ArrayList<>();
    if (steps.size() > GLANCE) {
      loaded(words);
      long built = count(RunState.COMPLETED, RunTotals::built);
      add(words, built, Figures.count(built, "table") + " built");
      add(words, RunState.SKIPPED, " up to date", step -> UP_TO_DATE.contains(step.end().note()));
      add(words, RunState.SKIPPED, " waiting for data", RunTotals::waits);
      add(words, RunState.SKIPPED, " skipped after a failure", RunTotals::followsAFailure);
      add(words, RunState.FAILED, " failed", step -> true);
      add(words, RunState.CANCELLED, " not ended", step -> true);
    }
    return String.join(", ", words);
  }

  /** Of a load that was stopped nobody knows how much of it was quarantined. */
  private void loaded(List<String> words) {
    List<RunSummary.Step> loads = steps.stream().filter(s -> s.kind().equals(LOAD)).toList();
    long read = loads.stream().mapToLong(step -> step.end().counts().recordsRead()).sum();
    long refused =
        loads.stream()
            .filter(step -> step.end().state() != RunState.CANCELLED)
            .map(step -> step.end().counts())
            .mapToLong(counts -> counts.recordsRead() - counts.recordsWritten())
            .sum();
    add(words, read, Figures.count(read, "record") + " loaded");
    add(words, refused, Figures.count(refused) + " of them to quarantine");
  }

  /** One that only follows its contract from now on reads nothing. */
  private static boolean built(RunSummary.Step step) {
    return BUILDING.contains(step.kind())
        && step.end().counts().recordsRead() + step.end().counts().recordsWritten() > 0;
  }

  private static boolean waits(RunSummary.Step step) {
    return step.end().note().startsWith("waits for ");
  }

  private static boolean followsAFailure(RunSummary.Step step) {
    return step.end().note().contains(" failed; ");
  }

  private void add(
      List<String> words, RunState state, String what, Predicate<RunSummary.Step> wanted) {
    long count = count(state, wanted);
    add(words, count, Figures.count(count) + what);
  }

  private static void add(List<String> words, long count, String text) {
    if (count > 0) {
      words.add(text);
    }
  }

  private long count(RunState state, Predicate<RunSummary.Step> wanted) {
    return steps.stream().filter(s -> s.end().state() == state).filter(wanted).count();
  }
}
