package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.PartitionField;
import dev.foz.base.Problem;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import dev.foz.base.lake.Mask;
import dev.foz.base.lake.ModelSpec;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.state.Consumption;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stays the same while one model is built.
 *
 * @param inputs the stored tables that it reads, views followed
 * @param sqlHash of the SQL that makes the content, views that it reads included
 * @param anew whether all of it is computed, whatever has changed
 */
record ModelBuild(
    TransformJob job,
    ModelGraph models,
    ModelSpec model,
    Set<TableName> inputs,
    String sqlHash,
    MaskKeys maskKeys,
    boolean anew) {
  ModelBuild {
    inputs = Set.copyOf(inputs);
  }

  TableName table() {
    return model.table();
  }

  Optional<TableSnapshot> current() {
    return job.moment().find(table());
  }

  /** What the table says of how it was made. */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put(TableSnapshot.MADE_BY, sqlHash);
    boolean wasMasked = current().filter(made -> !MaskChange.masksOf(made).isEmpty()).isPresent();
    if (wasMasked || !model.masks().isEmpty()) {
      boolean hashes = model.masks().stream().anyMatch(mask -> mask.mask() == Mask.HASH);
      properties.put(MaskChange.MASKS, MaskChange.text(model.masks()));
      properties.put(MaskChange.KEY, hashes ? maskKeys.load(current()).print() : "");
    }
    inputs.forEach(input -> properties.putAll(MaskChange.seen(input, job.moment().find(input))));
    if (hidesFormer()) {
      properties.putAll(MaskChange.hidden(current().orElseThrow(), job.run()));
    }
    return properties;
  }

  /** How the masks of the model, or of what it was made of, changed since it was made. */
  Optional<MaskChange> maskChange() {
    Optional<MaskChange> own = current().flatMap(made -> MaskChange.of(made, model.masks()));
    Optional<MaskChange> others =
        MaskChange.ofInputs(table(), inputs, job.moment(), this::consumed);
    return own.isPresent() && others.isPresent()
        ? Optional.of(own.get().and(others.get()))
        : own.or(() -> others);
  }

  private boolean hidesFormer() {
    return maskChange().filter(MaskChange::hides).isPresent();
  }

  /** Lets former versions expire in a commit where they show what may not be seen any more. */
  void hideFormer(TableCommit commit) {
    if (!hidesFormer()) {
      return;
    }
    commit.expireFormer(table());
    TableName quarantine = table().quarantine();
    if (job.moment().find(quarantine).isPresent()) {
      commit.expireFormer(quarantine);
    }
  }

  /** Behind the note of a build. */
  String maskNote() {
    return maskChange().map(change -> ", rebuilt: " + change.reason()).orElse("");
  }

  boolean hasSameSql() {
    return current().flatMap(TableSnapshot::madeBy).equals(Optional.of(sqlHash));
  }

  /** Binds all that the SQL names. */
  void bind(EngineSession session) {
    Moment moment = job.moment();
    inputs.forEach(input -> moment.bind(session, moment.find(input).orElseThrow()));
    models
        .views(models.inputs(table()))
        .forEach(view -> session.bindView(view.table(), view.sql()));
  }

  /** The SQL that makes the rows; throws where that cannot be a table. */
  ModelQuery query(EngineSession session) {
    return ModelQuery.of(model, session, job.engine().parser(), () -> maskKeys.load(current()));
  }

  /**
   * @throws FozException when two columns have one name
   */
  static void checkNames(ModelSpec model, List<Field> columns) {
    Set<String> names = new HashSet<>();
    for (Field field : columns) {
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

  /**
   * How the rows are to lie, with columns as the result spells them.
   *
   * @param columns of the result
   */
  TableLayout layout(List<Field> columns) {
    return Layouts.fit(
        model.layout(),
        columns,
        new Layouts.Refusal() {
          @Override
          public FozException noColumn(String key, String column) {
            return ModelBuild.this.noColumn(key, column);
          }

          @Override
          public FozException misfit(PartitionField field, Field column) {
            return Problem.of(
                    Code.MODEL_FAILED,
                    "Cannot build " + table() + ": it cannot be partitioned by `" + field + "`")
                .at(model.place())
                .because("column `" + column.name() + "` is " + column.type())
                .remedy(Layouts.REMEDY)
                .toException();
          }
        });
  }

  /** The problem of a key of the front matter that names a column which the SQL does not make. */
  FozException noColumn(String key, String column) {
    return Problem.of(
            Code.MODEL_FAILED,
            "Cannot build " + table() + ": its SQL makes no column `" + column + "`")
        .at(model.place())
        .because("`" + key + "` names it")
        .remedy("select it, or name other columns in `" + key + "`")
        .toException();
  }

  /** Inputs that have commits which the model has not consumed. */
  List<TableName> changedInputs() {
    return inputs.stream().filter(input -> consumed(input) != commit(input)).sorted().toList();
  }

  /** Inputs whose changes do not count. */
  Set<TableName> ignored() {
    return models.ignored(model);
  }

  long consumed(TableName input) {
    return job.state().consumed(table(), input);
  }

  long commit(TableName input) {
    return job.moment().find(input).map(TableSnapshot::commit).orElse(0L);
  }

  /** Notes in a commit that all inputs are consumed as they are now. */
  void consume(TableCommit commit) {
    for (TableName input : inputs) {
      commit.consumed(new Consumption(table(), input, consumed(input), commit(input)));
    }
  }

  long inputRows() {
    return inputs.stream()
        .mapToLong(input -> job.moment().find(input).orElseThrow().records())
        .sum();
  }
}
