package dev.foz.app.command;

import dev.foz.app.lake.Health;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.lake.SourceTables;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.Values;
import dev.foz.base.Layer;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import dev.foz.base.lake.Freshness;
import dev.foz.base.lake.MaskSpec;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.OnFail;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.Moment;
import dev.foz.ingest.Quarantine;
import dev.foz.state.LastStep;
import dev.foz.state.RunState;
import dev.foz.table.TableSnapshot;
import dev.foz.transform.ModelGraph;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code foz show TABLE}: what it is, what it is made of, who reads it. */
@Command(
    name = "show",
    description = "Shows a table: columns, size, what it is made of and who reads it.")
final class ShowCommand implements Callable<Integer> {
  private static final String LINE = "%-12s %s";
  private static final String MARGIN = " ".repeat(13);

  /** Facts of which each stands on its own line. */
  private static final Set<String> LINES = Set.of("built", "masked", "tests", "versions");

  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(paramLabel = "TABLE", description = "As in SQL: curated.notas_nfe")
  private String table = "";

  /** When the newest data came, and how long ago that is. */
  private record Newest(Instant at, Duration age) {
    @Override
    public String toString() {
      return at.truncatedTo(ChronoUnit.SECONDS) + " (" + Figures.age(age) + " old)";
    }
  }

  ShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      TableName name = TableArgument.find(open, table);
      ModelGraph models = open.models();
      Health health = new Health(open, models);
      Moment now = open.now();
      Map<String, Object> facts = facts(open, models, health, name, now.find(name));
      Optional<ModelSpec> model = models.find(name);
      Optional<TestOutcomes> outcomes =
          model.map(spec -> new TestOutcomes(open, models, spec, now));
      List<ShownColumn> columns =
          new ShownColumns(open, models, masks(open, models, name)).of(name);
      List<ShownVersion> versions =
          now.find(name).map(stored -> ShownVersion.latest(open.state(), stored)).orElse(List.of());
      if (options.json()) {
        model.ifPresent(
            spec ->
                facts.put(
                    "test_outcomes",
                    spec.tests().stream()
                        .map(test -> json(test, outcomes.orElseThrow()))
                        .toList()));
        facts.put("versions", versions.stream().map(ShownVersion::json).toList());
        facts.put("columns", columns.stream().map(ShownColumn::json).toList());
        surroundings.console().out().println(Values.json(named(facts)));
      } else {
        model.ifPresent(
            spec ->
                facts.computeIfPresent(
                    "tests",
                    (word, tests) ->
                        spec.tests().stream()
                            .map(test -> told(test, outcomes.orElseThrow()))
                            .toList()));
        if (!versions.isEmpty()) {
          facts.put("versions", versions.stream().map(ShownVersion::line).toList());
        }
        print(facts, columns);
      }
      return 0;
    }
  }

  /** With the words of people as names for programs. */
  private static Map<String, Object> named(Map<String, Object> facts) {
    Map<String, Object> named = new LinkedHashMap<>();
    facts.forEach(
        (word, value) -> {
          String name = word.replace(' ', '_');
          switch (value) {
            case Newest newest -> named.put(name + "_at", newest.at().toString());
            case Instant at -> named.put(name, at.toString());
            default -> named.put(name, value);
          }
        });
    return named;
  }

  private static Map<String, Object> json(TestSpec test, TestOutcomes outcomes) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("test", test.name());
    one.put("on_fail", test.onFail().name().toLowerCase(java.util.Locale.ROOT));
    one.put("outcome", outcomes.of(test));
    return one;
  }

  private static String told(TestSpec test, TestOutcomes outcomes) {
    String outcome = outcomes.of(test);
    return outcome.isEmpty() ? test(test) : test(test) + ": " + outcome;
  }

  private Map<String, Object> facts(
      OpenLake open,
      ModelGraph models,
      Health health,
      TableName name,
      Optional<TableSnapshot> stored) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("table", name.toString());
    Optional<ModelSpec> model = models.find(name);
    model.ifPresent(spec -> put(facts, "description", spec.description()));
    facts.put("made by", maker(open, models, name));
    model.ifPresent(
        spec -> {
          facts.put("built", open.modelBuilder(models).ways(spec));
          lastBuild(facts, open, spec);
          declared(facts, spec);
        });
    List<MaskSpec> masks = masks(open, models, name);
    if (!masks.isEmpty()) {
      facts.put(
          "masked", masks.stream().map(mask -> mask.column() + ": " + mask.mask().word()).toList());
    }
    waiting(facts, open, name);
    fresh(facts, open, health, name);
    health.paused(name).ifPresent(pause -> facts.put("paused", pause));
    put(facts, "made of", health.inputs(name));
    put(facts, "read by", health.users(name));
    layout(open, model, name).ifPresent(layout -> laid(facts, layout));
    stored.ifPresent(
        snapshot -> {
          facts.put("format", "Iceberg " + snapshot.formatVersion());
          facts.put("rows", snapshot.records());
          facts.put("commit", snapshot.commit());
        });
    Optional.ofNullable(open.state().pointers().get(name))
        .ifPresent(
            pointer -> {
              facts.put("files", pointer.facts().files());
              facts.put("bytes", pointer.facts().bytes());
              facts.put("changed at", pointer.changedAt());
              facts.put("metadata", pointer.metadataLocation());
            });
    return facts;
  }

  /** Records and rows that wait because they may not come into the table. */
  private static void waiting(Map<String, Object> facts, OpenLake open, TableName name) {
    long records =
        name.layer() == Layer.QUARANTINE
            ? 0
            : open.now().find(name.quarantine()).map(Quarantine::waiting).orElse(0L);
    if (records > 0) {
      facts.put(
          "quarantine",
          Figures.count(records, "record")
              + (records == 1 ? " waits" : " wait")
              + ": foz quarantine show "
              + name.quarantine());
    }
  }

  private static void fresh(
      Map<String, Object> facts, OpenLake open, Health health, TableName name) {
    switch (health.wanted(name)) {
      case Freshness.Within within ->
          facts.put("freshness", "within " + within + " (" + within.place().file() + ")");
      case Freshness.None none -> facts.put("freshness", "none: it may be as old as it is");
      case Freshness.Unsaid unsaid -> {}
    }
    health
        .newest(name)
        .ifPresent(
            at -> {
              Duration age = Duration.between(at, open.clock().instant());
              facts.put("newest data", new Newest(at, age));
            });
  }

  private static void lastBuild(Map<String, Object> facts, OpenLake open, ModelSpec model) {
    LastStep last =
        open.state().lastSteps(EnumSet.of(RunState.COMPLETED)).get(model.table().toString());
    if (last != null) {
      facts.put(
          "last build", "run " + last.run() + (last.note().isEmpty() ? "" : ": " + last.note()));
    }
  }

  private static List<MaskSpec> masks(OpenLake open, ModelGraph models, TableName name) {
    return models
        .find(name)
        .map(ModelSpec::masks)
        .or(
            () ->
                SourceTables.find(open.lake(), name)
                    .filter(table -> table.curatedTable().equals(name))
                    .map(SourceTableSpec::masks))
        .orElse(List.of());
  }

  /** What the model's file says of its table. */
  private static void declared(Map<String, Object> facts, ModelSpec model) {
    put(facts, "owner", model.owner());
    put(facts, "tags", model.tags());
    put(facts, "primary key", model.primaryKey());
    if (!model.tests().isEmpty()) {
      facts.put("tests", model.tests().stream().map(ShowCommand::test).toList());
    }
  }

  /** What the folder says of how the rows lie, of a model or of a curated source table. */
  private static Optional<TableLayout> layout(
      OpenLake open, Optional<ModelSpec> model, TableName name) {
    return model
        .map(ModelSpec::layout)
        .or(
            () ->
                open.lake().sources().stream()
                    .flatMap(source -> source.tables().stream())
                    .filter(table -> table.curatedTable().equals(name))
                    .map(SourceTableSpec::layout)
                    .findFirst());
  }

  private static void laid(Map<String, Object> facts, TableLayout layout) {
    put(facts, "partition by", layout.partitionBy());
    put(facts, "cluster by", layout.clusterBy());
  }

  private static String test(TestSpec test) {
    String name = test.name();
    return test.onFail() == OnFail.FAIL
        ? name
        : name + ", else " + test.onFail().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static void put(Map<String, Object> facts, String word, String text) {
    if (!text.isEmpty()) {
      facts.put(word, text);
    }
  }

  private static void put(Map<String, Object> facts, String word, Collection<?> things) {
    if (!things.isEmpty()) {
      facts.put(word, things.stream().map(Object::toString).toList());
    }
  }

  private static String maker(OpenLake open, ModelGraph models, TableName name) {
    Optional<ModelSpec> model = models.find(name);
    if (model.isPresent()) {
      return open.lake().folder().relativize(model.get().file())
          + " ("
          + model.get().materialized().name().toLowerCase(java.util.Locale.ROOT)
          + ")";
    }
    for (SourceSpec source : open.lake().sources()) {
      for (SourceTableSpec table : source.tables()) {
        if (table.rawTable().equals(name) || table.curatedTable().equals(name)) {
          String key = String.join(", ", table.primaryKey());
          String rows =
              key.isEmpty()
                  ? "every record"
                  : (table.history() ? "every version by " : "last state by ") + key;
          return "sources/"
              + source.name()
              + ".yaml, "
              + (table.rawTable().equals(name) ? "records as they came" : rows);
        }
      }
    }
    return "nothing in this folder any more";
  }

  private void print(Map<String, Object> facts, List<ShownColumn> columns) {
    Console console = surroundings.console();
    facts.forEach(
        (word, value) ->
            shown(word, value)
                .lines()
                .map(line -> console.fitted(line, MARGIN.length() + 2))
                .forEach(console.out()::println));
    if (!columns.isEmpty()) {
      console.out().println();
      ShownColumn.print(console, columns);
    }
  }

  private static String shown(String word, Object value) {
    String text = text(word, value);
    return LINE.formatted(word, text.replace("\n", "\n" + MARGIN));
  }

  private static String text(String word, Object value) {
    return switch (value) {
      case Long bytes when word.equals("bytes") -> Figures.bytes(bytes);
      case Long count -> Figures.count(count);
      case Instant at -> at.truncatedTo(ChronoUnit.SECONDS).toString();
      case List<?> things ->
          things.stream()
              .map(String::valueOf)
              .collect(Collectors.joining(LINES.contains(word) ? "\n" : ", "));
      default -> value.toString();
    };
  }
}
