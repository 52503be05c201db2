package dev.foz.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.base.Type;
import dev.foz.state.CommitKind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
  private static final TableName TABLE = new TableName(Layer.REFINED, "vendas");

  private final TestLake lake;

  PruningTest(@TempDir Path folder) {
    lake = new TestLake(folder, CatalogOptions.standard());
  }

  @AfterEach
  void close() {
    lake.close();
  }

  /** One file with these bounds in the one column of the table; its content is never read. */
  private void file(Type type, Object lower, Object upper, OptionalLong nans) {
    FieldMetrics metrics = new FieldMetrics(10, 0, nans, 0, Optional.of(lower), Optional.of(upper));
    try (Staging staging = lake.catalog.staging(TABLE, 1)) {
      Path path = staging.folder().resolve("x");
      java.nio.file.Files.writeString(path, "x");
      WrittenFile file =
          new WrittenFile(
              TABLE, path.toString(), FileFormat.PARQUET, 10, 1, Map.of(1, metrics), 0, 0);
      TestLake.committed(
          lake.catalog
              .newCommit(CommitKind.BUILD, 1, List.of())
              .create(TABLE, List.of(Field.of("c", type)), Map.of())
              .append(TABLE, List.of(staging.publish(file))));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private boolean kept(Filter filter) {
    return !lake.table(TABLE).plan(filter).isEmpty();
  }

  private void check(Object inside, Object below, Object above) {
    assertThat(kept(Filter.compare("c", Filter.Op.EQUAL, inside))).isTrue();
    assertThat(kept(Filter.compare("c", Filter.Op.EQUAL, below))).isFalse();
    assertThat(kept(Filter.compare("c", Filter.Op.EQUAL, above))).isFalse();
    assertThat(kept(Filter.compare("c", Filter.Op.LESS, below))).isFalse();
    assertThat(kept(Filter.compare("c", Filter.Op.LESS, above))).isTrue();
    assertThat(kept(Filter.compare("c", Filter.Op.GREATER, above))).isFalse();
    assertThat(kept(Filter.compare("c", Filter.Op.NOT_EQUAL, inside))).isTrue();
    assertThat(kept(new Filter.In(List.of("c"), List.of(below, above)))).isFalse();
    assertThat(kept(new Filter.In(List.of("c"), List.of(below, inside)))).isTrue();
    assertThat(kept(new Filter.IsNull(List.of("c")))).isFalse();
    assertThat(kept(new Filter.NotNull(List.of("c")))).isTrue();
    assertThat(kept(Filter.compare("c", Filter.Op.EQUAL, new Object()))).isTrue();
  }

  private static final OptionalLong NONE = OptionalLong.empty();

  @Test
  void dates() {
    file(Type.Primitive.DATE, LocalDate.of(2026, 1, 10), LocalDate.of(2026, 1, 20), NONE);
    check(LocalDate.of(2026, 1, 15), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1));
  }

  @Test
  void times() {
    file(Type.Primitive.TIME, LocalTime.of(8, 0), LocalTime.of(9, 0), NONE);
    check(LocalTime.of(8, 30), LocalTime.of(7, 59), LocalTime.of(9, 0, 1));
  }

  @Test
  void timestamps() {
    LocalDateTime from = LocalDateTime.of(2026, 1, 1, 0, 0);
    file(Type.Primitive.TIMESTAMP, from, from.plusDays(1), NONE);
    check(from.plusHours(1), from.minusNanos(1000), from.plusDays(2));
  }

  @Test
  void pointsInTimeOfAnyZone() {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    file(Type.Primitive.TIMESTAMPTZ, from, from.plusSeconds(60), NONE);
    OffsetDateTime inside = from.plusSeconds(30).atOffset(ZoneOffset.ofHours(-3));
    check(inside, inside.minusHours(1), inside.plusHours(1));
    check(from.plusSeconds(5), from.minusSeconds(5), from.plusSeconds(65));
  }

  @Test
  void decimalsOfAnyScale() {
    file(new Type.Decimal(10, 2), new BigDecimal("10.00"), new BigDecimal("20.00"), NONE);
    check(new BigDecimal("15.5"), new BigDecimal("9"), 21L);
    assertThat(kept(Filter.compare("c", Filter.Op.EQUAL, new BigDecimal("5.123")))).isTrue();
  }

  @Test
  void wholeNumbersAndFractions() {
    file(Type.Primitive.INT, 10, 20, NONE);
    check(15L, 9L, new BigDecimal("21"));
    assertThat(kept(Filter.compare("c", Filter.Op.GREATER, new BigDecimal("19.5")))).isTrue();
    assertThat(kept(Filter.compare("c", Filter.Op.GREATER, new BigDecimal("20.5")))).isFalse();
    assertThat(kept(Filter.compare("c", Filter.Op.LESS, new BigDecimal("9.5")))).isFalse();
    assertThat(kept(Filter.compare("c", Filter.Op.LESS, new BigDecimal("10.5")))).isTrue();
    assertThat(kept(Filter.compare("c", Filter.Op.LESS, Long.MIN_VALUE))).isTrue();
  }

  @Test
  void textsLongerThanABound() {
    file(Type.Primitive.STRING, "b".repeat(40), "d".repeat(40), NONE);
    check("c", "a", "e");
    assertThat(kept(Filter.compare("c", Filter.Op.EQUAL, "d".repeat(40)))).isTrue();
    assertThat(kept(Filter.compare("c", Filter.Op.EQUAL, "b".repeat(40)))).isTrue();
  }

  @Test
  void theZerosAreEqual() {
    file(Type.Primitive.DOUBLE, 0d, 0d, OptionalLong.of(0));
    assertThat(kept(Filter.compare("c", Filter.Op.EQUAL, -0d))).isTrue();
    check(0d, -1d, 1d);
  }

  @Test
  void notANumberIsAboveAllNumbers() {
    file(Type.Primitive.DOUBLE, 1d, 2d, OptionalLong.of(3));
    assertThat(kept(Filter.compare("c", Filter.Op.GREATER, 5d))).isTrue();
    assertThat(kept(Filter.compare("c", Filter.Op.LESS, 0.5d))).isFalse();
    assertThat(kept(Filter.compare("c", Filter.Op.EQUAL, Double.NaN))).isTrue();
  }

  @Test
  void noFileWithAWantedRowIsEverLeftOut() {
    long seed = Long.getLong("foz.seed", 20261125L);
    Random random = new Random(seed);
    List<long[]> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long from = random.nextInt(1000);
      files.add(new long[] {from, from + random.nextInt(50)});
      file(Type.Primitive.LONG, files.get(i)[0], files.get(i)[1], NONE);
    }
    for (int round = 0; round < 200; round++) {
      long low = random.nextInt(1000);
      long high = low + random.nextInt(100);
      Filter filter =
          Filter.and(
              Filter.compare("c", Filter.Op.GREATER_OR_EQUAL, low),
              Filter.compare("c", Filter.Op.LESS, high));
      long wanted = files.stream().filter(f -> f[1] >= low && f[0] < high).count();
      assertThat(lake.table(TABLE).plan(filter)).as("seed %d", seed).hasSize((int) wanted);
    }
  }
}
