package dev.foz.table;

import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;

/**
 * What became of one data file since the commit that was consumed. Its deletion vectors only ever
 * grow, so the first and the last one tell which rows went.
 */
final class FileTrace {
  private enum Fate {
    STAYS,
    REMOVED,
    MOVED
  }

  /** Whether its rows came since; else they were there, in this file or in others. */
  private final boolean arrived;

  private Fate fate = Fate.STAYS;
  private Optional<DataFile> file;
  private Optional<DeleteFile> first = Optional.empty();
  private Optional<DeleteFile> last = Optional.empty();
  private boolean firstIsKnown;
  private boolean thinned;

  private FileTrace(boolean arrived, Optional<DataFile> file) {
    this.arrived = arrived;
    this.file = file;
    this.firstIsKnown = file.isPresent();
  }

  /** A file that was there when the commit was consumed. */
  static FileTrace former() {
    return new FileTrace(false, Optional.empty());
  }

  /** A file with rows that came. */
  static FileTrace arrived(DataFile file) {
    return new FileTrace(true, Optional.of(file));
  }

  /** A file into which maintenance moved rows. */
  static FileTrace filled(DataFile file) {
    return new FileTrace(false, Optional.of(file));
  }

  /** A vector leaves: for another one, or because the file leaves. */
  void withdraw(DeleteFile vector) {
    if (!firstIsKnown) {
      firstIsKnown = true;
      first = Optional.of(vector);
      last = first;
    }
  }

  void thin(DeleteFile vector) {
    firstIsKnown = true;
    thinned = true;
    last = Optional.of(vector);
  }

  void remove(DataFile removed) {
    fate = Fate.REMOVED;
    file = Optional.of(removed);
  }

  /** Maintenance moved the live rows elsewhere. */
  void moveAway(DataFile removed) {
    fate = Fate.MOVED;
    file = Optional.of(removed);
  }

  /** Known unless the file was there before and is there still. */
  Optional<DataFile> file() {
    return file;
  }

  boolean addsRows() {
    return arrived && fate != Fate.REMOVED;
  }

  boolean removesRows() {
    return !arrived && (thinned || fate == Fate.REMOVED);
  }

  /** Of a file that adds rows: those that do not count. */
  Optional<DeletedRows> deleted(Function<DeleteFile, DeletedRows> vectors) {
    return last.map(vectors);
  }

  /** Of a file that removes rows: those that went. */
  DeletedRows gone(long records, Function<DeleteFile, DeletedRows> vectors) {
    DeletedRows before = first.map(vectors).orElse(DeletedRows.of());
    DeletedRows after =
        fate == Fate.REMOVED
            ? DeletedRows.first(records)
            : last.map(vectors).orElse(DeletedRows.of());
    return after.minus(before);
  }
}
