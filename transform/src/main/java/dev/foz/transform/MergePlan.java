package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.base.Type;
import dev.foz.base.lake.ModelSpec;
import dev.foz.engine.Moment;
import dev.foz.engine.Narrowing;
import dev.foz.engine.SqlParser;
import dev.foz.table.Changes;
import dev.foz.table.TableSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Chooses which part of a merge model is computed again. */
final class MergePlan {
  /** Beyond such a share of the input, looking up keys costs more than computing all. */
  private static final double MOST_CHANGED = 0.3;

  private final ModelBuild build;
  private final SqlParser parser;

  MergePlan(ModelBuild build, SqlParser parser) {
    this.build = build;
    this.parser = parser;
  }

  /**
   * @param changed inputs with changes that count, at least one
   */
  MergeWay choose(List<TableName> changed) {
    if (build.anew()) {
      return new MergeWay.Whole("a rebuild was asked for");
    }
    if (!build.hasSameSql()) {
      return new MergeWay.Whole("its SQL or its tests changed");
    }
    if (build.current().orElseThrow().foreign()) {
      return new MergeWay.Whole("another program changed it");
    }
    if (changed.size() > 1) {
      return new MergeWay.Whole(changed.size() + " inputs changed");
    }
    return choose(changed.getFirst());
  }

  private MergeWay choose(TableName driving) {
    Narrowing narrowing =
        narrowing(parser, build.models(), build.model(), build.job().moment(), driving);
    if (narrowing instanceof Narrowing.Whole(String reason)) {
      return new MergeWay.Whole(reason);
    }
    TableSnapshot input = build.job().moment().find(driving).orElseThrow();
    return switch (input.changesSince(build.consumed(driving))) {
      case Changes.Unknown(String reason) -> new MergeWay.Whole(driving + ": " + reason);
      case Changes.Known known ->
          known.addedRows() + known.removedRows() > MOST_CHANGED * input.records()
              ? new MergeWay.Whole("much of " + driving + " changed")
              : way(driving, narrowing, known);
    };
  }

  private MergeWay way(TableName driving, Narrowing narrowing, Changes.Known known) {
    return switch (narrowing) {
      case Narrowing.Whole(String reason) -> new MergeWay.Whole(reason);
      case Narrowing.ByKeys keys -> new MergeWay.Keys(driving, keys, known);
      case Narrowing.BySums sums ->
          new MergeWay.Sums(driving, sums, known, way(driving, sums.otherwise(), known));
    };
  }

  /** How a model is computed again when one of its inputs changes and the others do not. */
  static Narrowing narrowing(
      SqlParser parser, ModelGraph models, ModelSpec model, Moment moment, TableName driving) {
    Set<TableName> named = models.inputs(model.table());
    if (!named.equals(models.storedInputs(named))) {
      return new Narrowing.Whole("it reads a view");
    }
    if (driving.layer() == Layer.RAW) {
      return new Narrowing.Whole("it reads a raw table");
    }
    Map<TableName, List<String>> columns = new HashMap<>();
    for (TableName input : named) {
      List<Field> fields = moment.find(input).map(TableSnapshot::fields).orElse(List.of());
      columns.put(input, fields.stream().map(Field::name).toList());
    }
    // Keys are compared with the rows that the table has, and those are masked.
    List<String> clear =
        model.primaryKey().stream()
            .filter(
                key ->
                    model.masks().stream().noneMatch(mask -> mask.column().equalsIgnoreCase(key)))
            .toList();
    if (clear.isEmpty()) {
      return new Narrowing.Whole("its primary key is masked");
    }
    Narrowing narrowing = parser.narrow(model.sql(), driving, clear, columns);
    return narrowing instanceof Narrowing.BySums sums && !isExact(sums, models, model, moment)
        ? sums.otherwise()
        : narrowing;
  }

  /**
   * Whether its sums are exact, and were made of the other inputs as they are now: a change that
   * was ignored is in the sums of rows that came after it, and not in those of rows before.
   */
  private static boolean isExact(
      Narrowing.BySums sums, ModelGraph models, ModelSpec model, Moment moment) {
    List<Field> fields = moment.find(model.table()).map(TableSnapshot::fields).orElse(List.of());
    return models.ignored(model).isEmpty()
        && model.masks().isEmpty()
        && Stream.concat(sums.sums().stream(), sums.counts().stream())
            .allMatch(name -> isExact(fields, name));
  }

  private static boolean isExact(List<Field> fields, String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::type)
        .anyMatch(type -> type == Type.Primitive.LONG || type instanceof Type.Decimal);
  }
}
