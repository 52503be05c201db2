package dev.foz.state;

import dev.foz.base.TableName;

/**
 * A data file as the ledger knows it.
 *
 * @param commit number that it stands under, see {@link NewFile#commit}
 * @param run that wrote it, 0 when none
 */
public record LedgerFile(
    TableName table,
    String path,
    FileContent content,
    long records,
    long bytes,
    long firstSeq,
    long lastSeq,
    long commit,
    long run) {}
