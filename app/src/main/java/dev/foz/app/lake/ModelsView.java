package dev.foz.app.lake;

import dev.foz.base.Field;
import dev.foz.base.TableName;
import dev.foz.base.Type;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.TestSpec;
import dev.foz.serve.SystemView;
import dev.foz.state.LastStep;
import dev.foz.state.Pause;
import dev.foz.state.RunState;
import dev.foz.transform.ModelGraph;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code system.models}: each model, how it stands and how it was built last. */
final class ModelsView {
  private static final List<Field> COLUMNS =
      List.of(
          Field.of("model", Type.Primitive.STRING),
          Field.of("materialized", Type.Primitive.STRING),
          Field.of("file", Type.Primitive.STRING),
          Field.of("status", Type.Primitive.STRING),
          Field.of("note", Type.Primitive.STRING),
          Field.of("built_by_run", Type.Primitive.LONG),
          Field.of("built_at", Type.Primitive.TIMESTAMPTZ),
          Field.of("rows_read", Type.Primitive.LONG),
          Field.of("rows_written", Type.Primitive.LONG),
          Field.of("way", Type.Primitive.STRING),
          Field.of("ways", Type.Primitive.STRING),
          Field.of("owner", Type.Primitive.STRING),
          Field.of("tags", Type.Primitive.STRING),
          Field.of("tests", Type.Primitive.STRING),
          Field.of("paused", Type.Primitive.BOOLEAN),
          Field.of("newest_data_at", Type.Primitive.TIMESTAMPTZ),
          Field.of("freshness", Type.Primitive.STRING));

  private final OpenLake open;
  private final ModelGraph models;
  private final Map<TableName, TableHealth> health = new HashMap<>();
  private final Map<String, LastStep> built;
  private final Map<TableName, Pause> pauses;

  private ModelsView(OpenLake open, ModelGraph models) {
    this.open = open;
    this.models = models;
    new Health(open, models).tables().forEach(table -> health.put(table.table(), table));
    this.built = open.state().lastSteps(EnumSet.of(RunState.COMPLETED));
    this.pauses = open.state().pauses();
  }

  static SystemView of(OpenLake open, ModelGraph models) {
    return new SystemView(
        "models",
        COLUMNS,
        sink -> {
          ModelsView view = new ModelsView(open, models);
          models.ordered().forEach(model -> sink.row(view.row(model)));
        });
  }

  private @Nullable Object[] row(ModelSpec model) {
    TableHealth stands = health.get(model.table());
    LastStep last = built.get(model.table().toString());
    return new @Nullable Object[] {
      model.table().toString(),
      model.materialized().name().toLowerCase(Locale.ROOT),
      open.lake().folder().relativize(model.file()).toString(),
      stands == null ? null : stands.status().word(),
      stands == null || stands.note().isEmpty() ? null : stands.note(),
      last == null ? null : last.run(),
      last == null ? null : last.startedAt(),
      last == null ? null : last.counts().recordsRead(),
      last == null ? null : last.counts().recordsWritten(),
      last == null ? null : last.note(),
      String.join("; ", open.modelBuilder(models).ways(model)),
      model.owner().isEmpty() ? null : model.owner(),
      model.tags().isEmpty() ? null : String.join(", ", model.tags()),
      model.tests().isEmpty()
          ? null
          : model.tests().stream().map(TestSpec::name).collect(Collectors.joining("; ")),
      pauses.containsKey(model.table()),
      stands == null ? null : stands.newest().orElse(null),
      stands == null ? null : stands.asked().orElse(null)
    };
  }
}
