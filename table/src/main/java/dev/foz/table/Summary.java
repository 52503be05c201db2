package dev.foz.table;

import dev.foz.state.CommitKind;
import dev.foz.state.TableFacts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/** What snapshots say of themselves: Iceberg's counts, and what Foz adds. */
final class Summary {
  static final String COMMIT_ID = "foz.commit-id";
  static final String KIND = "foz.kind";
  static final String RUN = "foz.run";

  /** Number of the table's commit before this one: its own number is known only afterwards. */
  static final String AFTER = "foz.after";

  /** Number that the ledger keeps for a file that only holds rows of former files. */
  static final String STANDS_UNDER = "foz.stands-under";

  /** Where there are several tables in the commit: each, with the number of its commit before. */
  static final String TABLES = "foz.tables";

  /** Copy of the position and segments of the commit, or the journal's file that has it. */
  static final String COPY = "foz.copy";

  static final String JOURNAL = "foz.journal";

  /** The table's properties of Foz at that time, as JSON; of tables that are made only. */
  static final String PROPERTIES = "foz.properties";

  /** Of a rollback: the snapshot that it brought back. */
  static final String BROUGHT_BACK = "foz.brought-back";

  private Summary() {}

  static long number(@Nullable Snapshot snapshot, String key) {
    return snapshot == null ? 0 : number(snapshot.summary(), key);
  }

  static long number(Map<String, String> summary, String key) {
    String text = summary.get(key);
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0; // other programs may write what they like
    }
  }

  /** Whether the snapshot took files out of the table; for the doubtful case it says yes. */
  static boolean removesFiles(Snapshot snapshot) {
    return !"append".equals(snapshot.operation());
  }

  static TableFacts facts(TableMetadata metadata) {
    Snapshot current = metadata.currentSnapshot();
    return new TableFacts(
        liveRecords(current),
        number(current, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        number(current, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        current == null ? 0 : current.snapshotId(),
        FieldTypes.fields(metadata.schema()),
        Optional.ofNullable(metadata.properties().get(TableSnapshot.MADE_BY)),
        Optional.of(Partitions.fact(metadata)));
  }

  /** Rows that are not deleted. */
  static long liveRecords(@Nullable Snapshot snapshot) {
    return number(snapshot, SnapshotSummary.TOTAL_RECORDS_PROP)
        - number(snapshot, SnapshotSummary.TOTAL_POS_DELETES_PROP);
  }

  static SnapshotRow row(TableMetadata metadata, Ancestry ancestry, Snapshot snapshot) {
    Map<String, String> summary = snapshot.summary();
    Snapshot current = metadata.currentSnapshot();
    return new SnapshotRow(
        snapshot.snapshotId(),
        snapshot.sequenceNumber(),
        Instant.ofEpochMilli(snapshot.timestampMillis()),
        snapshot.operation(),
        kind(summary),
        summary.containsKey(RUN) ? OptionalLong.of(number(summary, RUN)) : OptionalLong.empty(),
        number(summary, SnapshotSummary.ADDED_RECORDS_PROP),
        number(summary, SnapshotSummary.DELETED_RECORDS_PROP)
            + number(summary, SnapshotSummary.ADDED_POS_DELETES_PROP)
            - number(summary, SnapshotSummary.REMOVED_POS_DELETES_PROP),
        liveRecords(snapshot),
        current != null && current.snapshotId() == snapshot.snapshotId(),
        !ancestry.has(snapshot),
        commitId(summary));
  }

  private static Optional<UUID> commitId(Map<String, String> summary) {
    try {
      return Optional.ofNullable(summary.get(COMMIT_ID)).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // other programs may write what they like
    }
  }

  /** The columns that a kept snapshot was written by. */
  static Schema schema(TableMetadata metadata, Snapshot snapshot) {
    Integer id = snapshot.schemaId();
    return metadata.schemas().stream()
        .filter(schema -> id != null && schema.schemaId() == id)
        .findFirst()
        .orElse(metadata.schema());
  }

  static boolean isRollback(Snapshot snapshot) {
    return kind(snapshot.summary()).equals(Optional.of(CommitKind.ROLLBACK));
  }

  static Optional<CommitKind> kind(Map<String, String> summary) {
    String text = summary.get(KIND);
    for (CommitKind kind : CommitKind.values()) {
      if (kind.name().equals(text)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
