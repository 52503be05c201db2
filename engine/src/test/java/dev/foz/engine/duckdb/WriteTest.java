package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Field;
import dev.foz.base.Progress;
import dev.foz.base.Type;
import dev.foz.engine.EngineSession;
import dev.foz.engine.WriteTarget;
import dev.foz.table.FieldMetrics;
import dev.foz.table.ScanFile;
import dev.foz.table.WrittenFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteTest {
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

  private WrittenFile one(List<Field> fields, String sql) {
    List<WrittenFile> files = lab.write(session, fields, sql);
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  @Test
  void metricsHoldTypedBoundsByFieldId() {
    List<Field> fields =
        Lab.numbered(
            List.of(
                Field.of("i", Type.Primitive.INT),
                Field.of("l", Type.Primitive.LONG),
                Field.of("d", new Type.Decimal(18, 2)),
                Field.of("s", Type.Primitive.STRING),
                Field.of("b", Type.Primitive.BOOLEAN),
                Field.of("day", Type.Primitive.DATE),
                Field.of("ts", Type.Primitive.TIMESTAMP),
                Field.of("tz", Type.Primitive.TIMESTAMPTZ),
                Field.of("x", Type.Primitive.BINARY),
                Field.of("none", Type.Primitive.STRING)));
    WrittenFile file =
        one(
            fields,
            """
            select * from (values
              (1, 10000000000, 1.50, 'b', true, date '2026-01-02',
               timestamp '2026-01-02 03:04:05.000006', timestamptz '2026-01-02 00:00:00-03',
               '\\x01'::blob, null),
              (-2, -1, -99.25, 'a', false, date '0001-01-01', timestamp '1969-12-31 23:59:59.5',
               timestamptz '1900-01-01 00:00:00Z', '\\xFF'::blob, null),
              (null, null, null, null, null, null, null, null, null, null))
              v(i, l, d, s, b, day, ts, tz, x, none)
            """);

    assertThat(file.records()).isEqualTo(3);
    assertThat(Path.of(file.path())).hasParent(lab.staging).hasSize(file.bytes());
    assertBounds(file, 1, -2, 1);
    assertBounds(file, 2, -1L, 10_000_000_000L);
    assertBounds(file, 3, new BigDecimal("-99.25"), new BigDecimal("1.50"));
    assertBounds(file, 4, "a", "b");
    assertBounds(file, 5, false, true);
    assertBounds(file, 6, LocalDate.of(1, 1, 1), LocalDate.of(2026, 1, 2));
    assertBounds(
        file,
        7,
        LocalDateTime.parse("1969-12-31T23:59:59.5"),
        LocalDateTime.parse("2026-01-02T03:04:05.000006"));
    assertBounds(
        file,
        8,
        OffsetDateTime.parse("1900-01-01T00:00:00Z"),
        OffsetDateTime.parse("2026-01-02T03:00:00Z"));
    assertBounds(file, 9, new byte[] {1}, new byte[] {(byte) 255});
    assertThat(metrics(file, 10).nulls()).isEqualTo(3);
    assertThat(metrics(file, 10).lower()).isEmpty();
  }

  private static void assertBounds(WrittenFile file, int id, Object lower, Object upper) {
    FieldMetrics metrics = metrics(file, id);
    assertThat(metrics.values()).isEqualTo(3);
    assertThat(metrics.nulls()).isEqualTo(1);
    assertThat(metrics.lower().orElseThrow()).isEqualTo(lower);
    assertThat(metrics.upper().orElseThrow()).isEqualTo(upper);
  }

  @Test
  void notANumberIsCountedAndZerosAreBoundedOnBothSides() {
    List<Field> fields = List.of(new Field(1, "f", Type.Primitive.DOUBLE));

    FieldMetrics mixed =
        metrics(one(fields, "select unnest(['nan', '0', '5', '-0'])::double as f"), 1);
    FieldMetrics infinite = metrics(one(fields, "select 'infinity'::double as f"), 1);

    assertThat(mixed.nans()).isEqualTo(OptionalLong.of(2 - 1));
    assertThat(mixed.lower()).contains(-0.0d);
    assertThat(mixed.upper()).contains(5.0d);
    assertThat(infinite.lower()).isEmpty();
    assertThat(infinite.upper()).isEmpty();
  }

  @Test
  void nestedFieldsHaveCountsAndStructsBoundsToo() {
    List<Field> fields =
        List.of(
            new Field(
                1, "s", new Type.Struct(List.of(new Field(2, "odd \"name", Type.Primitive.LONG)))),
            new Field(
                3,
                "items",
                new Type.ListOf(
                    new Field(
                        4,
                        "element",
                        new Type.Struct(List.of(new Field(5, "q", Type.Primitive.LONG)))))),
            new Field(
                6,
                "m",
                new Type.MapOf(
                    new Field(7, "key", Type.Primitive.STRING),
                    new Field(8, "value", Type.Primitive.LONG))));
    WrittenFile file =
        one(
            fields,
            "select {'odd \"name': 7} as s, [{'q': 1}, {'q': null}] as items, map {'k': 9} as m");

    assertThat(metrics(file, 2).lower()).contains(7L);
    assertThat(metrics(file, 5))
        .extracting(FieldMetrics::values, FieldMetrics::nulls)
        .containsExactly(2L, 1L);
    assertThat(metrics(file, 5).lower()).isEmpty();
    assertThat(metrics(file, 8).upper()).isEmpty();
    assertThat(Lab.ask(session, ids(file)))
        .containsExactly(
            "element|4", "items|3", "key|7", "m|6", "odd \"name|2", "q|5", "s|1", "value|8");
  }

  private static FieldMetrics metrics(WrittenFile file, int id) {
    return Optional.ofNullable(file.metrics().get(id)).orElseThrow();
  }

  private static String ids(WrittenFile file) {
    return "select name, field_id from parquet_schema('"
        + file.path()
        + "') where field_id is not null order by name";
  }

  @Test
  void boundsOfLongTextsStayOutsideOfTheTexts() {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int[] letters = {'a', 'z', 0x7f, 0xe9, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x1f600, 0x10ffff};
    List<Field> fields = List.of(new Field(1, "t", Type.Primitive.STRING));
    for (int round = 0; round < 60; round++) {
      List<String> texts = Stream.generate(() -> text(random, letters)).limit(5).toList();
      String values = String.join("), (", texts.stream().map(Quote::text).toList());
      FieldMetrics metrics =
          metrics(one(fields, "select t from (values (" + values + ")) v(t)"), 1);
      for (String text : texts) {
        metrics
            .lower()
            .ifPresent(bound -> assertThat(compare((String) bound, text)).isNotPositive());
        metrics
            .upper()
            .ifPresent(bound -> assertThat(compare((String) bound, text)).isNotNegative());
      }
    }
  }

  private static String text(Random random, int[] letters) {
    StringBuilder text = new StringBuilder();
    int same = letters[random.nextInt(letters.length)];
    int length = random.nextInt(600);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(random.nextInt(8) == 0 ? letters[random.nextInt(letters.length)] : same);
    }
    return text.toString();
  }

  private static int compare(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void columnsAreMatchedByNameAndCast() {
    List<Field> fields =
        Lab.numbered(
            List.of(
                Field.of("a", Type.Primitive.LONG),
                Field.of("B", Type.Primitive.STRING),
                Field.of("c", Type.Primitive.DATE)));
    WrittenFile file = one(fields, "select 5::int as A, 7 as b from range(2) -- two\n;");

    session.bind(Lab.curated("t"), Lab.input(fields, List.of(Lab.scan(file))));
    assertThat(Lab.ask(session, "from curated.t")).containsExactly("5|7|null", "5|7|null");

    assertThatThrownBy(() -> lab.write(session, fields, "select 1 as a, 2 as zz"))
        .hasMessage(
            """
            error[E703]: Cannot write curated.t: it has no column `zz`
              try: leave the column out of the query, or add it to the table""");
    assertThatThrownBy(() -> lab.write(session, fields, "select 1 as a, 2 as A, 3 as b"))
        .hasMessageContaining("Cannot write curated.t: the query has two columns named `A`");
  }

  @Test
  void noRowsMakeNoFile() throws Exception {
    List<Field> fields = List.of(new Field(1, "a", Type.Primitive.LONG));

    assertThat(lab.write(session, fields, "select 1 as a where false")).isEmpty();
    try (Stream<Path> left = Files.list(lab.staging)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFailedWriteLeavesNoFileAndTellsThePlaceInTheQuery() throws Exception {
    List<Field> fields = List.of(new Field(1, "a", Type.Primitive.LONG));

    assertThatThrownBy(
            () ->
                lab.write(
                    session,
                    fields,
                    "select\n  case when range > 900000 then ('x' || range)::int end as a\nfrom range(1000000)"))
        .hasMessageStartingWith("error[E703]: Cannot run the query: could not convert string 'x")
        .hasMessageContaining("query:2:47");
    try (Stream<Path> left = Files.list(lab.staging)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void manyRowsBecomeFilesThatAllCount() {
    List<Field> fields =
        Lab.numbered(
            List.of(Field.of("i", Type.Primitive.LONG), Field.of("t", Type.Primitive.STRING)));
    List<WrittenFile> files =
        session.write(
            "select range as i, md5(range::varchar) || sha256(range::varchar) as t from range(4000000)",
            new WriteTarget(Lab.curated("t"), fields, lab.staging),
            Progress.NONE);

    assertThat(files).hasSizeGreaterThan(1);
    assertThat(files.stream().mapToLong(WrittenFile::records).sum()).isEqualTo(4_000_000);
    assertThat(
            files.stream()
                .map(file -> (Long) metrics(file, 1).lower().orElseThrow())
                .min(Long::compare))
        .contains(0L);
  }

  private static final List<Field> SORTED =
      Lab.numbered(
          List.of(
              Field.of("dia", Type.Primitive.DATE),
              Field.of("Id", Type.Primitive.LONG),
              Field.of("texto", Type.Primitive.STRING)));

  private List<WrittenFile> writeSorted(int rows) {
    String sql =
        """
        select date '2026-01-01' + (hash(range) %% 300)::int as dia, hash(range, 7) %% 1000 as id,
          sha256(range::varchar) || sha256('x' || range) || sha256('y' || range) as texto
        from range(%d)
        """
            .formatted(rows);
    List<String> order = List.of("dia", "Id");
    return session.write(
        sql, new WriteTarget(Lab.curated("t"), SORTED, lab.staging, order), Progress.NONE);
  }

  @Test
  void rowsOfASmallWriteAreSorted() {
    List<WrittenFile> files = writeSorted(50_000);
    session.bindWithPositions(
        "sorted", Lab.input(SORTED, files.stream().map(this::whole).toList()));

    assertThat(
            Lab.ask(
                session,
                """
                select count(*), count_if(key < former) from (
                  select (dia, id) as key, lag((dia, id)) over (order by _pos) as former
                  from sorted)
                """))
        .containsExactly("50000|0");
  }

  private ScanFile whole(WrittenFile file) {
    return Lab.scan(file);
  }

  @Test
  void aSortedWriteOfManyFilesKeepsNeighboursTogether() throws Exception {
    List<WrittenFile> files = writeSorted(1_500_000);
    List<LocalDate[]> groups = days(files);

    assertThat(files).hasSizeGreaterThan(1);
    assertThat(groups).hasSizeGreaterThan(12);
    for (LocalDate day = LocalDate.of(2026, 1, 1);
        day.isBefore(LocalDate.of(2026, 10, 28));
        day = day.plusDays(1)) {
      LocalDate wanted = day;
      assertThat(groups)
          .filteredOn(group -> !group[0].isAfter(wanted) && !group[1].isBefore(wanted))
          .as("row groups that may hold " + day)
          .hasSizeLessThanOrEqualTo(4);
    }
  }

  /** The first and the last day of each row group. */
  private static List<LocalDate[]> days(List<WrittenFile> files) throws SQLException {
    String paths = Quote.texts(files.stream().map(WrittenFile::path).toList());
    List<LocalDate[]> days = new ArrayList<>();
    try (Connection plain = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = plain.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select stats_min::date, stats_max::date from parquet_metadata("
                    + paths
                    + ") where path_in_schema = 'dia'")) {
      while (rows.next()) {
        LocalDate first = rows.getObject(1, LocalDate.class);
        days.add(new LocalDate[] {first, rows.getObject(2, LocalDate.class)});
      }
    }
    return days;
  }

  @Test
  void aColumnToSortByMustBeInTheTable() {
    assertThatThrownBy(
            () -> new WriteTarget(Lab.curated("t"), SORTED, lab.staging, List.of("diaa")))
        .hasMessage("curated.t has no column diaa to sort by");
  }
}
