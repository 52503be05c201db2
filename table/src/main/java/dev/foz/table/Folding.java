package dev.foz.table;

import java.util.ArrayList;
import java.util.List;

/** Which data files of a table with deletes were better written again. */
final class Folding {
  private static final double MAX_DELETED = 0.3;

  private Folding() {}

  static List<ScanFile> candidates(TableSnapshot snapshot, CatalogOptions options) {
    List<ScanFile> worn = new ArrayList<>();
    List<ScanFile> small = new ArrayList<>();
    for (ScanFile file : snapshot.plan(Filter.ALWAYS)) {
      if (file.records() - file.liveRecords() > MAX_DELETED * file.records()) {
        worn.add(file);
      } else if (file.bytes() < options.compactBytes() / 4) {
        small.add(file);
      }
    }
    if (small.size() >= options.compactFrom()) {
      worn.addAll(small);
    }
    return worn;
  }
}
