package dev.foz.transform;

import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.PartitionField;
import dev.foz.base.TableLayout;
import dev.foz.table.TableSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the columns that a layout names. */
final class Layouts {
  static final String REMEDY =
      "`year`, `month` and `day` take dates and times, `hour` times, `truncate` texts and numbers;"
          + " a plain column is no fraction; or use `cluster_by`";

  private Layouts() {}

  /** How the owner of a table says that something of its layout cannot be. */
  interface Refusal {
    /** That there is no such column. */
    FozException noColumn(String key, String column);

    /** That a column's type does not go with what is to be made of it. */
    FozException misfit(PartitionField field, Field column);
  }

  /**
   * The layout with its columns as the table spells them.
   *
   * @throws FozException one that the refusal makes
   */
  static TableLayout fit(TableLayout layout, List<Field> columns, Refusal refusal) {
    List<PartitionField> fields = new ArrayList<>();
    for (PartitionField field : layout.partitionBy()) {
      Field column =
          find(columns, field.column())
              .orElseThrow(() -> refusal.noColumn("partition_by", field.column()));
      if (!field.transform().fits(column.type())) {
        throw refusal.misfit(field, column);
      }
      fields.add(field.withColumn(column.name()));
    }
    List<String> clusterBy = new ArrayList<>();
    for (String wanted : layout.clusterBy()) {
      clusterBy.add(
          find(columns, wanted)
              .map(Field::name)
              .orElseThrow(() -> refusal.noColumn("cluster_by", wanted)));
    }
    return new TableLayout(fields, clusterBy, layout.formatVersion());
  }

  /**
   * The same of what a table has by now; empty where it lacks one of the columns, or has another
   * type of it.
   */
  static Optional<TableLayout> find(TableLayout layout, TableSnapshot table) {
    List<Field> columns = table.fields();
    boolean fits =
        layout.partitionBy().stream()
            .allMatch(
                field ->
                    find(columns, field.column())
                        .filter(column -> field.transform().fits(column.type()))
                        .isPresent());
    boolean sorts = layout.clusterBy().stream().allMatch(name -> find(columns, name).isPresent());
    return fits && sorts ? Optional.of(fit(layout, columns, NEVER)) : Optional.empty();
  }

  /** The layout without columns that are not among these. */
  static TableLayout known(TableLayout layout, List<Field> columns) {
    return new TableLayout(
        layout.partitionBy().stream()
            .filter(field -> find(columns, field.column()).isPresent())
            .toList(),
        layout.clusterBy().stream().filter(name -> find(columns, name).isPresent()).toList(),
        layout.formatVersion());
  }

  /** Whether the files of a table lie as they should. */
  static boolean follows(TableSnapshot table, TableLayout layout) {
    return find(layout, table).filter(table::follows).isPresent();
  }

  private static Optional<Field> find(List<Field> columns, String name) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }

  private static final Refusal NEVER =
      new Refusal() {
        @Override
        public FozException noColumn(String key, String column) {
          throw new IllegalStateException("no column " + column);
        }

        @Override
        public FozException misfit(PartitionField field, Field column) {
          throw new IllegalStateException(field + " of " + column.type());
        }
      };
}
