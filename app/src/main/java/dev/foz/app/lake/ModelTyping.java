package dev.foz.app.lake;

import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.lake.ModelSpec;
import dev.foz.engine.EngineSession;
import dev.foz.engine.Moment;
import dev.foz.engine.ParquetInput;
import dev.foz.table.Evolution;
import dev.foz.table.TableSnapshot;
import dev.foz.transform.ModelBuilder;
import dev.foz.transform.ModelGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds models whose SQL does not fit the columns that their inputs will have. Reads no rows. */
public final class ModelTyping {
  private final OpenLake open;
  private final ModelGraph models;
  private final Map<TableName, List<Field>> changed = new HashMap<>();

  /**
   * @param impacts what changed contracts will make of source tables
   */
  public ModelTyping(OpenLake open, ModelGraph models, List<ContractImpact> impacts) {
    this.open = open;
    this.models = models;
    impacts.stream()
        .filter(impact -> !impact.columns().isEmpty())
        .forEach(impact -> changed.put(impact.table().curatedTable(), impact.columns()));
  }

  /** The problems of models that depend on the changed tables, told for their files. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    Moment moment = open.now();
    for (ModelSpec model : models.ordered()) {
      boolean concerned = models.inputs(model.table()).stream().anyMatch(changed::containsKey);
      if (concerned) {
        check(model, moment, problems);
      }
    }
    return problems;
  }

  private void check(ModelSpec model, Moment moment, List<Problem> problems) {
    try (EngineSession session = open.engine().open()) {
      for (TableName input : models.inputs(model.table())) {
        Optional<List<Field>> columns = columns(moment, input);
        if (columns.isEmpty()) {
          return;
        }
        session.bind(input, ParquetInput.of(Evolution.assign(columns.get()), filter -> List.of()));
      }
      List<Field> columns = session.describe(model.sql());
      changed.put(model.table(), ModelBuilder.masked(model, columns));
    } catch (FozException e) {
      problems.add(models.inFile(model, e.problem()));
    }
  }

  /** Those of a changed table, else those of now; empty where the table has no data yet. */
  private Optional<List<Field>> columns(Moment moment, TableName input) {
    return changed.containsKey(input)
        ? Optional.of(changed.get(input))
        : moment.find(input).map(TableSnapshot::fields);
  }
}
