package dev.foz.transform;

import dev.foz.base.Code;
import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.PartitionField;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import dev.foz.base.lake.MaskSpec;
import java.util.List;

/**
 * A source table that is kept typed.
 *
 * @param raw where its records land
 * @param curated what is made of them
 * @param primaryKey fields that name a row, dots for nested ones; empty to keep every record
 * @param history whether every version of each key is kept, not only the last; only with a key
 * @param layout of the curated table
 * @param place of what declares the table
 * @param masks of its columns, as the records name their fields
 */
public record CuratedTable(
    TableName raw,
    TableName curated,
    List<String> primaryKey,
    boolean history,
    TableLayout layout,
    Place place,
    List<MaskSpec> masks)
    implements Layouts.Refusal {
  public CuratedTable {
    primaryKey = List.copyOf(primaryKey);
    masks = List.copyOf(masks);
    if (history && primaryKey.isEmpty()) {
      throw new IllegalArgumentException(curated + " has no key to keep the history of");
    }
  }

  /** The same table without its masks: only the names of its columns are right. */
  CuratedTable unmasked() {
    return new CuratedTable(raw, curated, primaryKey, history, layout, place, List.of());
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
