package dev.foz.state;

import dev.foz.base.TableName;
import dev.foz.state.Commits.Refusal;
import java.sql.SQLException;

/** What one commit changes in the ledger: files, garbage, consumption, contracts. */
final class LedgerSteps {
  static final String INSERT_FILE =
      """
      INSERT INTO foz_files (path, table_name, content, records, bytes, first_seq, last_seq,
        commit_number, added_commit, run, written_at, removed_commit, removed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, NULL)""";
  static final String INSERT_CONTRACT =
      "INSERT INTO foz_contracts (hash, text, first_commit) VALUES (?, ?, ?)";
  static final String INSERT_CONSUMPTION =
      "INSERT INTO foz_consumptions (to_commit, consumer, input) VALUES (?, ?, ?)";
  static final String CONSUMED =
      "SELECT to_commit FROM foz_consumptions WHERE consumer = ? AND input = ?";
  static final String CONTRACT_TEXT = "SELECT text FROM foz_contracts WHERE hash = ?";
  static final String SET_CONTRACT = "UPDATE foz_tables SET contract = ? WHERE table_name = ?";
  static final String GARBAGE_KNOWN = "SELECT doomed_at FROM foz_garbage WHERE path = ?";
  static final String INSERT_GARBAGE = "INSERT INTO foz_garbage (path, doomed_at) VALUES (?, ?)";

  private static final String FILE_KNOWN = "SELECT added_commit FROM foz_files WHERE path = ?";
  private static final String FILE_RECORDS =
      "SELECT records FROM foz_files WHERE path = ? AND content = 'data'";
  private static final String REMOVE_FILE =
      """
      UPDATE foz_files SET removed_commit = ?, removed_at = ?
      WHERE path = ? AND table_name = ? AND removed_commit = 0""";
  private static final String RESTORE_FILE =
      """
      UPDATE foz_files SET removed_commit = 0, removed_at = NULL
      WHERE path = ? AND table_name = ? AND removed_commit > 0""";
  private static final String DOOM_TABLE =
      """
      INSERT INTO foz_garbage (path, doomed_at)
      SELECT path, ? FROM foz_files f WHERE table_name = ? AND removed_commit = 0
        AND NOT EXISTS (SELECT 1 FROM foz_garbage g WHERE g.path = f.path)""";
  private static final String REMOVE_TABLE =
      """
      UPDATE foz_files SET removed_commit = ?, removed_at = ?
      WHERE table_name = ? AND removed_commit = 0""";
  private static final String DROP_TABLE = "DELETE FROM foz_tables WHERE table_name = ?";
  private static final String FORGET_CONSUMER = "DELETE FROM foz_consumptions WHERE consumer = ?";
  private static final String FORGET_INPUT = "DELETE FROM foz_consumptions WHERE input = ?";
  private static final String UPDATE_CONSUMPTION =
      "UPDATE foz_consumptions SET to_commit = ? WHERE consumer = ? AND input = ?";
  private static final String TAKE_BACK =
      """
      UPDATE foz_consumption_history SET valid_to = ?
      WHERE consumer = ? AND input = ? AND valid_to > ?""";
  private static final String INSERT_HISTORY =
      """
      INSERT INTO foz_consumption_history (consumer, input, commit_number, run, from_commit,
        to_commit, valid_to)
      VALUES (?, ?, ?, ?, ?, ?, ?)""";

  private final Session session;
  private final long run;
  private final long commit;
  private final long at;

  LedgerSteps(Session session, long run, long commit, long atMicros) {
    this.session = session;
    this.run = run;
    this.commit = commit;
    this.at = atMicros;
  }

  void add(NewFile file) throws SQLException {
    var known = session.one(FILE_KNOWN, row -> row.number(1), file.path());
    if (known.isPresent()) {
      throw Refusal.conflict("file " + file.path() + " was added by commit " + known.get());
    }
    session.update(
        INSERT_FILE,
        file.path(),
        file.table().toString(),
        file.content().label(),
        file.records(),
        file.bytes(),
        file.firstSeq(),
        file.lastSeq(),
        file.commit().orElse(commit),
        commit,
        run,
        at);
  }

  void remove(RemovedFile file) throws SQLException {
    if (session.update(REMOVE_FILE, commit, at, file.path(), file.table().toString()) != 1) {
      throw Refusal.conflict("file " + file.path() + " is no live file of " + file.table());
    }
  }

  /** Conflicts where the file is garbage already: the version that had it has expired meanwhile. */
  void restore(NewFile file) throws SQLException {
    if (session.one(GARBAGE_KNOWN, row -> row.number(1), file.path()).isPresent()) {
      throw Refusal.conflict("file " + file.path() + " is garbage");
    }
    if (session.update(RESTORE_FILE, file.path(), file.table().toString()) == 0) {
      add(file);
    }
  }

  /** Rows of a data file; 0 of a file of deletes. */
  long records(RemovedFile file) throws SQLException {
    return session.one(FILE_RECORDS, row -> row.number(1), file.path()).orElse(0L);
  }

  void doom(String path) throws SQLException {
    if (session.one(GARBAGE_KNOWN, row -> row.number(1), path).isEmpty()) {
      session.update(INSERT_GARBAGE, path, at);
    }
  }

  void drop(TableName table) throws SQLException {
    String name = table.toString();
    session.update(DOOM_TABLE, at, name);
    session.update(REMOVE_TABLE, commit, at, name);
    session.update(FORGET_CONSUMER, name);
    session.update(FORGET_INPUT, name);
    Pauses.delete(session, table);
    session.update(DROP_TABLE, name);
  }

  void consume(Consumption consumption) throws SQLException {
    String consumer = consumption.consumer().toString();
    String input = consumption.input().toString();
    var current = session.one(CONSUMED, row -> row.number(1), consumer, input);
    if (current.orElse(0L) != consumption.fromCommit()) {
      throw Refusal.conflict(
          consumer
              + " has consumed "
              + input
              + " up to commit "
              + current.orElse(0L)
              + " meanwhile");
    }
    long to = consumption.toCommit();
    session.update(
        current.isPresent() ? UPDATE_CONSUMPTION : INSERT_CONSUMPTION, to, consumer, input);
    if (to < consumption.fromCommit()) {
      session.update(TAKE_BACK, to, consumer, input, to);
    }
    session.update(INSERT_HISTORY, consumer, input, commit, run, consumption.fromCommit(), to, to);
  }

  void use(ContractUse use) throws SQLException {
    var known = session.one(CONTRACT_TEXT, row -> row.text(1), use.hash());
    if (known.isEmpty()) {
      session.update(INSERT_CONTRACT, use.hash(), use.text(), commit);
    } else if (!known.get().equals(use.text())) {
      throw new IllegalArgumentException("contract " + use.hash() + " has another text");
    }
    if (session.update(SET_CONTRACT, use.hash(), use.table().toString()) == 0) {
      throw new IllegalArgumentException("there is no table " + use.table());
    }
  }
}
