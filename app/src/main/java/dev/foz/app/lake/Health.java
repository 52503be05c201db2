package dev.foz.app.lake;

import dev.foz.app.text.Figures;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.ingest.Quarantine;
import dev.foz.state.Pause;
import dev.foz.state.Pointer;
import dev.foz.state.RunState;
import dev.foz.state.StateStore;
import dev.foz.transform.ModelGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells how every table is: those that the folder describes and those that are only stored. */
public final class Health {
  private final OpenLake open;
  private final ModelGraph models;
  private final Map<TableName, Pointer> pointers;
  private final Map<TableName, Map<TableName, Long>> consumed;
  private final Map<TableName, Pause> pauses;
  private final Map<String, String> failures;

  public Health(OpenLake open, ModelGraph models) {
    this.open = open;
    this.models = models;
    this.pointers = open.state().pointers();
    this.consumed = open.state().consumed();
    this.pauses = open.state().pauses();
    this.failures = lastFailures(open.state());
  }

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
    String failure = failures.getOrDefault(maker(name), "");
    if (!failure.isEmpty()) {
      return new TableHealth(name, TableHealth.Status.FAILED, pointer, failure);
    }
    Optional<String> pause = paused(name);
    if (pause.isPresent()) {
      return new TableHealth(name, TableHealth.Status.PAUSED, pointer, pause.get());
    }
    if (pointer.isEmpty()) {
      return new TableHealth(name, TableHealth.Status.NO_DATA, pointer, "no data yet");
    }
    if (pointer.get().foreign()) {
      String note = "another writer changed it";
      return new TableHealth(name, TableHealth.Status.FOREIGN, pointer, note);
    }
    if (name.layer() == Layer.QUARANTINE) {
      return quarantine(name, pointer);
    }
    List<String> ahead =
        inputs(name).stream()
            .filter(input -> isAhead(name, input))
            .map(TableName::toString)
            .toList();
    return ahead.isEmpty()
        ? new TableHealth(name, TableHealth.Status.OK, pointer, "")
        : new TableHealth(
            name, TableHealth.Status.BEHIND, pointer, "behind " + String.join(", ", ahead));
  }

  /** Why a table is not made, if it is paused. */
  public Optional<String> paused(TableName table) {
    return Optional.ofNullable(pauses.get(table)).map(Pause::told);
  }

  private TableHealth quarantine(TableName name, Optional<Pointer> pointer) {
    long waiting = open.now().find(name).map(Quarantine::waiting).orElse(0L);
    return waiting == 0
        ? new TableHealth(name, TableHealth.Status.OK, pointer, "nothing waits")
        : new TableHealth(
            name,
            TableHealth.Status.QUARANTINE,
            pointer,
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
