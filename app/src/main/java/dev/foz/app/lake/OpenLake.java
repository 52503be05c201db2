package dev.foz.app.lake;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.ModelSpec;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineOptions;
import dev.foz.engine.Moment;
import dev.foz.engine.RememberingParser;
import dev.foz.engine.SqlParser;
import dev.foz.engine.duckdb.DuckDbEngine;
import dev.foz.ingest.Loader;
import dev.foz.ingest.Quarantine;
import dev.foz.ingest.QuarantineGroups;
import dev.foz.serve.QueryService;
import dev.foz.serve.SystemView;
import dev.foz.serve.ViewDefinition;
import dev.foz.state.StateOptions;
import dev.foz.state.StateStore;
import dev.foz.state.SystemTable;
import dev.foz.table.Catalog;
import dev.foz.table.LocalStorage;
import dev.foz.transform.Consolidator;
import dev.foz.transform.MaskKeys;
import dev.foz.transform.ModelBuilder;
import dev.foz.transform.ModelGraph;
import dev.foz.transform.Rollbacks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A lake with its state database, storage, catalogue and engine. The engine starts when it is first
 * asked for. Thread-safe but for {@link #close}.
 */
public final class OpenLake implements AutoCloseable {
  private final Lake lake;
  private final Clock clock;
  private final StateStore state;
  private final Catalog catalog;
  private final Engine engine;
  private final RememberingParser parser;
  private final Limits limits;
  private @Nullable Declarations declarations;

  private OpenLake(
      Lake lake, Clock clock, StateStore state, Catalog catalog, Engine engine, Limits limits) {
    this.lake = lake;
    this.clock = clock;
    this.state = state;
    this.catalog = catalog;
    this.engine = engine;
    this.parser = Parsers.of(lake, engine);
    this.limits = limits;
  }

  /**
   * Opens the parts in order; what was opened is closed again when a later one fails.
   *
   * @throws dev.foz.base.FozException when state database or storage cannot be used, or tables lie
   *     in the storage that the state database has never heard of
   */
  public static OpenLake open(Lake lake, Memory memory, Clock clock) {
    return open(lake, memory, clock, Limits.standard(memory));
  }

  /** Opens it as {@link #open(Lake, Memory, Clock)} does, with other limits. */
  public static OpenLake open(Lake lake, Memory memory, Clock clock, Limits limits) {
    OpenLake open = openUnchecked(lake, memory, clock, limits);
    try {
      open.checkState();
      return open;
    } catch (RuntimeException | Error e) {
      open.close();
      throw e;
    }
  }

  /** As {@link #open}, also where the state database was lost. */
  public static OpenLake openUnchecked(Lake lake, Memory memory, Clock clock) {
    return openUnchecked(lake, memory, clock, Limits.standard(memory));
  }

  private static OpenLake openUnchecked(Lake lake, Memory memory, Clock clock, Limits limits) {
    LocalStorage storage = new LocalStorage(lake.storage());
    StateStore state = StateStore.open(lake.stateFile(), StateOptions.standard(clock));
    try {
      Catalog catalog = new Catalog(state, storage, clock, limits.catalog());
      Engine engine =
          new DuckDbEngine(
              new EngineOptions(
                  Math.max(EngineOptions.LEAST_MEMORY, memory.engineBytes()),
                  limits.loads().threads(),
                  lake.storage().resolve("_temp"),
                  lake.timezone(),
                  List.of(lake.storage())));
      return new OpenLake(lake, clock, state, catalog, engine, limits);
    } catch (RuntimeException | Error e) {
      state.close();
      throw e;
    }
  }

  /** A database that is new beside tables that are not: going on would load everything twice. */
  private void checkState() {
    if (state.pointers().isEmpty() && !hasRun() && catalog.hasTables()) {
      throw Problem.of(
              Code.STATE_LOST,
              "Cannot open lake "
                  + lake.name()
                  + ": its tables are there, its state database is not")
          .at(Place.of(lake.stateFile().toString()))
          .because("without it Foz would not know what was loaded, and load it twice")
          .remedy("bring the file back, or `foz state recover` makes it anew from the tables")
          .toException();
    }
  }

  private boolean hasRun() {
    AtomicBoolean any = new AtomicBoolean();
    state.read("runs", row -> any.set(true));
    return any.get();
  }

  public Lake lake() {
    return lake;
  }

  public StateStore state() {
    return state;
  }

  public Catalog catalog() {
    return catalog;
  }

  public Clock clock() {
    return clock;
  }

  /** The models in order; reads their SQL. */
  public ModelGraph models() {
    return ModelGraph.read(lake, parser);
  }

  /**
   * The contracts of the folder; compiled when they are first asked for.
   *
   * @throws dev.foz.base.FozException with the problems of all of them
   */
  public synchronized Declarations declarations() {
    Declarations known = declarations;
    if (known == null) {
      known = Declarations.read(lake);
      declarations = known;
    }
    return known;
  }

  /** Reads SQL of this lake. */
  public SqlParser parser() {
    return parser;
  }

  public Quarantine quarantine() {
    return new Quarantine(catalog, state, engine, this::now, clock, limits.loads());
  }

  public QuarantineGroups quarantineGroups() {
    return new QuarantineGroups(catalog, state);
  }

  /** All tables as of now, in one read. */
  public Moment now() {
    return new Moment(catalog.read(), state::contractText);
  }

  Engine engine() {
    return engine;
  }

  /** How many tasks of a run work at once. */
  public int tasksAtOnce() {
    return limits.tasks();
  }

  Limits limits() {
    return limits;
  }

  Loader loader() {
    return new Loader(catalog, state, clock, limits.loads());
  }

  Consolidator consolidator() {
    return new Consolidator(catalog, state, engine, this::now, maskKeys(), limits.sliceRecords());
  }

  public ModelBuilder modelBuilder(ModelGraph models) {
    return new ModelBuilder(lake, models, catalog, state, engine, this::now, maskKeys(), clock);
  }

  private MaskKeys maskKeys() {
    return new MaskKeys(lake.folder(), this::now);
  }

  public Rollbacks rollbacks() {
    return new Rollbacks(catalog, state);
  }

  public QueryService queries() {
    ModelGraph models = models();
    List<ViewDefinition> views =
        models.ordered().stream()
            .filter(model -> model.materialized() == ModelSpec.Materialized.VIEW)
            .map(
                model ->
                    new ViewDefinition(model.table(), model.sql(), models.inputs(model.table())))
            .toList();
    List<SystemView> systemViews = new ArrayList<>();
    state.systemTables().forEach(table -> systemViews.add(systemView(table)));
    systemViews.add(QuarantineView.of(quarantineGroups()));
    systemViews.add(ModelsView.of(this, models));
    return new QueryService(engine, this::now, views, ModelGraph.tables(lake), systemViews);
  }

  private SystemView systemView(SystemTable table) {
    return new SystemView(
        table.name(), table.columns(), sink -> state.read(table.name(), sink::row));
  }

  /**
   * Closes the runs of processes that died, and removes what they left behind.
   *
   * @return the runs
   */
  public List<Long> recoverDeadRuns() {
    return state.closeDeadRuns(catalog::cleanAfterRun);
  }

  @Override
  public void close() {
    try (state;
        catalog) {
      parser.save();
      engine.close();
    }
  }
}
