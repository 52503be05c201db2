package dev.foz.table;

import dev.foz.base.TableName;
import dev.foz.state.CommitKind;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * What all tables of one commit share.
 *
 * @param consumed commits up to which consumers have consumed a table
 */
record CommitContext(
    UUID id,
    CommitKind kind,
    long run,
    Storage storage,
    CatalogOptions options,
    Clock clock,
    MetadataCache cache,
    TableReader reader,
    StorageFileIO io,
    Function<TableName, List<Long>> consumed) {}
