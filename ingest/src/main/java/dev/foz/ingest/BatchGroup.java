package dev.foz.ingest;

import dev.foz.source.RecordBatch;
import java.util.List;

/**
 * Neighbouring batches of one table that become one data file: a folder of small files would
 * otherwise become as many small files in the lake.
 */
record BatchGroup(LoadTable table, List<RecordBatch> batches) {
  BatchGroup {
    batches = List.copyOf(batches);
  }

  int records() {
    return batches.stream().mapToInt(RecordBatch::count).sum();
  }

  long payloadBytes() {
    return batches.stream().mapToLong(batch -> batch.payloads().bytes()).sum();
  }
}
