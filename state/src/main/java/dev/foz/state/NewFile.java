package dev.foz.state;

import dev.foz.base.TableName;
import java.util.OptionalLong;

/**
 * A data file that a commit adds to the ledger.
 *
 * @param path unique for ever
 * @param firstSeq lowest {@code _seq} inside; 0 where there is none
 * @param lastSeq highest {@code _seq} inside; 0 where there is none
 * @param commit number to stand under where it is not the new commit's: a compaction keeps the
 *     highest number of its inputs, so that consumers see neither more nor less than before
 */
public record NewFile(
    TableName table,
    String path,
    FileContent content,
    long records,
    long bytes,
    long firstSeq,
    long lastSeq,
    OptionalLong commit) {
  public NewFile {
    if (path.isEmpty() || records < 0 || bytes < 0 || firstSeq < 0 || lastSeq < firstSeq) {
      throw new IllegalArgumentException("Invalid file for the ledger: " + path);
    }
  }
}
