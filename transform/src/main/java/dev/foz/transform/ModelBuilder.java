package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.ModelSpec;
import dev.foz.engine.Engine;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.state.CommitKind;
import dev.foz.state.Consumption;
import dev.foz.state.Lease;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.Evolution;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Builds models that are kept as tables: whole, in one commit, when an input has a new commit or
 * the SQL has changed. Thread-safe.
 */
public final class ModelBuilder {
  /**
   * Table property with the hash of the SQL that made the content, views that it reads included.
   */
  private static final String SQL_HASH = "foz.sql-hash";

  private final Lake lake;
  private final ModelGraph models;
  private final Catalog catalog;
  private final StateStore state;
  private final Engine engine;
  private final Supplier<Moment> now;

  /**
   * @param now one read of all tables
   */
  public ModelBuilder(
      Lake lake,
      ModelGraph models,
      Catalog catalog,
      StateStore state,
      Engine engine,
      Supplier<Moment> now) {
    this.lake = lake;
    this.models = models;
    this.catalog = catalog;
    this.state = state;
    this.engine = engine;
    this.now = now;
  }

  /**
   * Builds a model where there is reason to.
   *
   * @param run the run that the new files are of
   * @throws FozException when the SQL fails or the result cannot be a table; the last version stays
   */
  public Build build(ModelSpec model, long run, Progress progress) {
    Set<TableName> inputs = models.storedInputs(models.inputs(model.table()));
    Optional<Build> nothing = nothingToDo(model, inputs, now.get());
    if (nothing.isPresent()) {
      return nothing.get();
    }
    Lease lease = state.acquire("table/" + model.table(), Consolidator.LEASE_PATIENCE, progress);
    try {
      Moment moment = now.get();
      nothing = nothingToDo(model, inputs, moment);
      if (nothing.isPresent()) {
        return nothing.get();
      }
      TransformJob job =
          new TransformJob(catalog, state, engine, moment, lease, model.table(), run, progress);
      return build(job, model, inputs);
    } catch (FozException e) {
      throw inFile(model, e);
    } finally {
      state.release(lease);
    }
  }

  private Optional<Build> nothingToDo(ModelSpec model, Set<TableName> inputs, Moment moment) {
    Optional<TableName> missing =
        inputs.stream().filter(input -> moment.find(input).isEmpty()).findFirst();
    if (missing.isPresent()) {
      return Optional.of(
          new Build.Nothing("waits for " + missing.get() + ", which has no data yet"));
    }
    boolean current =
        moment
            .find(model.table())
            .filter(table -> hash(model).equals(table.properties().get(SQL_HASH)))
            .isPresent();
    boolean fresh =
        inputs.stream()
            .allMatch(input -> state.consumed(model.table(), input) == commit(moment, input));
    return current && fresh ? Optional.of(new Build.Nothing("up to date")) : Optional.empty();
  }

  private static long commit(Moment moment, TableName input) {
    return moment.find(input).map(TableSnapshot::commit).orElse(0L);
  }

  private Build build(TransformJob job, ModelSpec model, Set<TableName> inputs) {
    Moment moment = job.moment();
    try (EngineSession session = engine.open()) {
      inputs.forEach(input -> moment.bind(session, moment.find(input).orElseThrow()));
      models
          .views(models.inputs(model.table()))
          .forEach(view -> session.bindView(view.table(), view.sql()));
      List<Field> columns = session.describe(model.sql());
      checkNames(model, columns);
      Optional<TableSnapshot> current = moment.find(model.table());
      List<Field> fields =
          current.map(table -> table.replacing(columns)).orElseGet(() -> Evolution.assign(columns));
      List<WrittenFile> written = job.write(session, model.sql(), fields);
      TableCommit commit = job.newCommit(CommitKind.BUILD);
      Map<String, String> properties = Map.of(SQL_HASH, hash(model));
      if (current.isPresent()) {
        commit.replace(model.table(), fields, written, properties);
      } else {
        commit.create(model.table(), fields, properties).append(model.table(), written);
      }
      inputs.forEach(input -> commit.consumed(consumption(model, input, moment)));
      job.execute(commit, written);
      long read =
          inputs.stream().mapToLong(input -> moment.find(input).orElseThrow().records()).sum();
      String note = TransformJob.records(written) + " rows";
      return new Build.Made(read, TransformJob.records(written), TransformJob.bytes(written), note);
    }
  }

  private Consumption consumption(ModelSpec model, TableName input, Moment moment) {
    long before = state.consumed(model.table(), input);
    return new Consumption(model.table(), input, before, commit(moment, input));
  }

  private void checkNames(ModelSpec model, List<Field> fields) {
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
        throw Problem.of(
                Code.MODEL_FAILED,
                "Cannot build " + model.table() + ": two columns are named `" + field.name() + "`")
            .at(model.place())
            .remedy("give one of them another name with `as`")
            .toException();
      }
    }
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
      return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
