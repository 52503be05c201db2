package dev.foz.app.lake;

import dev.foz.app.text.Figures;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.base.lake.Freshness;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.ingest.Quarantine;
import dev.foz.state.Pause;
import dev.foz.state.Pointer;
import dev.foz.state.RunState;
import dev.foz.state.StateStore;
import dev.foz.transform.ModelGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells how every table is: those that the folder describes and those that are only stored. */
public final class Health {
  private final OpenLake open;
  private final ModelGraph models;
  private final Map<TableName, Pointer> pointers;
  private final Map<TableName, Map<TableName, Long>> consumed;
  private final Map<TableName, Pause> pauses;
  private final Map<String, String> failures;
  private final NewestData newest;

  public Health(OpenLake open, ModelGraph models) {
    this.open = open;
    this.models = models;
    this.pointers = open.state().pointers();
    this.consumed = open.state().consumed();
    this.pauses = open.state().pauses();
    this.failures = lastFailures(open.state());
    this.newest =
        new NewestData(open.lake(), models, open.state(), pointers, consumed, this::inputs);
  }

  private record Verdict(TableHealth.Status status, String note) {}

  /** Worst first, then by name. */
  public List<TableHealth> tables() {
    Set<TableName> names = new TreeSet<>(pointers.keySet());
    names.addAll(ModelGraph.tables(open.lake()));
    List<TableHealth> tables = new ArrayList<>();
    for (TableName name : names) {
      if (!isView(name)) {
        tables.add(of(name));
      }
    }
    tables.sort(Comparator.comparing(TableHealth::status).thenComparing(health -> health.table()));
    return tables;
  }

  private boolean isView(TableName name) {
    return models
        .find(name)
        .filter(model -> model.materialized() == ModelSpec.Materialized.VIEW)
        .isPresent();
  }

  private TableHealth of(TableName name) {
    Optional<Pointer> pointer = Optional.ofNullable(pointers.get(name));
    Verdict verdict = judge(name, pointer);
    return new TableHealth(
        name,
        verdict.status(),
        pointer,
        newest.of(name).map(NewestData.Age::at),
        newest.wanted(name),
        verdict.note());
  }

  private Verdict judge(TableName name, Optional<Pointer> pointer) {
    String failure = failures.getOrDefault(maker(name), "");
    if (!failure.isEmpty()) {
      return new Verdict(TableHealth.Status.FAILED, failure);
    }
    Optional<String> pause = paused(name);
    if (pause.isPresent()) {
      return new Verdict(TableHealth.Status.PAUSED, pause.get());
    }
    if (pointer.isEmpty()) {
      return new Verdict(TableHealth.Status.NO_DATA, "no data yet");
    }
    if (pointer.get().foreign()) {
      return new Verdict(TableHealth.Status.FOREIGN, "another writer changed it");
    }
    if (name.layer() == Layer.QUARANTINE) {
      return quarantine(name);
    }
    String ahead =
        inputs(name).stream()
            .filter(input -> isAhead(name, input))
            .map(TableName::toString)
            .collect(Collectors.joining(", "));
    String behind = ahead.isEmpty() ? "" : "behind " + ahead;
    Optional<String> old = tooOld(name);
    if (old.isPresent()) {
      String note = old.get() + (behind.isEmpty() ? "" : "; " + behind);
      return new Verdict(TableHealth.Status.STALE, note);
    }
    return new Verdict(
        behind.isEmpty() ? TableHealth.Status.OK : TableHealth.Status.BEHIND, behind);
  }

  /** How the newest data of a table is older than wanted, if it is. */
  private Optional<String> tooOld(TableName name) {
    Optional<NewestData.Age> age = newest.of(name);
    if (age.isEmpty() || !(newest.wanted(name) instanceof Freshness.Within within)) {
      return Optional.empty();
    }
    Duration old = Duration.between(age.get().at(), open.clock().instant());
    if (old.compareTo(within.duration()) <= 0) {
      return Optional.empty();
    }
    TableName from = age.get().from();
    return Optional.of(
        "newest data "
            + (from.equals(name) ? "" : "of " + from + " ")
            + "is "
            + Figures.age(old)
            + " old, wanted within "
            + within
            + " ("
            + within.place().file()
            + ")");
  }

  /** When the newest data of a table came, where that is known. */
  public Optional<Instant> newest(TableName table) {
    return newest.of(table).map(NewestData.Age::at);
  }

  /** How old the newest data of a table may be. */
  public Freshness wanted(TableName table) {
    return newest.wanted(table);
  }

  /** Why a table is not made, if it is paused. */
  public Optional<String> paused(TableName table) {
    return Optional.ofNullable(pauses.get(table)).map(Pause::told);
  }

  private Verdict quarantine(TableName name) {
    long waiting = open.now().find(name).map(Quarantine::waiting).orElse(0L);
    return waiting == 0
        ? new Verdict(TableHealth.Status.OK, "nothing waits")
        : new Verdict(
            TableHealth.Status.QUARANTINE,
            Figures.count(waiting, "record")
                + " wait"
                + (waiting == 1 ? "s" : "")
                + ": foz quarantine show "
                + name);
  }

  private boolean isAhead(TableName table, TableName input) {
    Pointer pointer = pointers.get(input);
    return pointer != null
        && consumed.getOrDefault(table, Map.of()).getOrDefault(input, 0L) < pointer.dataCommit();
  }

  /** The stored tables that a table is made from; none for raw tables. */
  public Set<TableName> inputs(TableName table) {
    for (SourceSpec source : open.lake().sources()) {
      for (SourceTableSpec spec : source.tables()) {
        if (spec.curate() && spec.curatedTable().equals(table)) {
          return Set.of(spec.rawTable());
        }
      }
    }
    return models.storedInputs(models.inputs(table));
  }

  /** The stored tables that are made from a table. */
  public List<TableName> users(TableName table) {
    return ModelGraph.tables(open.lake()).stream()
        .filter(name -> inputs(name).contains(table))
        .toList();
  }

  private String maker(TableName table) {
    for (SourceSpec source : open.lake().sources()) {
      if (source.tables().stream().anyMatch(spec -> spec.rawTable().equals(table))) {
        return source.name();
      }
    }
    return table.toString();
  }

  /** The error of the last step of each subject, where that step failed. */
  private static Map<String, String> lastFailures(StateStore state) {
    Map<String, String> failures = new HashMap<>();
    state.lastSteps(EnumSet.allOf(RunState.class)).values().stream()
        .filter(step -> step.state() == RunState.FAILED)
        .forEach(step -> failures.put(step.subject(), step.error().orElse("failed")));
    return failures;
  }
}
