package dev.foz.ingest;

import dev.foz.base.Slices;
import dev.foz.source.RecordBatch;
import dev.foz.table.Reason;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A batch whose records were checked.
 *
 * @param keys parallel to the records, an empty one for each that was rejected; none at all where
 *     the table has no key
 * @param rejected which records were rejected
 * @param reasons why, one for each rejected record in order
 */
record CheckedBatch(
    RecordBatch batch, Optional<Slices> keys, BitSet rejected, List<Reason> reasons) {

  BitSet accepted() {
    BitSet accepted = (BitSet) rejected.clone();
    accepted.flip(0, batch.count());
    return accepted;
  }
}
