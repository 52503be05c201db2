package dev.foz.state;

import dev.foz.base.TableName;
import java.util.Optional;

/**
 * A compare-and-set of one table's pointer.
 *
 * @param expected where the metadata must lie now; empty = the table must not exist
 * @param next where it lies afterwards; empty = the table is dropped: its live files go to the
 *     garbage (those of older versions are the caller's to doom), and what it consumed and what
 *     others consumed of it is forgotten
 * @param facts of the table afterwards; not used when it is dropped
 */
public record PointerMove(
    TableName table, Optional<String> expected, Optional<String> next, TableFacts facts) {
  public PointerMove {
    if (expected.isEmpty() && next.isEmpty()) {
      throw new IllegalArgumentException("a pointer move needs a place to come from or to go to");
    }
  }
}
