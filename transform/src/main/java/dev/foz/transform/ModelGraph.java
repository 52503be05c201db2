package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.NearestWord;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.lake.IgnoredInput;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.ParsedSql;
import dev.foz.engine.SqlParser;
import dev.foz.engine.SqlTableRef;
import dev.foz.engine.UnsteadyPart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which table is made from which, read from the SQL of the models. Immutable. */
public final class ModelGraph {
  private final Lake lake;
  private final Map<TableName, ModelSpec> models;
  private final Map<TableName, Set<TableName>> inputs;
  private final Map<TableName, List<UnsteadyPart>> unsteady;
  private final List<ModelSpec> ordered;
  private final Map<TableName, Integer> places = new HashMap<>();

  private ModelGraph(
      Lake lake,
      Map<TableName, ModelSpec> models,
      Map<TableName, Set<TableName>> inputs,
      Map<TableName, List<UnsteadyPart>> unsteady,
      List<ModelSpec> ordered) {
    this.lake = lake;
    this.models = models;
    this.inputs = inputs;
    this.unsteady = unsteady;
    this.ordered = ordered;
    ordered.forEach(model -> places.put(model.table(), places.size()));
  }

  /**
   * Reads the models of a lake.
   *
   * @throws FozException with the problems of all models: SQL that cannot be read, tables that
   *     nobody makes, circles, tests and ignored inputs that do not fit
   */
  public static ModelGraph read(Lake lake, SqlParser parser) {
    Set<TableName> known = tables(lake);
    Map<TableName, ModelSpec> models = new TreeMap<>();
    Map<TableName, Set<TableName>> inputs = new LinkedHashMap<>();
    Map<TableName, List<UnsteadyPart>> unsteady = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (ModelSpec model : lake.models()) {
      models.put(model.table(), model);
      Optional<ParsedSql> sql = parse(lake, model, parser, problems);
      inputs.put(
          model.table(),
          sql.map(parsed -> inputs(lake, model, parsed, known, problems)).orElse(Set.of()));
      unsteady.put(model.table(), sql.map(ParsedSql::unsteady).orElse(List.of()));
    }
    List<ModelSpec> ordered = problems.isEmpty() ? order(models, inputs, problems) : List.of();
    if (!problems.isEmpty()) {
      throw new FozException(problems);
    }
    ModelGraph graph = new ModelGraph(lake, models, inputs, unsteady, ordered);
    FrontMatterNames.check(graph, known, maskedRaw(lake), parser);
    return graph;
  }

  private static Set<TableName> maskedRaw(Lake lake) {
    return lake.sources().stream()
        .flatMap(source -> source.tables().stream())
        .filter(table -> !table.masks().isEmpty())
        .map(SourceTableSpec::rawTable)
        .collect(Collectors.toSet());
  }

  /** All tables that the lake folder describes, source tables and models. */
  public static Set<TableName> tables(Lake lake) {
    Set<TableName> tables = new TreeSet<>();
    for (SourceSpec source : lake.sources()) {
      for (SourceTableSpec table : source.tables()) {
        tables.add(table.rawTable());
        if (table.curate()) {
          tables.add(table.curatedTable());
        }
      }
    }
    lake.models().forEach(model -> tables.add(model.table()));
    return tables;
  }

  /**
   * Models so that each comes after those that it reads, and, where that makes no circle, after
   * those that its tests compare it with.
   */
  public List<ModelSpec> ordered() {
    return ordered;
  }

  /** What a model's tests compare it with and what comes before it. */
  public Set<TableName> comparedBefore(ModelSpec model) {
    Set<TableName> before = new TreeSet<>();
    for (TableName other : comparedWith(model)) {
      Integer place = places.get(other);
      if (place == null || place < places.getOrDefault(model.table(), 0)) {
        before.add(other);
      }
    }
    return before;
  }

  public Optional<ModelSpec> find(TableName table) {
    return Optional.ofNullable(models.get(table));
  }

  /** A problem that an engine found in the SQL of a model, told for the model's file. */
  public Problem inFile(ModelSpec model, Problem problem) {
    return ModelPlaces.inFile(lake, model, problem);
  }

