package dev.foz.table;

import java.util.List;

/** What changed in the rows of a table between a commit that was consumed and now. */
public sealed interface Changes {
  /**
   * Rows that came and rows that went; those that maintenance only moved to other files are in
   * neither. The former rows, less those that went, with those that came, are exactly the rows of
   * now. A row that came and went since is in neither, except where maintenance moved it meanwhile:
   * then it is in both, with the same values.
   *
   * @param added files of which the rows that came are live
   * @param removed files of which the rows that went are live, so that a scan yields their values;
   *     each file at most once. They are read by the columns of now
   */
  record Known(List<ScanFile> added, List<ScanFile> removed, long addedRows, long removedRows)
      implements Changes {
    static final Known NOTHING = of(List.of(), List.of());

    public Known {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }

    static Known of(List<ScanFile> added, List<ScanFile> removed) {
      return new Known(added, removed, rows(added), rows(removed));
    }

    private static long rows(List<ScanFile> files) {
      return files.stream().mapToLong(ScanFile::liveRecords).sum();
    }
  }

  /**
   * They cannot be told: who reads the table must read it whole.
   *
   * @param reason why: {@code its versions since commit 17 have expired}
   */
  record Unknown(String reason) implements Changes {}
}
