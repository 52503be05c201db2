package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.PartitionField;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import java.util.List;

/**
 * A source table that is kept typed.
 *
 * @param raw where its records land
 * @param curated what is made of them
 * @param primaryKey fields that name a row, dots for nested ones; empty to keep every record
 * @param layout of the curated table
 * @param place of what declares the table
 */
public record CuratedTable(
    TableName raw, TableName curated, List<String> primaryKey, TableLayout layout, Place place)
    implements Layouts.Refusal {
  public CuratedTable {
    primaryKey = List.copyOf(primaryKey);
  }

  @Override
  public FozException noColumn(String key, String column) {
    return Problem.of(
            Code.TABLE_COLUMNS,
            "Cannot consolidate " + curated + ": no record has the field `" + column + "`")
        .at(place)
        .because("`" + key + "` names it")
        .remedy("name other fields at the top of the records in `" + key + "`")
        .toException();
  }

  @Override
  public FozException misfit(PartitionField field, Field column) {
    return Problem.of(
            Code.TABLE_COLUMNS,
            "Cannot consolidate " + curated + ": it cannot be partitioned by `" + field + "`")
        .at(place)
        .because("column `" + column.name() + "` is " + column.type())
        .remedy(Layouts.REMEDY)
        .toException();
  }
}