  /** Where a key of the model's front matter names a column. */
  Place placeOf(ModelSpec model, String key, String column) {
    return ModelPlaces.of(lake, model, key, column);
  }

  /** The tables that a model's SQL names. */
  public Set<TableName> inputs(TableName model) {
    return inputs.getOrDefault(model, Set.of());
  }

  /** The stored tables that these names stand for: a view counts as what it reads. */
  public Set<TableName> storedInputs(Collection<TableName> names) {
    Set<TableName> stored = new TreeSet<>();
    for (TableName name : names) {
      if (isView(name)) {
        stored.addAll(storedInputs(inputs(name)));
      } else {
        stored.add(name);
      }
    }
    return stored;
  }

  /** The stored tables that a model reads, but whose changes alone are no reason to build it. */
  public Set<TableName> ignored(ModelSpec model) {
    Set<TableName> ignored = new TreeSet<>();
    Set<TableName> counted = new TreeSet<>(inputs(model.table()));
    for (IgnoredInput input : model.ignoreChanges()) {
      ignored.addAll(storedInputs(List.of(input.table())));
      counted.remove(input.table());
    }
    // What a view was ignored for may be read beside it, unless it is named itself.
    ignored.removeAll(storedInputs(counted));
    model.ignoreChanges().stream()
        .map(IgnoredInput::table)
        .filter(table -> !isView(table))
        .forEach(ignored::add);
    return ignored;
  }

  /** The views that reading these names needs, each after those that it reads itself. */
  public List<ModelSpec> views(Collection<TableName> names) {
    Set<TableName> needed = new LinkedHashSet<>();
    collectViews(names, needed);
    if (needed.isEmpty()) {
      return List.of();
    }
    return ordered.stream().filter(model -> needed.contains(model.table())).toList();
  }

  private void collectViews(Collection<TableName> names, Set<TableName> needed) {
    for (TableName name : names) {
      if (isView(name) && needed.add(name)) {
        collectViews(inputs(name), needed);
      }
    }
  }

  /**
   * What in the SQL of a model that is kept as a table, and of the views that it reads, may make
   * other rows of the same input.
   */
  public List<Problem> warnings(ModelSpec model) {
    if (isView(model.table())) {
      return List.of();
    }
    List<Problem> warnings = new ArrayList<>();
    for (ModelSpec part : withViews(model)) {
      for (UnsteadyPart found : unsteady.getOrDefault(part.table(), List.of())) {
        Place place = ModelPlaces.at(lake, part, found.offset(), found.length());
        warnings.add(UnsteadySql.warning(model.table(), found, place));
      }
    }
    return warnings;
  }

  /** Whether a build of the model asks for the time. */
  boolean tellsTime(ModelSpec model) {
    return model.tests().stream().anyMatch(UnsteadySql::mayTellTime)
        || withViews(model).stream()
            .flatMap(part -> unsteady.getOrDefault(part.table(), List.of()).stream())
            .anyMatch(part -> part.kind() == UnsteadyPart.Kind.CLOCK);
  }

  private List<ModelSpec> withViews(ModelSpec model) {
    List<ModelSpec> all = new ArrayList<>(views(inputs(model.table())));
    all.add(model);
    return all;
  }

  private boolean isView(TableName name) {
    return find(name)
        .filter(model -> model.materialized() == ModelSpec.Materialized.VIEW)
        .isPresent();
  }

  /**
   * What is wrong with the SQL of each model alone: for a folder with mistakes, of which nobody can
   * tell what reads what.
   */
  public static List<Problem> syntax(Lake lake, SqlParser parser) {
    List<Problem> problems = new ArrayList<>();
    lake.models().forEach(model -> parse(lake, model, parser, problems));
    return problems;
  }

  private static Optional<ParsedSql> parse(
      Lake lake, ModelSpec model, SqlParser parser, List<Problem> problems) {
    try {
      return Optional.of(parser.parse(model.sql()));
    } catch (FozException e) {
      e.problems().forEach(problem -> problems.add(ModelPlaces.inFile(lake, model, problem)));
      return Optional.empty();
    }
  }

