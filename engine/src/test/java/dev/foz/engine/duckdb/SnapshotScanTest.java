package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import dev.foz.base.Type;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.QueryResult;
import dev.foz.engine.WriteTarget;
import dev.foz.state.CommitKind;
import dev.foz.state.CommitOutcome;
import dev.foz.state.StateOptions;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;
import dev.foz.table.CatalogOptions;
import dev.foz.table.Changes;
import dev.foz.table.DeletedRows;
import dev.foz.table.Evolution;
import dev.foz.table.Filter;
import dev.foz.table.Rename;
import dev.foz.table.ScanFile;
import dev.foz.table.Staging;
import dev.foz.table.TableCommit;
import dev.foz.table.TableSnapshot;
import dev.foz.table.WrittenFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine writes, committed by the catalogue, and read again through its plans. */
class SnapshotScanTest {
  private static final TableName TABLE = Lab.curated("t");

  private Lab lab;
  private EngineSession session;
  private StateStore state;
  private Catalog catalog;

  @BeforeEach
  void open(@TempDir Path folder) {
    lab = new Lab(folder);
    session = lab.engine.open();
    Clock clock = Clock.systemUTC();
    state = StateStore.open(lab.folder.resolve("state.db"), StateOptions.standard(clock));
    catalog = new Catalog(state, lab.storage, clock, CatalogOptions.standard());
  }

  @AfterEach
  void close() {
    session.close();
    lab.close();
    catalog.close();
    state.close();
  }

  private static void committed(TableCommit commit) {
    assertThat(commit.execute()).isInstanceOf(CommitOutcome.Committed.class);
  }

  private TableCommit commit(CommitKind kind) {
    return catalog.newCommit(kind, 1, List.of());
  }

  private List<WrittenFile> write(List<Field> fields, String... queries) {
    try (Staging staging = catalog.staging(TABLE, 1)) {
      List<WrittenFile> staged = new ArrayList<>();
      for (String sql : queries) {
        WriteTarget target = new WriteTarget(TABLE, fields, staging.folder());
        staged.addAll(session.write(sql, target, Progress.NONE));
      }
      return staging.publish(staged);
    }
  }

  private TableSnapshot snapshot() {
    return catalog.read().find(TABLE).orElseThrow();
  }

  @Test
  void anyQueryAnswersTheSameWhateverIcebergLeavesOut() {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    TableCommit create = commit(CommitKind.BUILD).create(TABLE, PruningTest.FIELDS, Map.of());
    List<Field> fields = create.fieldsOf(TABLE);
    String[] queries = new String[PruningTest.FILES];
    for (int i = 0; i < queries.length; i++) {
      queries[i] = PruningTest.rows(i);
    }
    committed(create.append(TABLE, write(fields, queries)));
    deleteSome(random);
    session.bind(TABLE, snapshot());
    session.materialize("whole", "from curated.t", Progress.NONE);
    long live = snapshot().plan(Filter.ALWAYS).stream().mapToLong(ScanFile::liveRecords).sum();
    assertThat(Lab.ask(session, "select count(*) from whole")).containsExactly("" + live);

    long pruned = 0;
    for (int round = 0; round < 120; round++) {
      String query = PruningTest.shape(random).replace("{where}", PruningTest.predicate(random, 3));
      String real = query.replace("{t}", "curated.t");
      List<String> expected = Lab.ask(session, query.replace("{t}", "whole"));
      assertThat(Lab.ask(session, real)).as(real).isEqualTo(expected);
      pruned += filesFor(real) < PruningTest.FILES ? 1 : 0;
    }
    System.out.println("pruned " + pruned + " of 120");
    assertThat(pruned).isGreaterThan(20);
    assertThat(filesFor("from curated.t where id = 305 and ok is not null")).isEqualTo(1);
  }

  @Test
  void filesFromBeforeAChangeOfColumnsAreReadByFieldId() {
    List<Field> old =
        List.of(
            Field.of("id", Type.Primitive.INT),
            Field.of("nome", Type.Primitive.STRING),
            Field.of("total", new Type.Decimal(5, 2)),
            Field.of("s", new Type.Struct(List.of(Field.of("a", Type.Primitive.STRING)))));
    TableCommit create = commit(CommitKind.BUILD).create(TABLE, old, Map.of());
    String before = "select 1::int as id, 'x' as nome, 1.25::decimal(5,2) as total,";
    committed(create.append(TABLE, write(create.fieldsOf(TABLE), before + " {'a': 'p'} as s")));
    List<Field> wanted =
        List.of(
            Field.of("id", Type.Primitive.LONG),
            Field.of("total", Type.Primitive.STRING),
            Field.of("razao", Type.Primitive.STRING),
            Field.of(
                "s",
                new Type.Struct(
                    List.of(
                        Field.of("a", Type.Primitive.STRING),
                        Field.of("b", Type.Primitive.STRING)))));
    List<Rename> renames =
        List.of(new Rename(List.of("nome"), "razao"), new Rename(List.of("total"), "valor"));
    TableCommit change =
        commit(CommitKind.BUILD).evolve(TABLE, wanted, renames, Evolution.Unwanted.DROP);
    List<Field> now = change.fieldsOf(TABLE);
    String after =
        "select 2::bigint as id, 'y' as razao, {'a': 'r', 'b': 's'} as s, 'dois' as total";
    committed(change.append(TABLE, write(now, after)));

    session.bind(TABLE, snapshot());

    assertThat(now).extracting(Field::name).containsExactly("id", "razao", "s", "total");
    assertThat(Lab.ask(session, "select id, razao, s, total from curated.t order by id"))
        .containsExactly("1|x|{a=p, b=null}|null", "2|y|{a=r, b=s}|dois");
    assertThat(Lab.ask(session, "select id from curated.t where razao = 'x' and s.a = 'p'"))
        .containsExactly("1");
  }

