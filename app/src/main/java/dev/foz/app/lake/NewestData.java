package dev.foz.app.lake;

import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.base.lake.Freshness;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.ModelSpec;
import dev.foz.state.Pointer;
import dev.foz.state.StateStore;
import dev.foz.transform.ModelGraph;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How new the data of tables is. A raw table's is of its last commit that brought records. Every
 * other table's is as old as that of the oldest raw table that it is made of, directly or through
 * others, and no newer than what it has taken in of its inputs. Inputs whose freshness is {@code
 * none} or whose changes the model ignores do not count.
 */
final class NewestData {
  private final Lake lake;
  private final ModelGraph models;
  private final Map<TableName, Pointer> pointers;
  private final Map<TableName, Map<TableName, Long>> consumed;
  private final Function<TableName, Set<TableName>> inputs;
  private final Map<TableName, Freshness> wanted = new HashMap<>();
  private final Map<Long, Instant> times;
  private final Map<TableName, Optional<Age>> known = new TreeMap<>();

  /**
   * @param inputs the stored tables that a table is made from; none for raw tables
   */
  NewestData(
      Lake lake,
      ModelGraph models,
      StateStore state,
      Map<TableName, Pointer> pointers,
      Map<TableName, Map<TableName, Long>> consumed,
      Function<TableName, Set<TableName>> inputs) {
    this.lake = lake;
    this.models = models;
    this.pointers = pointers;
    this.consumed = consumed;
    this.inputs = inputs;
    readWanted();
    this.times = state.commitTimes(commits());
  }

  /**
   * @param from the raw table that the data came from
   * @param at when it came
   */
  record Age(TableName from, Instant at) {}

  /** Empty where the table has no data, or is made of nothing that counts. */
  Optional<Age> of(TableName table) {
    Optional<Age> age = known.get(table);
    if (age == null) {
      age = find(table);
      known.put(table, age);
    }
    return age;
  }

  /** What the lake folder says of a table. */
  Freshness wanted(TableName table) {
    return wanted.getOrDefault(table, new Freshness.Unsaid());
  }

  private void readWanted() {
    lake.sources().stream()
        .flatMap(source -> source.tables().stream())
        .forEach(
            table -> {
              wanted.put(table.rawTable(), table.freshness());
              if (table.curate()) {
                wanted.put(table.curatedTable(), table.freshness());
              }
            });
    lake.models().forEach(model -> wanted.put(model.table(), model.freshness()));
  }

  /** Those whose times are asked for. */
  private Set<Long> commits() {
    Set<Long> commits = new HashSet<>();
    pointers.values().stream()
        .filter(pointer -> pointer.table().layer() == Layer.RAW)
        .forEach(pointer -> commits.add(pointer.dataCommit()));
    consumed.forEach(
        (table, taken) ->
            taken.forEach(
                (input, commit) -> {
                  if (isBehind(input, commit)) {
                    commits.add(commit);
                  }
                }));
    return commits;
  }

  private boolean isBehind(TableName input, long commit) {
    Pointer pointer = pointers.get(input);
    return pointer != null && commit < pointer.dataCommit();
  }

  private Optional<Age> find(TableName table) {
    Pointer pointer = pointers.get(table);
    if (pointer == null) {
      return Optional.empty();
    }
    if (table.layer() == Layer.RAW) {
      // A state database that was recovered knows no commits.
      Instant at = times.getOrDefault(pointer.dataCommit(), pointer.changedAt());
      return Optional.of(new Age(table, at));
    }
    Map<TableName, Long> taken = consumed.getOrDefault(table, Map.of());
    return counted(table)
        .filter(taken::containsKey)
        .flatMap(input -> taken(input, taken.getOrDefault(input, 0L)).stream())
        .min(Comparator.comparing(Age::at).thenComparing(Age::from));
  }

  private Stream<TableName> counted(TableName table) {
    Optional<ModelSpec> model = models.find(table);
    if (model.isEmpty()) {
      return inputs.apply(table).stream();
    }
    Set<TableName> counted = new TreeSet<>(inputs.apply(table));
    counted.removeAll(models.ignored(model.get()));
    return counted.stream().filter(input -> !(wanted(input) instanceof Freshness.None));
  }

  /** Of what was taken in of an input up to a commit. */
  private Optional<Age> taken(TableName input, long commit) {
    Optional<Age> newest = of(input);
    Optional<Instant> limit =
        isBehind(input, commit) ? Optional.ofNullable(times.get(commit)) : Optional.empty();
    return newest.map(age -> new Age(age.from(), limit.filter(age.at()::isAfter).orElse(age.at())));
  }
}
