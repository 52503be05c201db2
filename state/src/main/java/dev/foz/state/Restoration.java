package dev.foz.state;

import dev.foz.base.Code;
import java.sql.SQLException;
import java.util.Map;

/** Fills an empty database with what was gathered elsewhere. */
final class Restoration {
  private static final String READ_NUMBER = "SELECT value FROM foz_counters WHERE name = 'commit'";
  private static final String SET_COUNTER = "UPDATE foz_counters SET value = ? WHERE name = ?";
  private static final String RUN_COUNTER =
      "UPDATE foz_counters SET value = ? WHERE name = 'run' AND value < ?";
  private static final String POINTER =
      """
      INSERT INTO iceberg_tables (catalog_name, table_namespace, table_name, metadata_location,
        previous_metadata_location, iceberg_type)
      VALUES ('foz', ?, ?, ?, NULL, 'TABLE')""";
  private static final String TABLE =
      """
      INSERT INTO foz_tables (table_name, layer, name, metadata_location, last_commit, data_commit,
        records, bytes, files, snapshot_id, columns, contract, changed_at,
        made_by, layout)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String READER =
      """
      INSERT INTO foz_readers (reader, version, last_seq, last_commit, moved_at)
      VALUES (?, ?, ?, ?, ?)""";
  private static final String PART =
      "INSERT INTO foz_reader_parts (reader, part, place) VALUES (?, ?, ?)";
  private static final String SEGMENT =
      "INSERT INTO foz_segments (segment, commit_number) VALUES (?, ?)";

  private final Session session;
  private final StateImage image;
  private final long now;

  private Restoration(Session session, StateImage image, long nowMicros) {
    this.session = session;
    this.image = image;
    this.now = nowMicros;
  }

  static void restore(Database database, StateImage image, long nowMicros) {
    long before =
        database.write(
            "restore the state database",
            session -> {
              long commits = session.one(READ_NUMBER, row -> row.number(1)).orElse(0L);
              if (commits == 0) {
                new Restoration(session, image, nowMicros).fill();
              }
              return commits;
            });
    if (before != 0) {
      throw database
          .dialect()
          .problem(
              Code.STATE_NOT_EMPTY,
              "Cannot restore the state database: it has seen " + before + " commits already")
          .remedy("move that file and those beside it away first, if they shall be replaced")
          .toException();
    }
  }

  private void fill() throws SQLException {
    session.update(SET_COUNTER, image.lastCommit(), "commit");
    session.update(RUN_COUNTER, image.lastRun(), image.lastRun());
    for (Pointer pointer : image.pointers()) {
      writePointer(pointer);
    }
    for (Map.Entry<String, ReaderPosition> position : image.positions().entrySet()) {
      writePosition(position.getKey(), position.getValue());
    }
    for (LedgerFile file : image.files()) {
      writeFile(file);
    }
    writeRest();
  }

  private void writePointer(Pointer pointer) throws SQLException {
    String layer = pointer.table().layer().label();
    TableFacts facts = pointer.facts();
    session.update(POINTER, layer, pointer.table().name(), pointer.metadataLocation());
    session.update(
        TABLE,
        pointer.table().toString(),
        layer,
        pointer.table().name(),
        pointer.metadataLocation(),
        pointer.lastCommit(),
        pointer.dataCommit(),
        facts.records(),
        facts.bytes(),
        facts.files(),
        facts.snapshotId(),
        ColumnText.write(facts.columns()),
        pointer.contract().orElse(null),
        Row.toMicros(pointer.changedAt()),
        facts.madeBy().orElse(null),
        facts.layout().orElse(null));
  }

  private void writePosition(String reader, ReaderPosition position) throws SQLException {
    session.update(READER, reader, position.version(), position.lastSeq(), image.lastCommit(), now);
    for (Map.Entry<String, String> part : position.parts().entrySet()) {
      session.update(PART, reader, part.getKey(), part.getValue());
    }
  }

  private void writeFile(LedgerFile file) throws SQLException {
    session.update(
        LedgerSteps.INSERT_FILE,
        file.path(),
        file.table().toString(),
        file.content().label(),
        file.records(),
        file.bytes(),
        file.firstSeq(),
        file.lastSeq(),
        file.commit(),
        file.commit(),
        file.run(),
        now);
  }

  private void writeRest() throws SQLException {
    for (StateImage.Consumed consumed : image.consumed()) {
      session.update(
          LedgerSteps.INSERT_CONSUMPTION,
          consumed.toCommit(),
          consumed.consumer().toString(),
          consumed.input().toString());
    }
    for (Map.Entry<String, String> contract : image.contracts().entrySet()) {
      session.update(LedgerSteps.INSERT_CONTRACT, contract.getKey(), contract.getValue(), 0L);
    }
    for (String segment : image.segments()) {
      session.update(SEGMENT, segment, 0L);
    }
    for (Pause pause : image.pauses()) {
      Pauses.write(session, pause);
    }
  }
}
