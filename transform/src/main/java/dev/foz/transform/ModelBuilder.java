package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.OnFail;
import dev.foz.base.lake.TestSpec;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.engine.Narrowing;
import dev.foz.state.Lease;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.TableSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Builds models that are kept as tables: whole, in one commit, when an input has a new commit or
 * the SQL has changed. Thread-safe.
 */
public final class ModelBuilder {
  private final Lake lake;
  private final ModelGraph models;
  private final Catalog catalog;
  private final StateStore state;
  private final Engine engine;
  private final Supplier<Moment> now;
  private final MaskKeys maskKeys;
  private final Clock clock;

  /**
   * @param now one read of all tables
   * @param clock tells when rows were quarantined
   */
  public ModelBuilder(
      Lake lake,
      ModelGraph models,
      Catalog catalog,
      StateStore state,
      Engine engine,
      Supplier<Moment> now,
      MaskKeys maskKeys,
      Clock clock) {
    this.lake = lake;
    this.models = models;
    this.catalog = catalog;
    this.state = state;
    this.engine = engine;
    this.now = now;
    this.maskKeys = maskKeys;
    this.clock = clock;
  }

  /**
   * Builds a model where there is reason to.
   *
   * @param run the run that the new files are of
   * @throws FozException when the SQL fails or the result cannot be a table; the last version stays
   */
  public Build build(ModelSpec model, long run, Progress progress) {
    Set<TableName> inputs = models.storedInputs(models.inputs(model.table()));
    ToLongFunction<TableName> consumed = input -> state.consumed(model.table(), input);
    Optional<String> nothing = nothingToDo(model, inputs, now.get(), consumed);
    if (nothing.isPresent()) {
      return new Build.Nothing(nothing.get());
    }
    Lease lease = state.acquire("table/" + model.table(), Consolidator.LEASE_PATIENCE, progress);
    try {
      Moment moment = now.get();
      Optional<Build> paused = Paused.find(state, model.table());
      nothing = nothingToDo(model, inputs, moment, consumed);
      if (paused.isPresent()) {
        return paused.get();
      }
      if (nothing.isPresent()) {
        return new Build.Nothing(nothing.get());
      }
      TransformJob job =
          new TransformJob(catalog, state, engine, moment, lease, model.table(), run, progress);
      Build relaid = relay(job, model);
      TransformJob then = relaid instanceof Build.Made ? job.at(now.get()) : job;
      if (nothingToDo(model, inputs, then.moment(), consumed).isPresent()) {
        return relaid;
      }
      return relaid.plus(
          build(new ModelBuild(then, models, model, inputs, hash(model), maskKeys, false)));
    } catch (FozException e) {
      throw inFile(model, e);
    } finally {
      state.release(lease);
    }
  }

  /**
   * Computes a model whole from its inputs as they are now, whatever has changed, in one commit. Of
   * a {@code merge} model only the rows that differ are committed; the rows of an {@code append}
   * model are all replaced.
   *
   * @throws FozException as {@link #build}, and with {@code TABLE_PAUSED} where it is paused
   */
  public Build rebuild(ModelSpec model, long run, Progress progress) {
    Set<TableName> inputs = models.storedInputs(models.inputs(model.table()));
    Lease lease = state.acquire("table/" + model.table(), Consolidator.LEASE_PATIENCE, progress);
    try {
      Paused.refuse(state, model.table());
      Moment moment = now.get();
      Optional<String> missing = missing(inputs, moment);
      if (missing.isPresent()) {
        return new Build.Nothing(missing.get());
      }
      TransformJob job =
          new TransformJob(catalog, state, engine, moment, lease, model.table(), run, progress);
      Build relaid = relay(job, model);
      TransformJob then = relaid instanceof Build.Made ? job.at(now.get()) : job;
      return relaid.plus(
          build(new ModelBuild(then, models, model, inputs, hash(model), maskKeys, true)));
    } catch (FozException e) {
      throw inFile(model, e);
    } finally {
      state.release(lease);
    }
  }

  /** Says for each input how the model is computed again when that input alone changes. */
  public List<String> ways(ModelSpec model) {
    switch (model.materialized()) {
      case VIEW -> {
        return List.of("computed when it is read");
      }
      case TABLE -> {
        return List.of("computed whole and replaced");
      }
      case APPEND -> {
        return List.of("computed over new rows and added");
      }
      case MERGE -> {}
    }
    if (model.tests().stream().anyMatch(test -> test.onFail() == OnFail.QUARANTINE)) {
      return List.of("computed whole, because rows that fail a test go to quarantine");
    }
    Moment moment = now.get();
    List<String> ways = new ArrayList<>();
    for (TableName input : models.storedInputs(models.inputs(model.table()))) {
      ways.add(
          switch (MergePlan.narrowing(engine.parser(), models, model, moment, input)) {
            case Narrowing.BySums sums ->
                "changes of " + input + ": added to and taken from its counts and sums";
            case Narrowing.ByKeys keys ->
                "changes of " + input + ": by " + String.join(", ", keys.columns());
            case Narrowing.Whole(String reason) -> "changes of " + input + ": whole, " + reason;
          });
    }
    return ways;
  }

  /**
   * Starts something with SQL that gives the rows which a model makes of what is bound, masked.
   *
   * @throws FozException told for the SQL as it stands in the model
   */
  public <T> T preview(ModelSpec model, EngineSession session, Function<String, T> work) {
    return ModelQuery.of(model, session, engine.parser(), maskKeys::forPreview).run(work);
  }