  private long filesFor(String sql) {
    try (QueryResult result = session.query(sql, Progress.NONE)) {
      return result.stats().files();
    }
  }

  private void deleteSome(Random random) {
    Map<String, DeletedRows> deleted = new HashMap<>();
    for (ScanFile file : snapshot().plan(Filter.ALWAYS)) {
      if (random.nextInt(3) == 0) {
        DeletedRows.Builder rows = DeletedRows.builder();
        random.ints(20, 0, (int) file.records()).forEach(rows::add);
        deleted.put(file.path(), rows.build());
      }
    }
    committed(commit(CommitKind.MERGE).merge(TABLE, List.of(), deleted));
  }

  @Test
  void columnsThatWereAddedLaterAreNullInOlderFiles() {
    List<Field> first =
        List.of(
            Field.of("id", Type.Primitive.LONG),
            Field.of("s", new Type.Struct(List.of(Field.of("a", Type.Primitive.LONG)))));
    TableCommit create = commit(CommitKind.BUILD).create(TABLE, first, Map.of());
    List<Field> fields = create.fieldsOf(TABLE);
    committed(create.append(TABLE, write(fields, "select 1 as id, {'a': 10} as s")));

    List<Field> wanted =
        List.of(
            Field.of("id", Type.Primitive.LONG),
            Field.of(
                "s",
                new Type.Struct(
                    List.of(
                        Field.of("a", Type.Primitive.LONG),
                        Field.of("b", Type.ListOf.of(Type.Primitive.STRING))))),
            Field.of("novo", new Type.Decimal(18, 2)));
    TableCommit evolve = commit(CommitKind.MERGE).evolve(TABLE, wanted);
    List<Field> now = evolve.fieldsOf(TABLE);
    committed(
        evolve.append(
            TABLE, write(now, "select 2 as id, {'b': ['x'], 'a': 20} as s, 1.5 as novo")));

    session.bind(TABLE, snapshot());
    assertThat(Lab.ask(session, "from curated.t order by id"))
        .containsExactly("1|{a=10, b=null}|null", "2|{a=20, b=[x]}|1.50");
    assertThat(Lab.ask(session, "select id from curated.t where novo > 1")).containsExactly("2");
    assertThat(Lab.ask(session, "select id from curated.t where novo is null"))
        .containsExactly("1");
  }

  @Test
  void rowsThatCameAndWentAreReadLikeATable() {
    List<Field> wanted = List.of(Field.of("id", Type.Primitive.LONG));
    TableCommit create = commit(CommitKind.BUILD).create(TABLE, wanted, Map.of());
    List<Field> fields = create.fieldsOf(TABLE);
    String[] former = {
      "select range as id from range(100)", "select 500 + range as id from range(9)"
    };
    committed(create.append(TABLE, write(fields, former)));
    long consumed = snapshot().commit();
    Map<String, DeletedRows> deleted = new HashMap<>();
    snapshot()
        .plan(Filter.ALWAYS)
        .forEach(
            file ->
                deleted.put(
                    file.path(),
                    file.records() == 100 ? DeletedRows.of(7, 99) : DeletedRows.first(9)));
    committed(commit(CommitKind.MERGE).merge(TABLE, write(fields, "select 1007 as id"), deleted));

    Changes.Known changes = (Changes.Known) snapshot().changesSince(consumed);
    session.bindWithPositions("came", ParquetInput.of(fields, filter -> changes.added()));
    session.bindWithPositions("went", ParquetInput.of(fields, filter -> changes.removed()));

    assertThat(Lab.ask(session, "select id from came")).containsExactly("1007");
    assertThat(Lab.ask(session, "select id from went order by id"))
        .containsExactly("7", "99", "500", "501", "502", "503", "504", "505", "506", "507", "508");
    assertThat(changes.removedRows()).isEqualTo(11);
  }
}
