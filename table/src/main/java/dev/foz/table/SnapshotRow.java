package dev.foz.table;

import dev.foz.state.CommitKind;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One version of a table that is still kept.
 *
 * @param operation Iceberg's word for it: append, overwrite, replace, delete
 * @param kind of the commit; empty where another program wrote it
 * @param run that committed
 * @param records live ones afterwards
 * @param current whether the table stands there now
 */
public record SnapshotRow(
    long snapshotId,
    Instant at,
    String operation,
    Optional<CommitKind> kind,
    OptionalLong run,
    long addedRecords,
    long removedRecords,
    long records,
    boolean current) {}
