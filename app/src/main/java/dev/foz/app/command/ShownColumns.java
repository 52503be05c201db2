package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.lineage.Lineage;
import dev.foz.app.lineage.LineageReader;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Layer;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.lake.MaskSpec;
import dev.foz.base.lake.ModelSpec;
import dev.foz.base.lake.ModelSpec.Materialized;
import dev.foz.serve.RunningQuery;
import dev.foz.table.TableSnapshot;
import dev.foz.transform.ModelGraph;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gathers the columns of a table for {@code foz show}. */
record ShownColumns(OpenLake open, ModelGraph models, List<MaskSpec> masks) {

  /** In the order of the table; none where it is not there yet. */
  List<ShownColumn> of(TableName table) {
    List<Field> fields =
        open.now().find(table).map(TableSnapshot::fields).orElseGet(() -> ofView(table));
    boolean made = table.layer() == Layer.CURATED || table.layer() == Layer.REFINED;
    if (fields.isEmpty() || !made) {
      return fields.stream().map(field -> new ShownColumn(field, "", List.of(), "")).toList();
    }
    Lineage lineage = new LineageReader(open, models).columns(table);
    return fields.stream().map(field -> of(table, field, lineage)).toList();
  }

  /** A view has columns when what it reads has. */
  private List<Field> ofView(TableName table) {
    Optional<ModelSpec> view =
        models.find(table).filter(model -> model.materialized() == Materialized.VIEW);
    if (view.isEmpty()) {
      return List.of();
    }
    try (RunningQuery query =
        open.queries().start("select * from " + table + " limit 0", Progress.NONE)) {
      return query.result().columns();
    } catch (FozException e) {
      // What it reads is not there yet, which the facts beside tell.
      return List.of();
    }
  }

  private ShownColumn of(TableName table, Field field, Lineage lineage) {
    String column = field.name().toLowerCase(Locale.ROOT);
    String name = table + "." + column;
    List<Lineage.Edge> edges = lineage.into(name);
    boolean untold = lineage.untold().stream().anyMatch(one -> one.name().equals(name));
    String how =
        edges.stream()
            .map(Lineage.Edge::note)
            .filter(note -> !note.isEmpty())
            .findFirst()
            .orElse("");
    return new ShownColumn(
        field,
        mask(column),
        edges.stream().map(Lineage.Edge::from).toList(),
        untold ? "not told" : how);
  }

  private String mask(String column) {
    return masks.stream()
        .filter(mask -> mask.path().getFirst().toLowerCase(Locale.ROOT).equals(column))
        .map(mask -> (mask.path().size() > 1 ? mask.column() + ": " : "") + mask.mask().word())
        .collect(Collectors.joining(", "));
  }
}
