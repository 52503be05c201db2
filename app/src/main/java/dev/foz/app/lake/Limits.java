package dev.foz.app.lake;

import dev.foz.ingest.LoadLimits;
import dev.foz.source.file.BatchLimits;
import dev.foz.table.CatalogOptions;

/**
 * How much is done at once and how much is kept; {@link #standard} is right for production.
 *
 * @param batches of records that a source is read in
 * @param loads what one commit of a load holds at most
 * @param catalog how many versions tables keep
 * @param sliceRecords of how many records a consolidation holds the keys at once
 * @param tasks of a run that work at once
 */
public record Limits(
    BatchLimits batches, LoadLimits loads, CatalogOptions catalog, long sliceRecords, int tasks) {
  /** As many threads as there are processors, batches that fit the memory. */
  public static Limits standard(Memory memory) {
    int threads = Runtime.getRuntime().availableProcessors();
    BatchLimits batches = memory.batchLimits();
    return new Limits(
        batches,
        LoadLimits.of(threads, batches.maxBytes()),
        CatalogOptions.standard(),
        memory.sliceRecords(),
        memory.tasks());
  }

  public Limits withBatches(BatchLimits changed) {
    return new Limits(changed, loads, catalog, sliceRecords, tasks);
  }

  public Limits withLoads(LoadLimits changed) {
    return new Limits(batches, changed, catalog, sliceRecords, tasks);
  }

  public Limits withCatalog(CatalogOptions changed) {
    return new Limits(batches, loads, changed, sliceRecords, tasks);
  }

  public Limits withSlices(long changed) {
    return new Limits(batches, loads, catalog, changed, tasks);
  }

  public Limits withTasks(int changed) {
    return new Limits(batches, loads, catalog, sliceRecords, changed);
  }
}
