package dev.foz.table;

import dev.foz.state.CommitKind;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One version of a table that is still kept.
 *
 * @param sequence 1, 2, 3 ... in the order in which the versions were made
 * @param operation Iceberg's word for it: append, overwrite, replace, delete
 * @param kind of the commit; empty where another program wrote it
 * @param run that committed
 * @param records live ones afterwards
 * @param current whether the table stands there now
 * @param rolledBack whether the table was taken back behind it, so that it is no part of now
 * @param commitId of Foz, by which the state database knows the number of the commit
 */
public record SnapshotRow(
    long snapshotId,
    long sequence,
    Instant at,
    String operation,
    Optional<CommitKind> kind,
    OptionalLong run,
    long addedRecords,
    long removedRecords,
    long records,
    boolean current,
    boolean rolledBack,
    Optional<UUID> commitId) {}
