package dev.foz.engine;

import dev.foz.base.Field;
import dev.foz.table.Filter;
import dev.foz.table.ScanFile;
import dev.foz.table.TableSnapshot;
import java.util.List;

/** Parquet files to be read as one table: a committed snapshot, or what is still staged. */
public interface ParquetInput {
  /** Columns with their Iceberg ids, nested ones too. */
  List<Field> fields();

  /** The files that may hold wanted rows; asked at most a few times a query. */
  List<ScanFile> plan(Filter filter);

  static ParquetInput of(TableSnapshot snapshot) {
    return of(snapshot.fields(), snapshot::plan);
  }

  static ParquetInput of(List<Field> fields, Planner planner) {
    List<Field> columns = List.copyOf(fields);
    return new ParquetInput() {
      @Override
      public List<Field> fields() {
        return columns;
      }

      @Override
      public List<ScanFile> plan(Filter filter) {
        return planner.plan(filter);
      }
    };
  }

  /** Chooses files. */
  @FunctionalInterface
  interface Planner {
    List<ScanFile> plan(Filter filter);
  }
}