  /** A failure that came later, while the rows of a preview were read. */
  public static FozException ofPreview(ModelSpec model, FozException failure) {
    return model.masks().isEmpty() ? failure : ModelQuery.told(failure);
  }

  /** The columns of a model's table where its SQL has these. */
  public static List<Field> masked(ModelSpec model, List<Field> columns) {
    return ColumnMasks.of(model.table(), model.masks(), columns).fields(columns);
  }

  /** Whether the table of a model was last made by its SQL and its tests as they are now. */
  public boolean isMadeAsWritten(ModelSpec model, Moment moment) {
    return moment
        .find(model.table())
        .filter(table -> table.madeBy().equals(Optional.of(hash(model))))
        .isPresent();
  }

  /** Why there is no reason to build a model, as of what was read before; empty if there is. */
  public Optional<String> idle(ModelSpec model, Standing standing) {
    Optional<String> paused = standing.paused(model.table());
    if (paused.isPresent()) {
      return paused;
    }
    return nothingToDo(
        model,
        models.storedInputs(models.inputs(model.table())),
        standing.moment(),
        input -> standing.consumed(model.table(), input));
  }

  private Optional<String> nothingToDo(
      ModelSpec model, Set<TableName> inputs, Moment moment, ToLongFunction<TableName> consumed) {
    Optional<String> missing = missing(inputs, moment);
    if (missing.isPresent()) {
      return missing;
    }
    boolean current =
        moment
            .find(model.table())
            .filter(table -> table.madeBy().equals(Optional.of(hash(model))))
            .filter(table -> Layouts.follows(table, model.layout()))
            .isPresent();
    Set<TableName> ignored = models.ignored(model);
    boolean fresh =
        inputs.stream()
            .filter(input -> !ignored.contains(input))
            .allMatch(input -> consumed.applyAsLong(input) == commit(moment, input));
    return current && fresh && !hides(model, ignored, moment, consumed)
        ? Optional.of("up to date")
        : Optional.empty();
  }

  /** Whether an input hides something since the model was made; its other changes do not count. */
  private static boolean hides(
      ModelSpec model, Set<TableName> ignored, Moment moment, ToLongFunction<TableName> consumed) {
    Set<TableName> changed = new TreeSet<>(ignored);
    changed.removeIf(input -> consumed.applyAsLong(input) == commit(moment, input));
    return MaskChange.ofInputs(model.table(), changed, moment, consumed).isPresent();
  }

  private static Optional<String> missing(Set<TableName> inputs, Moment moment) {
    return inputs.stream()
        .filter(input -> moment.find(input).isEmpty())
        .findFirst()
        .map(input -> "waits for " + input + ", which has no data yet");
  }

  private static long commit(Moment moment, TableName input) {
    return moment.find(input).map(TableSnapshot::commit).orElse(0L);
  }

  /** Rows that stay are written again at once where they are to lie in another way. */
  private static Build relay(TransformJob job, ModelSpec model) {
    Optional<TableSnapshot> table = job.moment().find(model.table());
    Optional<TableLayout> layout =
        table
            .filter(made -> MaskChange.of(made, model.masks()).isEmpty())
            .flatMap(now -> Layouts.find(model.layout(), now));
    if (model.materialized() == ModelSpec.Materialized.TABLE || layout.isEmpty()) {
      return new Build.Nothing("up to date");
    }
    return new Relayout(job).execute(table.get(), table.get().fields(), layout.get());
  }

  private Build build(ModelBuild build) {
    ModelSpec model = build.model();
    TransformJob job = build.job();
    StagedTests tests = new StagedTests(build, engine.parser(), clock);
    Build done;
    try (EngineSession session = engine.open()) {
      if (models.tellsTime(model)) {
        session.pinNow(state.startOf(job.run()));
      }
      build.bind(session);
      tests.bind(session);
      done =
          switch (model.materialized()) {
            case MERGE -> new MergeBuild(build, tests, engine.parser()).execute(session);
            case APPEND -> new AppendBuild(build, tests).execute(session);
            case TABLE -> new WholeBuild(build, tests).execute(session);
            case VIEW -> throw new IllegalStateException(model.table() + " is a view");
          };
    }
    if (model.materialized() != ModelSpec.Materialized.TABLE) {
      new Fold(job.at(now.get())).execute(model.layout());
    }
    return done;
  }

  private FozException inFile(ModelSpec model, FozException failure) {
    Problem problem = failure.problem();
    boolean aboutSql = problem.code() == Code.SQL_FAILED || problem.code() == Code.SQL_SYNTAX;
    return aboutSql ? ModelPlaces.inFile(lake, model, problem).toException(failure) : failure;
  }

  private String hash(ModelSpec model) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (ModelSpec view : models.views(models.inputs(model.table()))) {
        digest.update(view.sql().getBytes(StandardCharsets.UTF_8));
      }
      digest.update(model.sql().getBytes(StandardCharsets.UTF_8));
      for (TestSpec test : model.tests()) {
        String values =
            test instanceof TestSpec.AcceptedValues accepted ? accepted.values().toString() : "";
        String rule = test.name() + values + " " + test.onFail();
        digest.update(rule.getBytes(StandardCharsets.UTF_8));
      }
      if (!model.masks().isEmpty()) {
        digest.update(MaskChange.text(model.masks()).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
