package dev.foz.engine;

import dev.foz.base.Field;
import dev.foz.base.PayloadFormat;
import dev.foz.base.Progress;
import dev.foz.base.Slices;
import dev.foz.base.TableName;
import dev.foz.contract.Contract;
import dev.foz.contract.RecordScanner;
import dev.foz.state.CommitKind;
import dev.foz.state.StateOptions;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.CatalogOptions;
import dev.foz.table.DeletedRows;
import dev.foz.table.Evolution;
import dev.foz.table.Filter;
import dev.foz.table.LocalStorage;
import dev.foz.table.RawColumn;
import dev.foz.table.RawFileWriter;
import dev.foz.table.RawRecords;
import dev.foz.table.Rename;
import dev.foz.table.ScanFile;
import dev.foz.table.Staging;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The tables of SQL cases: real ones of a catalogue, committed as Foz does. Those of each case are
 * its own, whatever they are called.
 */
final class SqlTables implements AutoCloseable {
  private static final PayloadFormat JSON = new PayloadFormat.Json();
  private static final long ARRIVED = 1_767_261_600_123_456L;

  private final StateStore state;
  private final Catalog catalog;
  private int files;

  SqlTables(Path folder) {
    state = StateStore.open(folder.resolve("state.db"), StateOptions.standard(Clock.systemUTC()));
    catalog =
        new Catalog(
            state,
            new LocalStorage(folder.resolve("data")),
            Clock.systemUTC(),
            CatalogOptions.standard());
  }

  @Override
  public void close() {
    state.close();
  }

  /** The tables of one file of cases. */
  Lake lake(EngineSession session) {
    return new Lake(session, ++files);
  }

  /** What a file of cases fills and its session reads. */
  final class Lake {
    private final EngineSession session;
    private final int number;
    private final Map<String, RecordScanner> scanners = new HashMap<>();
    private long seq = 1;

    private Lake(EngineSession session, int number) {
      this.session = session;
      this.number = number;
    }

    private TableName stored(TableName name) {
      return new TableName(name.layer(), "of_" + number + "_" + name.name());
    }

    private TableSnapshot current(TableName name) {
      return catalog.read().find(stored(name)).orElseThrow();
    }

    private TableCommit commit() {
      return catalog.newCommit(CommitKind.BUILD, 1, List.of());
    }

    private void bind(TableName name) {
      session.bind(name, current(name));
    }

    void create(TableName name, String sql) {
      TableCommit commit = commit().create(stored(name), session.describe(sql), Map.of());
      execute(commit, name, sql);
    }

    void append(TableName name, String sql) {
      execute(commit().evolve(stored(name), session.describe(sql)), name, sql);
    }

    private void execute(TableCommit commit, TableName name, String sql) {
      commit.append(stored(name), write(name, sql, commit.fieldsOf(stored(name))));
      commit.execute().orThrow(name.toString());
      bind(name);
    }

    private List<WrittenFile> write(TableName name, String sql, List<Field> fields) {
      try (Staging staging = catalog.staging(stored(name), 1)) {
        WriteTarget target = new WriteTarget(stored(name), fields, staging.folder());
        return staging.publish(session.write(sql, target, Progress.NONE));
      }
    }

    void rename(TableName name, String from, String to) {
      List<Field> wanted =
          current(name).fields().stream()
              .map(field -> field.name().equals(from) ? Field.of(to, field.type()) : field)
              .toList();
      List<Rename> renames = List.of(new Rename(List.of(from), to));
      commit()
          .evolve(stored(name), wanted, renames, Evolution.Unwanted.KEEP)
          .execute()
          .orThrow(name.toString());
      bind(name);
    }

    void delete(TableName name, String condition) {
      session.bindWithPositions("_rows", current(name));
      Map<String, DeletedRows.Builder> deleted = new HashMap<>();
      String sql = "select _file, _pos from _rows where " + condition;
      try (QueryResult rows = session.query(sql, Progress.NONE)) {
        while (rows.next()) {
          String file = Objects.requireNonNull(rows.value(0)).toString();
          long position = ((Number) Objects.requireNonNull(rows.value(1))).longValue();
          deleted.computeIfAbsent(file, path -> DeletedRows.builder()).add(position);
        }
      }
      Map<String, DeletedRows> gone = new HashMap<>();
      deleted.forEach((file, builder) -> gone.put(file, builder.build()));
      commit().merge(stored(name), List.of(), gone).execute().orThrow(name.toString());
      bind(name);
    }

    /** Lands documents as one raw file; the contract is what all of them show. */
    void land(TableName name, List<String> documents) {
      RecordScanner scanner =
          scanners.computeIfAbsent(
              name.name(), table -> new RecordScanner(Contract.empty(), JSON, List.of()));
      RawRecords records = records(scanner, documents);
      try (RawFileWriter writer = catalog.newRawFile(stored(name), 1)) {
        writer.write(records);
        commit()
            .create(stored(name), RawColumn.fields(), Map.of())
            .append(stored(name), List.of(writer.finish()))
            .execute()
            .orThrow(name.toString());
      }
      List<Path> paths =
          current(name).plan(Filter.ALWAYS).stream().map(ScanFile::path).map(Path::of).toList();
      session.bindRaw(name, new RawInput(paths, scanner.contract()));
    }

    private RawRecords records(RecordScanner scanner, List<String> documents) {
      Slices payloads = new Slices(16, 16);
      Slices positions = new Slices(16, 16);
      byte[] ops = new byte[documents.size()];
      for (int i = 0; i < ops.length; i++) {
        byte[] bytes = documents.get(i).getBytes(StandardCharsets.UTF_8);
        scanner
            .scan(bytes, 0, bytes.length)
            .ifPresent(
                rejection -> {
                  throw new IllegalArgumentException(rejection.toString());
                });
        payloads.add(bytes, 0, bytes.length);
        positions.add("f:" + i);
        ops[i] = 'm';
      }
      RawRecords records =
          RawRecords.consecutive(
              seq, positions, ops, Optional.empty(), ARRIVED, JSON.toHeaders(), "v1", payloads);
      seq += ops.length;
      return records;
    }
  }
}
