package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Progress;
import dev.foz.base.Type;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.engine.QueryResult;
import dev.foz.table.FieldMetrics;
import dev.foz.table.Filter;
import dev.foz.table.ScanFile;
import dev.foz.table.WrittenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
  static final int FILES = 40;

  static final List<Field> FIELDS =
      Lab.numbered(
          List.of(
              Field.of("id", Type.Primitive.LONG),
              Field.of("Odd name", Type.Primitive.STRING),
              Field.of("dia", Type.Primitive.DATE),
              Field.of("valor", new Type.Decimal(18, 2)),
              Field.of("peso", Type.Primitive.DOUBLE),
              Field.of("quando", Type.Primitive.TIMESTAMPTZ),
              Field.of("ok", Type.Primitive.BOOLEAN),
              Field.of(
                  "s",
                  new Type.Struct(
                      List.of(
                          Field.of("a", Type.Primitive.LONG),
                          Field.of("b", Type.Primitive.STRING))))));

  private static Lab lab;
  private static EngineSession session;
  private static final List<WrittenFile> WRITTEN = new ArrayList<>();

  @BeforeAll
  static void fill(@TempDir Path folder) {
    lab = new Lab(folder);
    session = lab.engine.open();
    List<ScanFile> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      String sql = rows(i);
      WrittenFile file = lab.write(session, FIELDS, sql).getFirst();
      WRITTEN.add(file);
      files.add(i % 5 == 0 ? Lab.scan(file, 0, 50, 99) : Lab.scan(file));
    }
    session.bind(
        Lab.curated("t"),
        ParquetInput.of(
            FIELDS,
            filter -> {
              List<ScanFile> kept = new ArrayList<>();
              for (int i = 0; i < FILES; i++) {
                if (mayHold(filter, WRITTEN.get(i))) {
                  kept.add(files.get(i));
                }
              }
              return kept;
            }));
    session.materialize("whole", "from curated.t", Progress.NONE);
  }

  /** The rows of one file. */
  static String rows(int i) {
    return """
          select %1$d * 100 + range as id,
            'n' || lpad((%1$d * 10 + range %% 10)::varchar, 4, '0') as "Odd name",
            date '2026-01-01' + %1$d as dia,
            case when range %% 7 > 0 then (%1$d * 10 + range / 10.0)::decimal(18,2) end as valor,
            case when range = 5 and %1$d %% 4 = 0 then 'nan'::double
              else %1$d - 20 + range / 100.0 end as peso,
            timestamptz '2026-01-01 00:00:00Z' + interval (%1$d * 24 + range %% 24) hour as quando,
            %1$d %% 2 = 0 as ok,
            {'a': %1$d + range %% 3, 'b': case when %1$d > 5 then 'b' || %1$d end} as s
          from range(100)
          """
        .formatted(i);
  }

  @AfterAll
  static void close() {
    session.close();
    lab.close();
  }

  private static long filesFor(String sql) {
    try (QueryResult result = session.query(sql, Progress.NONE)) {
      return result.stats().files();
    }
  }

  @Test
  void filesThatCannotHoldWantedRowsAreNotRead() {
    assertThat(filesFor("from curated.t")).isEqualTo(FILES);
    assertThat(filesFor("from curated.t where id = 305")).isEqualTo(1);
    assertThat(filesFor("from curated.t where id in (305, 1206, -1)")).isEqualTo(2);
    assertThat(filesFor("from curated.t where dia >= '2026-02-01'")).isEqualTo(9);
    assertThat(filesFor("from curated.t where month(dia) = 1 and year(dia) = 2026"))
        .isLessThanOrEqualTo(40);
    assertThat(filesFor("from curated.t where date_trunc('month', dia) = date '2026-02-01'"))
        .isEqualTo(9);
    assertThat(filesFor("from curated.t where \"Odd name\" like 'n0123%'")).isEqualTo(1);
    assertThat(filesFor("from curated.t where s.a = 7")).isEqualTo(3);
    assertThat(filesFor("from curated.t where valor > 395.5")).isEqualTo(1);
    assertThat(filesFor("from curated.t where quando < timestamptz '2026-01-03 00:00:00-03'"))
        .isEqualTo(3);
    assertThat(filesFor("from curated.t where s.b is null")).isEqualTo(6);
    assertThat(filesFor("from curated.t where ok and dia > '2026-02-01'")).isEqualTo(4);
    assertThat(filesFor("from curated.t where not ok and dia > '2026-02-01'")).isEqualTo(4);
    assertThat(filesFor("from curated.t where peso > 18")).isEqualTo(FILES);
    assertThat(filesFor("from curated.t where peso < -19")).isEqualTo(1);
    assertThat(filesFor("from curated.t where dia = '2026-01-05' order by valor desc limit 3"))
        .isEqualTo(1);
    assertThat(filesFor("from curated.t where id = 5 or dia = '2026-02-01'")).isEqualTo(FILES);
  }

  @Test
  void aTableThatStandsTwiceIsReadForBoth() {
    String both =
        "select count(*) from curated.t a, curated.t b where a.id = 305 and b.dia = '2026-02-01'";

    assertThat(Lab.ask(session, both)).containsExactly("100");
    assertThat(filesFor(both)).isEqualTo(2);
    assertThat(Lab.ask(session, "select count(*) from curated.t a, curated.t b where a.id = 305"))
        .containsExactly(Integer.toString(FILES * 100 - 3 * 8));
  }

  @Test
  void viewsAreSeenThrough() {
    session.bindView(
        Lab.curated("v"), "select id as chave, dia from curated.t where dia > '2026-01-10'");

    assertThat(filesFor("from curated.v where chave < 1200")).isEqualTo(2);
    assertThat(Lab.ask(session, "select count(*) from curated.v where chave < 1200"))
        .containsExactly("197");
  }

  @Test
  void anyQueryAnswersAsWithoutPruning() {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    long pruned = 0;
    for (int round = 0; round < 250; round++) {
      String where = predicate(random, 3);
      String query = shape(random).replace("{where}", where);
      List<String> expected = Lab.ask(session, query.replace("{t}", "whole"));
      String real = query.replace("{t}", "curated.t");
      assertThat(Lab.ask(session, real)).as(real).isEqualTo(expected);
      pruned += filesFor(real) < FILES ? 1 : 0;
    }
    System.out.println("pruned " + pruned + " of 250");
    assertThat(pruned).isGreaterThan(50);
  }

  static String shape(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "select id from {t} t where {where} order by id limit 5";
      case 1 ->
          "select count(*), sum(valor) from {t} t where id in (select id from {t} t where {where})";
      case 2 -> "select dia, count(*) from {t} t where {where} group by dia order by dia";
      case 3 ->
          "select count(*), count(u.id) from {t} t left join (select id from {t} t where {where}) u"
              + " on t.id = u.id where t.s.a = 7";
      default -> "select count(*), min(id), max(s.b), sum(valor) from {t} t where {where}";
    };
  }

  static String predicate(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 7 : 10);
    return switch (kind) {
      case 7 -> "(" + predicate(random, depth - 1) + " and " + predicate(random, depth - 1) + ")";
      case 8 -> "(" + predicate(random, depth - 1) + " or " + predicate(random, depth - 1) + ")";
      case 9 -> "not (" + predicate(random, depth - 1) + ")";
      default -> leaf(random, kind);
    };
  }

  private static String leaf(Random random, int kind) {
    String[] ops = {"=", "<>", "<", "<=", ">", ">=", "is distinct from", "is not distinct from"};
    String op = " " + ops[random.nextInt(ops.length)] + " ";
    return switch (kind) {
      case 0 -> "t.id" + op + random.nextInt(FILES * 100);
      case 1 -> "dia" + op + "date '2026-01-01' + " + random.nextInt(45);
      case 2 -> "valor" + op + (random.nextInt(4000) / 10.0);
      case 3 ->
          switch (random.nextInt(4)) {
            case 0 -> "peso" + op + "'nan'::double";
            case 1 -> "peso" + op + (random.nextInt(400) / 10.0 - 20);
            case 2 -> "peso is null";
            default -> "isnan(peso)";
          };
      case 4 ->
          switch (random.nextInt(5)) {
            case 0 -> "\"Odd name\"" + op + "'n0" + (100 + random.nextInt(300)) + "'";
            case 1 -> "\"Odd name\" like 'n0" + random.nextInt(5) + "%'";
            case 2 -> "\"Odd name\" in ('n0101', 'n0' || '345', 'a'' AND optional: x')";
            case 3 -> "upper(\"Odd name\") = 'N0123'";
            default -> "\"Odd name\" between 'n0111' and 'n0222'";
          };
      case 5 ->
          switch (random.nextInt(5)) {
            case 0 -> "s.a" + op + random.nextInt(45);
            case 1 -> "s.b is null";
            case 2 -> "s.b = 'b" + random.nextInt(45) + "'";
            case 3 -> "s is not null";
            default -> "t.id in (" + random.nextInt(4000) + ", " + random.nextInt(4000) + ", 12)";
          };
      default ->
          switch (random.nextInt(5)) {
            case 0 -> "ok";
            case 1 -> "ok = false";
            case 2 ->
                "quando"
                    + op
                    + "timestamptz '2026-01-01 00:00:00-03' + interval "
                    + random.nextInt(900)
                    + " hour";
            case 3 -> "valor is " + (random.nextBoolean() ? "" : "not ") + "null";
            default -> "quando::date = date '2026-01-" + (10 + random.nextInt(20)) + "'";
          };
    };
  }

  /** What a catalogue does with metrics, in short. */
  private static boolean mayHold(Filter filter, WrittenFile file) {
    return switch (filter) {
      case Filter.Always always -> true;
      case Filter.And and -> and.parts().stream().allMatch(part -> mayHold(part, file));
      case Filter.Or or -> or.parts().stream().anyMatch(part -> mayHold(part, file));
      case Filter.In in ->
          in.values().stream()
              .anyMatch(
                  value -> mayHold(new Filter.Compare(in.column(), Filter.Op.EQUAL, value), file));
      case Filter.IsNull isNull ->
          metrics(file, isNull.column()).map(m -> m.nulls() > 0).orElse(true);
      case Filter.NotNull notNull ->
          metrics(file, notNull.column()).map(m -> m.nulls() < m.values()).orElse(true);
      case Filter.Compare compare ->
          metrics(file, compare.column()).map(m -> mayHold(compare, m)).orElse(true);
    };
  }

  @SuppressWarnings("unchecked")
  private static boolean mayHold(Filter.Compare compare, FieldMetrics metrics) {
    if (metrics.nulls() == metrics.values()) {
      return false;
    }
    if (metrics.lower().isEmpty()) {
      return true;
    }
    Comparable<Object> lower = (Comparable<Object>) metrics.lower().get();
    Comparable<Object> upper = (Comparable<Object>) metrics.upper().orElseThrow();
    int below = lower.compareTo(compare.value());
    int above = upper.compareTo(compare.value());
    return switch (compare.op()) {
      case EQUAL -> below <= 0 && above >= 0;
      case NOT_EQUAL -> below != 0 || above != 0;
      case LESS -> below < 0;
      case LESS_OR_EQUAL -> below <= 0;
      case GREATER -> above > 0;
      case GREATER_OR_EQUAL -> above >= 0;
    };
  }

  private static Optional<FieldMetrics> metrics(WrittenFile file, List<String> column) {
    Map<String, Field> fields = new HashMap<>();
    FIELDS.forEach(field -> fields.put(field.name(), field));
    @Nullable Field field = fields.get(column.getFirst());
    if (field != null && column.size() == 2 && field.type() instanceof Type.Struct struct) {
      field =
          struct.fields().stream()
              .filter(inner -> inner.name().equals(column.get(1)))
              .findFirst()
              .orElse(null);
    }
    return field == null ? Optional.empty() : Optional.ofNullable(file.metrics().get(field.id()));
  }
}
