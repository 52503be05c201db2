package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.lake.ModelSpec;
import dev.foz.engine.EngineSession;
import dev.foz.engine.MaskKey;
import dev.foz.engine.SqlParser;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The query of a model with its masks, in one session. */
final class ModelQuery {
  /** Lines that stand above the model's SQL where it is masked. */
  private static final int LINES_BEFORE = 1;

  private final List<Field> columns;
  private final String sql;
  private final boolean masked;

  private ModelQuery(List<Field> columns, String sql, boolean masked) {
    this.columns = columns;
    this.sql = sql;
    this.masked = masked;
  }

  /**
   * Describes the query; reads no rows.
   *
   * @param session with everything bound that the SQL names
   * @param key asked for where values are hashed
   * @throws FozException where two columns have one name, or the masks do not fit the columns
   */
  static ModelQuery of(
      ModelSpec model, EngineSession session, SqlParser parser, Supplier<MaskKey> key) {
    List<Field> clear = session.describe(model.sql());
    ModelBuild.checkNames(model, clear);
    ColumnMasks masks = ColumnMasks.of(model.table(), model.masks(), clear);
    if (masks.needsKey()) {
      session.useMaskKey(key.get());
    }
    return masks.isEmpty()
        ? new ModelQuery(clear, model.sql(), false)
        : new ModelQuery(masks.fields(clear), masks.over(parser.inner(model.sql())), true);
  }

  /** The columns of the result. */
  List<Field> columns() {
    return columns;
  }

  /**
   * Does something with the SQL. Where it is masked, a failure tells no values, and its place is
   * that of the model's own SQL.
   */
  <T> T run(Function<String, T> work) {
    if (!masked) {
      return work.apply(sql);
    }
    try {
      return work.apply(sql);
    } catch (FozException e) {
      throw told(e);
    }
  }

  /** A failure of the masked SQL: without values, and where it is in the model's own. */
  static FozException told(FozException failure) {
    return EngineMessages.withoutValues(
        new FozException(failure.problems().stream().map(ModelQuery::ofModel).toList()));
  }

  private static Problem ofModel(Problem problem) {
    return problem
        .where()
        .filter(place -> place.line() > LINES_BEFORE)
        .map(ModelQuery::ofModel)
        .map(problem::at)
        .orElse(problem);
  }

  private static Place ofModel(Place place) {
    return new Place(
        place.file(), place.line() - LINES_BEFORE, place.column(), place.text(), place.length());
  }
}
