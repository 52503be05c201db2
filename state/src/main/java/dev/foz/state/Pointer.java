package dev.foz.state;

import dev.foz.base.TableName;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the current metadata of a table lies.
 *
 * @param lastCommit number of the last commit that moved the pointer
 * @param dataCommit number of the last such commit that changed rows or columns: neither {@link
 *     CommitKind#MAINTENANCE} nor one that left snapshot and columns as they were
 * @param facts of the last commit of Foz
 * @param contract hash of the contract that was used last
 * @param changedAt when Foz moved it last; for people only, decides nothing
 * @param foreign whether another writer made or moved it since the last commit of Foz; the other
 *     components are then those of that commit (0 and empty where there was none)
 */
public record Pointer(
    TableName table,
    String metadataLocation,
    long lastCommit,
    long dataCommit,
    TableFacts facts,
    Optional<String> contract,
    Instant changedAt,
    boolean foreign) {}