  private static Set<TableName> inputs(
      Lake lake, ModelSpec model, ParsedSql sql, Set<TableName> known, List<Problem> problems) {
    Set<TableName> found = new TreeSet<>();
    for (SqlTableRef reference : sql.tables()) {
      Optional<TableName> name =
          TableName.find(reference.toString().toLowerCase(java.util.Locale.ROOT))
              .filter(known::contains);
      name.ifPresent(found::add);
      if (name.isEmpty()) {
        problems.add(unknown(lake, model, reference, known));
      }
    }
    return found;
  }

  private static Problem unknown(
      Lake lake, ModelSpec model, SqlTableRef reference, Set<TableName> known) {
    Place place = ModelPlaces.at(lake, model, reference.offset(), reference.toString().length());
    Problem problem = unknown(reference.toString(), place, known);
    return reference.schema().equals("system")
        ? problem.remedy("models cannot read system tables")
        : problem;
  }

  /** Of a table that nobody makes. */
  static Problem unknown(String table, Place place, Set<TableName> known) {
    List<String> names = known.stream().map(TableName::toString).toList();
    return Problem.of(Code.DANGLING_NAME, "no source or model makes `" + table + "`")
        .at(place)
        .remedy(
            NearestWord.find(table, names)
                .map(word -> "did you mean `" + word + "`?")
                .orElse("foz status lists the tables of this lake"));
  }

  private static List<ModelSpec> order(
      Map<TableName, ModelSpec> models,
      Map<TableName, Set<TableName>> inputs,
      List<Problem> problems) {
    List<ModelSpec> ordered = new ArrayList<>();
    Set<TableName> done = new LinkedHashSet<>();
    for (TableName model : models.keySet()) {
      visit(model, models, inputs, new LinkedHashSet<>(), done, ordered, problems);
    }
    return ordered;
  }

  private static void visit(
      TableName table,
      Map<TableName, ModelSpec> models,
      Map<TableName, Set<TableName>> inputs,
      Set<TableName> path,
      Set<TableName> done,
      List<ModelSpec> ordered,
      List<Problem> problems) {
    ModelSpec model = models.get(table);
    if (model == null || done.contains(table)) {
      return;
    }
    if (!path.add(table)) {
      problems.add(circle(model, path));
      return;
    }
    for (TableName input : inputs.getOrDefault(table, Set.of())) {
      visit(input, models, inputs, path, done, ordered, problems);
    }
    for (TableName compared : comparedWith(model)) {
      if (!reaches(compared, path, inputs)) {
        visit(compared, models, inputs, path, done, ordered, problems);
      }
    }
    path.remove(table);
    if (done.add(table)) {
      ordered.add(model);
    }
  }

  private static Set<TableName> comparedWith(ModelSpec model) {
    Set<TableName> others = new TreeSet<>();
    for (TestSpec test : model.tests()) {
      if (test instanceof TestSpec.Relationships relationships) {
        others.add(relationships.to());
      }
    }
    others.remove(model.table());
    return others;
  }

  /** Whether a table is one of these or is made from one, directly or not. */
  private static boolean reaches(
      TableName table, Set<TableName> wanted, Map<TableName, Set<TableName>> inputs) {
    Set<TableName> seen = new LinkedHashSet<>(List.of(table));
    Deque<TableName> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      TableName next = open.removeFirst();
      if (wanted.contains(next)) {
        return true;
      }
      inputs.getOrDefault(next, Set.of()).stream().filter(seen::add).forEach(open::addLast);
    }
    return false;
  }

  private static Problem circle(ModelSpec model, Set<TableName> path) {
    List<String> names = new ArrayList<>();
    path.stream()
        .dropWhile(name -> !name.equals(model.table()))
        .forEach(name -> names.add(name.toString()));
    names.add(model.table().toString());
    return Problem.of(Code.MODEL_CYCLE, "models read each other: " + String.join(" → ", names))
        .at(model.place())
        .remedy("take one of the references out");
  }
}
