package dev.foz.engine.duckdb;

import dev.foz.base.Field;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.ScanStats;
import dev.foz.table.Filter;
import dev.foz.table.ScanFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bound table of Parquet files. With few files the view stands as it is; with many it is made
 * again for every statement, over the files that the statement's own filters leave.
 */
final class ParquetTable {
  /** Up to here planning by filters costs more than it can save. */
  private static final int FEW_FILES = 16;

  private final String quotedName;
  private final String mark;
  private final String alive;
  private final ParquetInput input;
  private final ParquetView view;
  private final List<ScanFile> all;
  private final DeletedFunction deleted;
  private final FewRows few;
  private @Nullable Filter planned;
  private ScanStats stats = ScanStats.NOTHING;

  ParquetTable(String quotedName, int number, ParquetInput input, boolean positions) {
    this.quotedName = quotedName;
    this.mark = "foz_mark_" + number;
    this.alive = "foz_alive_" + number;
    this.input = input;
    this.view = new ParquetView(input.fields(), positions);
    this.all = input.plan(Filter.ALWAYS);
    this.deleted = new DeletedFunction();
    this.few = new FewRows("foz_few_" + number, all);
  }

  boolean isPlannedByFilter() {
    return all.size() > FEW_FILES;
  }

  String mark() {
    return mark;
  }

  String alive() {
    return alive;
  }

  DeletedFunction deleted() {
    return deleted;
  }

  FewRows few() {
    return few;
  }

  boolean hasDeletes() {
    return all.stream().anyMatch(file -> file.deleted().isPresent());
  }

  /** What the last made view reads. */
  ScanStats stats() {
    return stats;
  }

  Map<String, Field> columnsByScanName() {
    Map<String, Field> columns = new HashMap<>();
    input.fields().forEach(field -> columns.put(ParquetView.column(field), field));
    return columns;
  }

  String createStub(String file) {
    planned = null;
    return create(view.stub(file, mark));
  }

  /** The statement that makes the view over the files for this filter; empty when it stands. */
  String createFor(Filter filter) {
    if (filter.equals(planned)) {
      return "";
    }
    List<ScanFile> files = filter == Filter.ALWAYS ? all : input.plan(filter);
    deleted.use(files.stream().flatMap(file -> file.deleted().stream()).toList());
    stats = stats(files);
    planned = filter;
    return create(view.sql(files, alive, few));
  }

  private String create(String query) {
    return "create or replace view " + quotedName + " as " + query;
  }

  private ScanStats stats(List<ScanFile> files) {
    long bytes = files.stream().mapToLong(ScanFile::bytes).sum();
    long rows = files.stream().mapToLong(ScanFile::records).sum();
    return new ScanStats(files.size(), all.size(), bytes, rows);
  }
}
