package dev.foz.state;

import dev.foz.base.Field;
import dev.foz.base.TableName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What is looked up, and the garbage. */
final class Reads {
  private static final int GARBAGE_LIMIT = 10_000;
  private static final int COLUMN_CACHE_LIMIT = 10_000;

  private static final String POINTERS =
      """
      SELECT i.table_namespace, i.table_name, i.metadata_location, t.metadata_location,
        t.last_commit, t.data_commit, t.records, t.bytes, t.files, t.snapshot_id, t.columns,
        t.contract, t.changed_at, t.made_by, t.layout
      FROM iceberg_tables i
      LEFT JOIN foz_tables t ON t.layer = i.table_namespace AND t.name = i.table_name
      WHERE i.catalog_name = 'foz' AND (i.iceberg_type = 'TABLE' OR i.iceberg_type IS NULL)""";
  static final String READER = "SELECT version, last_seq FROM foz_readers WHERE reader = ?";
  static final String PARTS = "SELECT part, place FROM foz_reader_parts WHERE reader = ?";
  private static final String ALL_CONSUMED =
      "SELECT consumer, input, to_commit FROM foz_consumptions";
  static final String CONSUMERS = "SELECT consumer FROM foz_consumptions WHERE input = ?";
  private static final String CONSUMED_BY =
      "SELECT to_commit FROM foz_consumptions WHERE input = ? AND to_commit > 0";
  private static final String COMMITTED_AT =
      "SELECT committed_at FROM foz_commits WHERE number = ?";
  private static final String COMMIT_KNOWN = "SELECT 1 FROM foz_commits WHERE number = ?";
  private static final String MERGED_LATER =
      """
      SELECT 1 FROM foz_files
      WHERE table_name = ? AND removed_commit = 0 AND commit_number > ?
        AND added_commit > commit_number
      LIMIT 1""";
  private static final String REMOVED_RECORDS =
      """
      SELECT COALESCE(SUM(f.records), 0) FROM foz_files f
      JOIN foz_commits c ON c.number = f.removed_commit
      WHERE f.table_name = ? AND f.removed_commit > 0 AND f.content = 'data'
        AND c.kind <> 'MAINTENANCE'""";
  static final String FILES =
      """
      SELECT path, content, records, bytes, first_seq, last_seq, commit_number, run
      FROM foz_files
      WHERE table_name = ? AND removed_commit = 0 AND commit_number > ? AND commit_number <= ?
      ORDER BY commit_number, first_seq, path""";
  static final String FILE =
      """
      SELECT path, content, records, bytes, first_seq, last_seq, commit_number, run, table_name
      FROM foz_files
      WHERE path = ?""";
  private static final String FILE_KNOWN = "SELECT 1 FROM foz_files WHERE path = ?";
  static final String GARBAGE =
      """
      SELECT path, doomed_at FROM foz_garbage WHERE doomed_at < ?
      ORDER BY doomed_at LIMIT\s"""
          + GARBAGE_LIMIT;
  private static final String DELETE_GARBAGE = "DELETE FROM foz_garbage WHERE path = ?";

  private final Database database;
  private final Map<String, List<Field>> columns = new ConcurrentHashMap<>();

  Reads(Database database) {
    this.database = database;
  }

  Map<TableName, Pointer> pointers() {
    Map<TableName, Pointer> pointers = new TreeMap<>();
    return database.read(
        "read the tables",
        session -> {
          session.each(POINTERS, row -> add(pointers, row));
          return Collections.unmodifiableMap(pointers);
        });
  }

  ReaderPosition position(String reader) {
    return database.read(
        "read the position of " + reader,
        session -> {
          Map<String, String> parts = new HashMap<>();
          session.each(PARTS, row -> parts.put(row.text(1), row.text(2)), reader);
          return session
              .one(READER, row -> new ReaderPosition(row.number(1), row.number(2), parts), reader)
              .orElse(ReaderPosition.START);
        });
  }

  Optional<String> contractText(String hash) {
    return database.read(
        "read a contract",
        session -> session.one(LedgerSteps.CONTRACT_TEXT, row -> row.text(1), hash));
  }

  long consumed(TableName consumer, TableName input) {
    return database.read(
        "read what was consumed",
        session ->
            session
                .one(
                    LedgerSteps.CONSUMED,
                    row -> row.number(1),
                    consumer.toString(),
                    input.toString())
                .orElse(0L));
  }

  Map<Long, Instant> commitTimes(Collection<Long> commits) {
    Map<Long, Instant> times = new HashMap<>();
    return database.read(
        "read when commits were made",
        session -> {
          for (long commit : commits) {
            session
                .one(COMMITTED_AT, row -> row.time(1), commit)
                .ifPresent(time -> times.put(commit, time));
          }
          return Collections.unmodifiableMap(times);
        });
  }

  Map<TableName, Map<TableName, Long>> consumed() {
    return database.read(
        "read what was consumed",
        session -> {
          Map<TableName, Map<TableName, Long>> consumed = new HashMap<>();
          session.each(ALL_CONSUMED, row -> addConsumed(consumed, row));
          return consumed;
        });
  }

