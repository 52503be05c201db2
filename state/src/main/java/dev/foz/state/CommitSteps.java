package dev.foz.state;

import dev.foz.base.TableName;
import dev.foz.state.CommitOutcome.Committed;
import dev.foz.state.Commits.Refusal;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parts of one commit, within its transaction. Each looks up by key only. */
final class CommitSteps {
  static final String CATALOG = "foz";

  private static final String POINTER_EXISTS =
      """
      SELECT metadata_location FROM iceberg_tables
      WHERE catalog_name = 'foz' AND table_namespace = ? AND table_name = ?""";
  private static final String INSERT_POINTER =
      """
      INSERT INTO iceberg_tables (catalog_name, table_namespace, table_name, metadata_location,
        previous_metadata_location, iceberg_type)
      VALUES ('foz', ?, ?, ?, NULL, 'TABLE')""";
  private static final String MOVE_POINTER =
      """
      UPDATE iceberg_tables SET metadata_location = ?, previous_metadata_location = ?
      WHERE catalog_name = 'foz' AND table_namespace = ? AND table_name = ?
        AND metadata_location = ?""";
  private static final String DROP_POINTER =
      """
      DELETE FROM iceberg_tables
      WHERE catalog_name = 'foz' AND table_namespace = ? AND table_name = ?
        AND metadata_location = ?""";
  private static final String UPDATE_TABLE =
      """
      UPDATE foz_tables SET metadata_location = ?, last_commit = ?,
        data_commit = CASE WHEN ? = 'MAINTENANCE' OR (snapshot_id = ? AND columns = ?)
          THEN data_commit ELSE ? END,
        records = ?, bytes = ?, files = ?, snapshot_id = ?, columns = ?, made_by = ?,
        layout = ?, changed_at = ?
      WHERE table_name = ?""";
  private static final String INSERT_TABLE =
      """
      INSERT INTO foz_tables (metadata_location, last_commit, data_commit, records, bytes, files,
        snapshot_id, columns, made_by, layout, changed_at, table_name, layer, name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String INSERT_READER =
      """
      INSERT INTO foz_readers (version, last_seq, last_commit, moved_at, reader)
      VALUES (?, ?, ?, ?, ?)""";
  private static final String LAST_SEQ = "SELECT last_seq FROM foz_readers WHERE reader = ?";
  private static final String READER_EXISTS = "SELECT version FROM foz_readers WHERE reader = ?";
  private static final String MOVE_READER =
      """
      UPDATE foz_readers SET version = ?, last_seq = ?, last_commit = ?, moved_at = ?
      WHERE reader = ? AND version = ? AND last_seq <= ?""";
  private static final String UPDATE_PART =
      "UPDATE foz_reader_parts SET place = ? WHERE reader = ? AND part = ?";
  private static final String INSERT_PART =
      "INSERT INTO foz_reader_parts (place, reader, part) VALUES (?, ?, ?)";
  private static final String DELETE_PART =
      "DELETE FROM foz_reader_parts WHERE reader = ? AND part = ?";
  private static final String SEGMENT_TAKEN =
      "SELECT commit_number FROM foz_segments WHERE segment = ?";
  private static final String INSERT_SEGMENT =
      "INSERT INTO foz_segments (segment, commit_number) VALUES (?, ?)";

  private final Session session;
  private final CommitRequest request;
  private final Committed commit;
  private final LedgerSteps ledger;
  private long received;

  CommitSteps(Session session, CommitRequest request, Committed commit) {
    this.session = session;
    this.request = request;
    this.commit = commit;
    this.ledger = new LedgerSteps(session, request.run(), commit.number(), micros(commit));
  }

  void movePointers() throws SQLException {
    List<PointerMove> moves =
        request.pointers().stream().sorted(Comparator.comparing(PointerMove::table)).toList();
    for (PointerMove move : moves) {
      if (move.next().isEmpty()) {
        drop(move);
      } else {
        swap(move, move.next().get());
        writeTable(move, move.next().get());
      }
    }
  }

  void movePosition() throws SQLException {
    if (request.position().isEmpty()) {
      return;
    }
    PositionMove move = request.position().get();
    long before = session.one(LAST_SEQ, row -> row.number(1), move.reader()).orElse(0L);
    if (!moveReader(move)) {
      throw Refusal.conflict("the position of " + move.reader() + " was moved meanwhile");
    }
    received = move.lastSeq() - before;
    for (Map.Entry<String, String> part : new TreeMap<>(move.parts()).entrySet()) {
      if (session.update(UPDATE_PART, part.getValue(), move.reader(), part.getKey()) == 0) {
        session.update(INSERT_PART, part.getValue(), move.reader(), part.getKey());
      }
    }
    for (String part : move.removed()) {
      session.update(DELETE_PART, move.reader(), part);
    }
  }

  void takeSegments() throws SQLException {
    for (String segment : request.segments()) {
      var taken = session.one(SEGMENT_TAKEN, row -> row.number(1), segment);
      if (taken.isPresent()) {
        throw Refusal.conflict("segment " + segment + " was taken by commit " + taken.get());
      }
      session.update(INSERT_SEGMENT, segment, commit.number());
    }
  }

  void removeFiles() throws SQLException {
    for (RemovedFile file : request.removed()) {
      ledger.remove(file);
    }
  }

  void doomFiles() throws SQLException {
    for (String path : request.doomed()) {
      ledger.doom(path);
    }
  }

  void addFiles() throws SQLException {
    for (NewFile file : request.added()) {
      ledger.add(file);
    }
  }

  void restoreFiles() throws SQLException {
    for (NewFile file : request.restored()) {
      ledger.restore(file);
    }
  }

  /**
   * What a source gave is raw or waits in quarantine, neither lost nor doubled. Kinds other than
   * these two may take records away.
   */
  void conserve() throws SQLException {
    if (request.kind() != CommitKind.LOAD && request.kind() != CommitKind.MAINTENANCE) {
      return;
    }
    long added = 0;
    for (NewFile file : request.added()) {
      added += isReceived(file.table()) && file.content() == FileContent.DATA ? file.records() : 0;
    }
    long removed = 0;
    for (RemovedFile file : request.removed()) {
      removed += isReceived(file.table()) ? ledger.records(file) : 0;
    }
    if (added - removed != received) {
      throw new IllegalStateException(
          received
              + " records were received, but raw and quarantine tables get "
              + added
              + " and lose "
              + removed);
    }
  }

  /** Whether a table holds what a source gave: quarantine also has what later steps reject. */
  private static boolean isReceived(TableName table) {
    return switch (table.layer()) {
      case RAW -> true;
      case QUARANTINE -> table.name().startsWith("raw_");
      case CURATED, REFINED -> false;
    };
  }

  void consume() throws SQLException {
    for (Consumption consumption : request.consumed()) {
      ledger.consume(consumption);
    }
  }

  void useContracts() throws SQLException {
    for (ContractUse use : request.contracts()) {
      ledger.use(use);
    }
  }

  void pause() throws SQLException {
    for (TableName table : request.resumed()) {
      Pauses.delete(session, table);
    }
    for (NewPause pause : request.paused()) {
      Pauses.write(
          session,
          new Pause(pause.table(), pause.reason(), request.run(), commit.number(), commit.at()));
    }
  }

  private void swap(PointerMove move, String next) throws SQLException {
    String layer = move.table().layer().label();
    String name = move.table().name();
    boolean moved;
    if (move.expected().isPresent()) {
      String expected = move.expected().get();
      moved = session.update(MOVE_POINTER, next, expected, layer, name, expected) == 1;
    } else {
      moved =
          session.one(POINTER_EXISTS, row -> true, layer, name).isEmpty()
              && session.update(INSERT_POINTER, layer, name, next) == 1;
    }
    if (!moved) {
      throw moved(move);
    }
  }

  private void drop(PointerMove move) throws SQLException {
    String layer = move.table().layer().label();
    String expected = move.expected().orElseThrow();
    if (session.update(DROP_POINTER, layer, move.table().name(), expected) != 1) {
      throw moved(move);
    }
    ledger.drop(move.table());
  }

  private void writeTable(PointerMove move, String location) throws SQLException {
    TableFacts facts = move.facts();
    String columns = ColumnText.write(facts.columns());
    @Nullable Object[] update = {
      location,
      commit.number(),
      request.kind().name(),
      facts.snapshotId(),
      columns,
      commit.number(),
      facts.records(),
      facts.bytes(),
      facts.files(),
      facts.snapshotId(),
      columns,
      facts.madeBy().orElse(null),
      facts.layout().orElse(null),
      micros(commit),
      move.table().toString()
    };
    if (session.update(UPDATE_TABLE, update) == 0) {
      session.update(
          INSERT_TABLE,
          location,
          commit.number(),
          commit.number(),
          facts.records(),
          facts.bytes(),
          facts.files(),
          facts.snapshotId(),
          columns,
          facts.madeBy().orElse(null),
          facts.layout().orElse(null),
          micros(commit),
          move.table().toString(),
          move.table().layer().label(),
          move.table().name());
    }
  }

  private boolean moveReader(PositionMove move) throws SQLException {
    long at = micros(commit);
    if (move.expectedVersion() == 0) {
      return session.one(READER_EXISTS, row -> true, move.reader()).isEmpty()
          && session.update(INSERT_READER, 1L, move.lastSeq(), commit.number(), at, move.reader())
              == 1;
    }
    return session.update(
            MOVE_READER,
            move.expectedVersion() + 1,
            move.lastSeq(),
            commit.number(),
            at,
            move.reader(),
            move.expectedVersion(),
            move.lastSeq())
        == 1;
  }

  private static Refusal moved(PointerMove move) {
    return Refusal.conflict("table " + move.table() + " was changed meanwhile");
  }

  private static long micros(Committed commit) {
    return Row.toMicros(commit.at());
  }
}
