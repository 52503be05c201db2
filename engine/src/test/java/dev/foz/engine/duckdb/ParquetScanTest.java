package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Progress;
import dev.foz.base.Type;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.QueryResult;
import dev.foz.table.DeletedRows;
import dev.foz.table.ScanFile;
import dev.foz.table.WrittenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetScanTest {
  private Lab lab;
  private EngineSession session;

  @BeforeEach
  void open(@TempDir Path folder) {
    lab = new Lab(folder);
    session = lab.engine.open();
  }

  @AfterEach
  void close() {
    session.close();
    lab.close();
  }

  @Test
  void columnsAreFoundByIdSoThatRenamedAddedAndWidenedOnesJustWork() {
    List<Field> old =
        List.of(
            new Field(1, "id", Type.Primitive.INT),
            new Field(2, "nome", Type.Primitive.STRING),
            new Field(
                3,
                "endereco",
                new Type.Struct(
                    List.of(
                        new Field(4, "rua", Type.Primitive.STRING),
                        new Field(5, "numero", Type.Primitive.INT)))),
            new Field(6, "valor", new Type.Decimal(9, 2)),
            new Field(7, "gone", Type.Primitive.STRING));
    List<WrittenFile> files =
        lab.write(
            session,
            old,
            "select 1 as id, 'Ana' as nome, {'rua': 'A', 'numero': 7} as endereco,"
                + " 10.5 as valor, 'x' as gone");
    List<Field> now =
        List.of(
            new Field(2, "cliente", Type.Primitive.STRING),
            new Field(1, "id", Type.Primitive.LONG),
            new Field(
                3,
                "endereco",
                new Type.Struct(
                    List.of(
                        new Field(4, "rua", Type.Primitive.STRING),
                        new Field(8, "cep", Type.Primitive.STRING),
                        new Field(5, "numero", Type.Primitive.LONG)))),
            new Field(6, "valor", new Type.Decimal(18, 2)),
            new Field(9, "novo", Type.ListOf.of(Type.Primitive.DATE)));

    session.bind(Lab.curated("t"), Lab.input(now, List.of(Lab.scan(files.getFirst()))));

    assertThat(Lab.ask(session, "from curated.t"))
        .containsExactly("Ana|1|{rua=A, cep=null, numero=7}|10.50|null");
    assertThat(session.describe("from curated.t").get(1).type()).isEqualTo(Type.Primitive.LONG);
  }

  @Test
  void deletedRowsAreLeftOutAndPositionsStayThoseOfTheFile() {
    List<Field> fields = List.of(new Field(1, "id", Type.Primitive.LONG));
    WrittenFile whole = lab.write(session, fields, "select range as id from range(5)").getFirst();
    WrittenFile thin =
        lab.write(session, fields, "select 100 + range as id from range(5)").getFirst();
    List<ScanFile> files = List.of(Lab.scan(thin, 0, 3), Lab.scan(whole));

    session.bind(Lab.curated("t"), Lab.input(fields, files));
    session.bindWithPositions("places", Lab.input(fields, files));

    assertThat(Lab.ask(session, "select id from curated.t order by id"))
        .containsExactly("0", "1", "2", "3", "4", "101", "102", "104");
    assertThat(Lab.ask(session, "select _pos from places where _file = '" + thin.path() + "'"))
        .containsExactlyInAnyOrder("1", "2", "4");
    assertThat(Lab.ask(session, "select _file, _pos from places where id = 104"))
        .containsExactly(thin.path() + "|4");
  }

  @Test
  void everyRowOfManyFilesIsJudgedByItsOwnDeletions() {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<Field> fields = List.of(new Field(1, "id", Type.Primitive.LONG));
    List<ScanFile> files = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int file = 0; file < 24; file++) {
      int rows = 1 + random.nextInt(5_000);
      int first = file * 10_000;
      String sql = "select " + first + " + range as id from range(" + rows + ") order by 1";
      WrittenFile written = lab.write(session, fields, sql).getFirst();
      DeletedRows.Builder deleted = DeletedRows.builder();
      for (int row = 0; row < rows; row++) {
        if (file % 3 != 0 && random.nextInt(4) == 0) {
          deleted.add(row);
        } else {
          expected.add(Integer.toString(first + row));
        }
      }
      DeletedRows gone = deleted.build();
      files.add(
          new ScanFile(
              written.path(),
              rows,
              written.bytes(),
              gone.isEmpty() ? Optional.empty() : Optional.of(gone)));
    }

    session.bind(Lab.curated("t"), Lab.input(fields, files));

    assertThat(Lab.ask(session, "select id from curated.t order by id")).isEqualTo(expected);
  }

  @Test
  void fewRowsThatAreLeftOfLargeFilesAreFoundInFewAndInManyScans() {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<Field> fields = List.of(new Field(1, "id", Type.Primitive.LONG));
    List<ScanFile> files = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int file = 0; file < 10; file++) {
      int rows = file % 3 == 0 ? 300_000 : 1_000;
      String sql = "select " + file * 1_000_000 + " + range as id from range(" + rows + ")";
      WrittenFile written = lab.write(session, fields, sql).getFirst();
      session.bindWithPositions("places", Lab.input(fields, List.of(Lab.scan(written))));
      List<String> ids = Lab.ask(session, "select id from places order by _pos");
      DeletedRows.Builder alive = DeletedRows.builder();
      random
          .ints(file % 4 == 3 ? rows / 2 : 20, 0, rows)
          .distinct()
          .sorted()
          .forEach(
              row -> {
                alive.add(row);
                expected.add(ids.get(row));
              });
      DeletedRows gone = DeletedRows.first(rows).minus(alive.build());
      files.add(new ScanFile(written.path(), rows, written.bytes(), Optional.of(gone)));

      session.bind(Lab.curated("t"), Lab.input(fields, files));

      assertThat(Lab.ask(session, "select id from curated.t"))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void aTableWithoutFilesIsEmptyAndHasItsColumns() {
    List<Field> fields =
        Lab.numbered(
            List.of(
                Field.of("id", Type.Primitive.LONG),
                Field.of("tags", Type.ListOf.of(Type.Primitive.STRING))));

    session.bind(Lab.curated("t"), Lab.input(fields, List.of()));
    session.bindWithPositions("places", Lab.input(fields, List.of()));

    assertThat(Lab.ask(session, "select count(*), max(tags) from curated.t"))
        .containsExactly("0|null");
    assertThat(session.describe("from places"))
        .extracting(Field::name)
        .containsExactly("id", "tags", "_file", "_pos");
  }

  @Test
  void aSessionStaysWithWhatItBound() {
    List<Field> fields = List.of(new Field(1, "id", Type.Primitive.LONG));
    WrittenFile first = lab.write(session, fields, "select 1 as id").getFirst();
    WrittenFile second = lab.write(session, fields, "select 2 as id").getFirst();
    session.bind(Lab.curated("a"), Lab.input(fields, List.of(Lab.scan(first))));
    session.bind(Lab.curated("b"), Lab.input(fields, List.of(Lab.scan(second))));
    session.bindView(
        Lab.curated("c"), "select a.id as x, b.id as y from curated.a, curated.b -- end");

    assertThat(Lab.ask(session, "from curated.c")).containsExactly("1|2");
    try (QueryResult result = session.query("from curated.a", Progress.NONE)) {
      assertThat(result.stats().files()).isEqualTo(2);
      assertThat(result.stats().bytes()).isEqualTo(first.bytes() + second.bytes());
    }
  }

  @Test
  void pathsThatLookLikePatternsAreReadAsTheyAre(@TempDir Path other) throws Exception {
    Path odd = java.nio.file.Files.createDirectories(other.toRealPath().resolve("a[1]*'b"));
    try (Lab strange = new Lab(odd);
        EngineSession inside = strange.engine.open()) {
      List<Field> fields = List.of(new Field(1, "id", Type.Primitive.LONG));
      WrittenFile file = strange.write(inside, fields, "select 5 as id").getFirst();
      inside.bind(Lab.curated("t"), ParquetInput.of(fields, f -> List.of(Lab.scan(file))));
      assertThat(Lab.ask(inside, "from curated.t")).containsExactly("5");
    }
  }
}
