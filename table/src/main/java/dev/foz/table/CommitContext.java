package dev.foz.table;

import dev.foz.state.CommitKind;
import java.time.Clock;
import java.util.UUID;

/** What all tables of one commit share. */
record CommitContext(
    UUID id,
    CommitKind kind,
    long run,
    Storage storage,
    CatalogOptions options,
    Clock clock,
    MetadataCache cache,
    TableReader reader,
    StorageFileIO io) {}
