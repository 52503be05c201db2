package dev.foz.transform;

import dev.foz.base.TableName;
import dev.foz.state.LedgerFile;
import dev.foz.state.StateStore;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Raw files that are consolidated together: those of the commits after {@code from} up to {@code
 * to}.
 */
record Slice(long from, long to, List<LedgerFile> files) {
  Slice {
    files = List.copyOf(files);
  }

  /**
   * The next commits that hold at most so many records; one commit at least.
   *
   * @param pending all files after {@code from}, by commit
   * @param target the last commit
   */
  static Slice after(List<LedgerFile> pending, long from, long target, long limit) {
    long records = 0;
    int end = 0;
    while (end < pending.size()) {
      int next = endOfCommit(pending, end);
      long more = records(pending.subList(end, next));
      if (end > 0 && records + more > limit) {
        return new Slice(from, pending.get(end - 1).commit(), pending.subList(0, end));
      }
      records += more;
      end = next;
    }
    return new Slice(from, target, pending);
  }

  private static int endOfCommit(List<LedgerFile> files, int start) {
    int end = start + 1;
    while (end < files.size() && files.get(end).commit() == files.get(start).commit()) {
      end++;
    }
    return end;
  }

  /**
   * Files that were consumed before and hold records of a higher {@code _seq} than some record of
   * this slice: there are such only where records were replayed.
   */
  List<LedgerFile> consumedLater(StateStore state, TableName raw) {
    List<LedgerFile> consumed = from == 0 ? List.of() : state.files(raw, 0, from);
    long last = consumed.stream().mapToLong(LedgerFile::lastSeq).max().orElse(0);
    OptionalLong late =
        files.stream().mapToLong(LedgerFile::firstSeq).filter(seq -> seq <= last).min();
    return late.isEmpty()
        ? List.of()
        : consumed.stream().filter(file -> file.lastSeq() > late.getAsLong()).toList();
  }

  static List<LedgerFile> join(List<LedgerFile> some, List<LedgerFile> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  static long records(List<LedgerFile> files) {
    return files.stream().mapToLong(LedgerFile::records).sum();
  }
}