  List<Long> consumedBy(TableName input) {
    return database.read(
        "read the consumers of " + input,
        session -> session.list(CONSUMED_BY, row -> row.number(1), input.toString()));
  }

  boolean isBoundary(TableName input, long commit) {
    return database.read(
        "read the files of " + input,
        session ->
            session.one(COMMIT_KNOWN, row -> true, commit).isPresent()
                && session.one(MERGED_LATER, row -> true, input.toString(), commit).isEmpty());
  }

  long removedRecords(TableName table) {
    return database.read(
        "read the files that " + table + " had",
        session -> session.one(REMOVED_RECORDS, row -> row.number(1), table.toString()).orElse(0L));
  }

  Map<TableName, Pause> pauses() {
    return database.read("read the pauses", Pauses::read);
  }

  private static void addConsumed(Map<TableName, Map<TableName, Long>> consumed, Row row)
      throws SQLException {
    Optional<TableName> consumer = TableName.find(row.text(1));
    Optional<TableName> input = TableName.find(row.text(2));
    if (consumer.isPresent() && input.isPresent()) {
      consumed
          .computeIfAbsent(consumer.get(), name -> new HashMap<>())
          .put(input.get(), row.number(3));
    }
  }

  Set<TableName> consumers(TableName input) {
    return database.read(
        "read the consumers of " + input,
        session -> {
          Set<TableName> consumers = new TreeSet<>();
          session.each(
              CONSUMERS,
              row -> TableName.find(row.text(1)).ifPresent(consumers::add),
              input.toString());
          return consumers;
        });
  }

  List<LedgerFile> files(TableName table, long afterCommit, long upToCommit) {
    return database.read(
        "read the files of " + table,
        session ->
            session.list(
                FILES, row -> file(table, row), table.toString(), afterCommit, upToCommit));
  }

  Map<String, LedgerFile> files(Collection<String> paths) {
    return database.read(
        "read files of the ledger",
        session -> {
          Map<String, LedgerFile> files = new HashMap<>();
          for (String path : paths) {
            session
                .one(FILE, row -> file(TableName.find(row.text(9)).orElseThrow(), row), path)
                .ifPresent(file -> files.put(path, file));
          }
          return files;
        });
  }

  Set<String> inLedger(Collection<String> paths) {
    return database.read(
        "look for files",
        session -> {
          Set<String> known = new HashSet<>();
          for (String path : paths) {
            session.one(FILE_KNOWN, row -> path, path).ifPresent(known::add);
          }
          return known;
        });
  }

  List<Garbage> garbage(Instant doomedBefore) {
    return database.read(
        "read the garbage",
        session ->
            session.list(
                GARBAGE, row -> new Garbage(row.text(1), row.time(2)), Row.toMicros(doomedBefore)));
  }

  void garbageDeleted(Collection<String> paths) {
    if (paths.isEmpty()) {
      return;
    }
    database.write(
        "forget garbage",
        session -> {
          int deleted = 0;
          for (String path : paths) {
            deleted += session.update(DELETE_GARBAGE, path);
          }
          return deleted;
        });
  }

  void doom(Collection<String> paths, Instant now) {
    if (paths.isEmpty()) {
      return;
    }
    database.write(
        "doom files",
        session -> {
          int doomed = 0;
          for (String path : paths) {
            if (session.one(LedgerSteps.GARBAGE_KNOWN, row -> path, path).isEmpty()) {
              doomed += session.update(LedgerSteps.INSERT_GARBAGE, path, Row.toMicros(now));
            }
          }
          return doomed;
        });
  }

  private void add(Map<TableName, Pointer> pointers, Row row) throws SQLException {
    // Other engines may keep tables of their own in namespaces that are no layers.
    Optional<TableName> table = TableName.find(row.text(1) + "." + row.text(2));
    if (table.isPresent()) {
      pointers.put(table.get(), pointer(table.get(), row));
    }
  }

  private Pointer pointer(TableName table, Row row) throws SQLException {
    String location = row.text(3);
    Optional<String> own = row.findText(4);
    TableFacts facts =
        own.isEmpty()
            ? TableFacts.NONE
            : new TableFacts(
                row.number(7),
                row.number(8),
                row.number(9),
                row.number(10),
                columns(row.text(11)),
                row.findText(14),
                row.findText(15));
    return new Pointer(
        table,
        location,
        row.number(5),
        row.number(6),
        facts,
        row.findText(12),
        row.time(13),
        !own.equals(Optional.of(location)));
  }

  private List<Field> columns(String text) {
    // The same few texts come with every reading; parsing hundreds of columns each time would show.
    if (columns.size() > COLUMN_CACHE_LIMIT) {
      columns.clear();
    }
    return columns.computeIfAbsent(text, ColumnText::read);
  }

  private static LedgerFile file(TableName table, Row row) throws SQLException {
    return new LedgerFile(
        table,
        row.text(1),
        FileContent.of(row.text(2)),
        row.number(3),
        row.number(4),
        row.number(5),
        row.number(6),
        row.number(7),
        row.number(8));
  }
}
