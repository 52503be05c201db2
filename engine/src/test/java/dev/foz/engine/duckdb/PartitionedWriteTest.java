package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.PartitionField;
import dev.foz.base.Progress;
import dev.foz.base.Transform;
import dev.foz.base.Type;
import dev.foz.engine.EngineSession;
import dev.foz.engine.WriteTarget;
import dev.foz.table.WrittenFile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.transforms.Transforms;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.SerializableFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionedWriteTest {
  private static final int VALUES = 100;
  private static final long LAST_MICROS = 253_402_300_799_999_999L;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private Lab lab;
  private EngineSession session;

  @BeforeEach
  void open(@TempDir Path folder) {
    System.out.println("PartitionedWriteTest seed " + seed);
    lab = new Lab(folder);
    session = lab.engine.open();
  }

  @AfterEach
  void close() {
    session.close();
    lab.close();
  }

  /**
   * A column and its values.
   *
   * @param values as Iceberg holds them, each with its SQL
   */
  private record Sample(Type type, org.apache.iceberg.types.Type iceberg, List<Value> values) {}

  private record Value(@Nullable Object internal, String sql) {}

  private List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    samples.add(sample(Type.Primitive.INT, Types.IntegerType.get(), this::integer));
    samples.add(sample(Type.Primitive.LONG, Types.LongType.get(), this::bigint));
    samples.add(sample(Type.Primitive.STRING, Types.StringType.get(), this::text));
    samples.add(sample(Type.Primitive.BOOLEAN, Types.BooleanType.get(), this::flag));
    samples.add(sample(Type.Primitive.DATE, Types.DateType.get(), this::date));
    samples.add(sample(Type.Primitive.TIME, Types.TimeType.get(), this::time));
    samples.add(sample(Type.Primitive.UUID, Types.UUIDType.get(), this::uuid));
    samples.add(
        sample(Type.Primitive.TIMESTAMP, Types.TimestampType.withoutZone(), () -> timestamp("")));
    samples.add(
        sample(
            Type.Primitive.TIMESTAMPTZ,
            Types.TimestampType.withZone(),
            () -> timestamp(" at time zone 'UTC'")));
    for (int[] shape : new int[][] {{9, 2}, {2, 2}, {18, 0}, {38, 10}}) {
      samples.add(
          sample(
              new Type.Decimal(shape[0], shape[1]),
              Types.DecimalType.of(shape[0], shape[1]),
              () -> decimal(shape[0], shape[1])));
    }
    return samples;
  }

  private Sample sample(
      Type type, org.apache.iceberg.types.Type iceberg, java.util.function.Supplier<Value> next) {
    List<Value> values = new ArrayList<>();
    values.add(new Value(null, "null"));
    while (values.size() < VALUES) {
      values.add(next.get());
    }
    return new Sample(type, iceberg, values);
  }

  private Value integer() {
    int value =
        switch (random.nextInt(4)) {
          case 0 -> Integer.MIN_VALUE + random.nextInt(20);
          case 1 -> random.nextInt(41) - 20;
          default -> random.nextInt();
        };
    return new Value(value, "" + value);
  }

  private Value bigint() {
    long value =
        switch (random.nextInt(4)) {
          case 0 -> Long.MIN_VALUE + random.nextInt(20);
          case 1 -> random.nextInt(41) - 20;
          default -> random.nextLong();
        };
    return new Value(value, "cast('" + value + "' as bigint)");
  }

  private Value text() {
    List<String> signs =
        List.of(
            "a",
            "Z",
            "é",
            "e\u0301",
            "\uD835\uDCB3",
            "\uD83D\uDC68\u200D\uD83D\uDC69",
            "'",
            "\0",
            " ");
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.append(signs.get(random.nextInt(signs.size())));
    }
    String sql = text.toString().replace("'", "''").replace("\0", "'||chr(0)||'");
    return new Value(text.toString(), "('" + sql + "')");
  }

  private Value flag() {
    boolean value = random.nextBoolean();
    return new Value(value, "" + value);
  }

  private Value date() {
    int days = random.nextInt(200_000) - 100_000;
    return new Value(days, "(date '1970-01-01' + " + days + ")");
  }

  private Value time() {
    long micros = random.nextLong(86_400_000_000L);
    return new Value(micros, "cast('" + LocalTime.ofNanoOfDay(micros * 1000) + "' as time)");
  }

  private Value uuid() {
    UUID value = new UUID(random.nextLong(), random.nextLong());
    return new Value(value, "cast('" + value + "' as uuid)");
  }

  private Value timestamp(String zone) {
    long micros =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(5) - 2;
          case 1 -> (random.nextInt(4_000) - 2_000) * 3_600_000_000L - random.nextInt(2);
          default -> random.nextLong(-LAST_MICROS / 8, LAST_MICROS);
        };
    return new Value(micros, "(make_timestamp(" + micros + ")" + zone + ")");
  }

  private Value decimal(int precision, int scale) {
    BigInteger bound = BigInteger.TEN.pow(Math.min(precision, random.nextBoolean() ? 3 : 38) - 1);
    BigInteger unscaled = new BigInteger(bound.bitLength(), random).mod(bound);
    BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
    return new Value(
        value, "cast('" + value.toPlainString() + "' as decimal(" + precision + "," + scale + "))");
  }

  @Test
  void everyTransformGivesWhatThatOfIcebergGives() {
    List<Transform> transforms = new ArrayList<>(List.of(Transform.Simple.values()));
    transforms.add(new Transform.Truncate(1));
    transforms.add(new Transform.Truncate(3));
    transforms.add(new Transform.Truncate(10));
    transforms.add(new Transform.Truncate(1 + random.nextInt(100_000)));
    transforms.add(new Transform.Truncate(Transform.Truncate.MAX_WIDTH));
    for (Sample sample : samples()) {
      for (Transform transform : transforms) {
        if (transform.fits(sample.type())) {
          compare(sample, transform);
        }
      }
    }
  }

  private void compare(Sample sample, Transform transform) {
    String name =
        transform instanceof Transform.Truncate(int width)
            ? "truncate[" + width + "]"
            : transform.toString();
    SerializableFunction<Object, Object> iceberg = iceberg(name, sample.iceberg());
    List<Field> fields =
        Lab.numbered(List.of(Field.of("id", Type.Primitive.LONG), Field.of("c", sample.type())));
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < sample.values().size(); i++) {
      rows.append(i == 0 ? "" : ", ").append("(" + i + ", " + sample.values().get(i).sql() + ")");
    }
    List<WrittenFile> files =
        session.write(
            "select * from (values " + rows + ") as v (id, c)",
            target(fields, List.of(new PartitionField(transform, "c")), List.of("id")),
            Progress.NONE);
    Set<Optional<Object>> seen = new HashSet<>();
    long count = 0;
    for (WrittenFile file : files) {
      Optional<Object> partition = file.partition().getFirst().map(PartitionedWriteTest::internal);
      assertThat(seen.add(partition)).as(name + " of " + sample.type() + " twice").isTrue();
      session.bindWithPositions("file", Lab.input(fields, List.of(Lab.scan(file))));
      for (String id : Lab.ask(session, "select id from file order by _pos")) {
        Object value = sample.values().get(Integer.parseInt(id)).internal();
        Object expected = value == null ? null : iceberg.apply(value);
        assertThat(partition)
            .as(name + " of " + sample.type() + " " + value)
            .isEqualTo(Optional.ofNullable(expected));
        count++;
      }
    }
    assertThat(count).as(name + " of " + sample.type()).isEqualTo(VALUES);
  }

  @SuppressWarnings("unchecked") // the transform is made for that type
  private static SerializableFunction<Object, Object> iceberg(
      String name, org.apache.iceberg.types.Type type) {
    return (SerializableFunction<Object, Object>)
        ((org.apache.iceberg.transforms.Transform<Object, Object>) Transforms.fromString(name))
            .bind(type);
  }

  private static Object internal(Object value) {
    return switch (value) {
      case LocalDate date -> (int) date.toEpochDay();
      case LocalTime time -> time.toNanoOfDay() / 1000;
      case LocalDateTime time -> micros(time.toInstant(ZoneOffset.UTC));
      case OffsetDateTime time -> micros(time.toInstant());
      default -> value;
    };
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private WriteTarget target(List<Field> fields, List<PartitionField> by, List<String> sort) {
    return new WriteTarget(Lab.curated("t"), fields, lab.staging, by, sort);
  }

  private static final List<Field> SALES =
      Lab.numbered(
          List.of(
              Field.of("dia", Type.Primitive.DATE),
              Field.of("uf", Type.Primitive.STRING),
              Field.of("id", Type.Primitive.LONG)));

  @Test
  void filesHoldOnePartitionEachInOrder() {
    List<WrittenFile> files =
        session.write(
            """
            select date '2026-01-01' + (hash(range) % 90)::int as Dia,
              ['SP', 'RJ', null][1 + range % 3] as uf, hash(range) % 100000 as id
            from range(200000)
            """,
            target(
                SALES,
                List.of(
                    new PartitionField(Transform.Simple.MONTH, "dia"),
                    new PartitionField(Transform.Simple.IDENTITY, "uf")),
                List.of("id")),
            Progress.NONE);

    assertThat(files)
        .extracting(WrittenFile::partition)
        .containsExactlyInAnyOrderElementsOf(partitions());
    assertThat(files.stream().mapToLong(WrittenFile::records).sum()).isEqualTo(200_000);
    for (WrittenFile file : files) {
      assertThat(file.metrics()).containsKey(3);
      session.bindWithPositions("file", Lab.input(SALES, List.of(Lab.scan(file))));
      assertThat(
              Lab.ask(
                  session,
                  "select count(*), count(distinct (date_trunc('month', dia), uf)), count_if(bad) from"
                      + " (select *, id < lag(id) over (order by _pos) as bad from file)"))
          .containsExactly(file.records() + "|1|0");
    }
  }

  private static List<List<Optional<Object>>> partitions() {
    List<List<Optional<Object>>> partitions = new ArrayList<>();
    for (int month = 672; month < 675; month++) {
      for (String uf : List.of("SP", "RJ", "")) {
        partitions.add(
            List.of(
                Optional.of(month), uf.isEmpty() ? Optional.empty() : Optional.of((Object) uf)));
      }
    }
    return partitions;
  }

  @Test
  void noRowsMakeNoFileAndAFailureLeavesNone() {
    WriteTarget target =
        target(SALES, List.of(new PartitionField(Transform.Simple.DAY, "dia")), List.of());

    assertThat(session.write("select 1 as id where false", target, Progress.NONE)).isEmpty();
    assertThatThrownBy(
            () ->
                session.write(
                    "select id, dia from (values (1, date 'infinity'), (2, date '2026-01-01'))"
                        + " as v (id, dia)",
                    target,
                    Progress.NONE))
        .isInstanceOf(FozException.class)
        .hasMessageContaining("day(dia) of infinity");
    assertThatThrownBy(() -> session.write("select 1 as id,\n  nada as uf", target, Progress.NONE))
        .isInstanceOf(FozException.class)
        .hasMessageContaining("query:2:3");
    assertThat(lab.staging).isEmptyDirectory();
  }

  @Test
  void aColumnToPartitionByMustBeInTheTable() {
    assertThatThrownBy(
            () ->
                target(SALES, List.of(new PartitionField(Transform.Simple.DAY, "dias")), List.of()))
        .hasMessage("curated.t has no column for day(dias)");
  }
}
