package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.PayloadFormat;
import dev.foz.base.Progress;
import dev.foz.base.Slices;
import dev.foz.contract.Contract;
import dev.foz.contract.ContractField;
import dev.foz.contract.Declaration;
import dev.foz.contract.DeclarationFormat;
import dev.foz.contract.Growth;
import dev.foz.contract.RecordScanner;
import dev.foz.contract.Rejection;
import dev.foz.engine.EngineSession;
import dev.foz.engine.QueryResult;
import dev.foz.engine.RawInput;
import dev.foz.engine.duckdb.RandomDeclaration.Shape;
import dev.foz.table.WrittenFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random declared contracts and records: what is accepted has the value that the JSON says in
 * {@code data} and in the rows that consolidation writes; what is rejected is told by its place;
 * what landed under former contracts is cast exactly or unreadable.
 */
class DeclaredAgreementTest {
  private static final int ROUNDS = Integer.getInteger("foz.rounds", 40);
  private static final int RECORDS = 40;

  /** Reads a payload independently; empty when a value cannot be cast. */
  private interface Oracle {
    Optional<Map<String, @Nullable Object>> read(String payload) throws IOException;
  }

  /** A record that has landed, and its format. */
  private record Landed(String text, PayloadFormat format) {}

  /** A table on its way through contracts. */
  private static final class Table {
    final Lab lab;
    final Random random;
    final List<Path> files = new ArrayList<>();
    final List<Landed> landed = new ArrayList<>();
    Contract contract = Contract.empty();

    Table(Lab lab, Random random) {
      this.lab = lab;
      this.random = random;
    }

    void declare(Shape.Struct shape) {
      contract =
          contract.declare(
              Declaration.read(
                  "schemas/t.json",
                  DeclarationFormat.JSON_SCHEMA,
                  RandomDeclaration.schema(shape)));
    }

    void undeclare() {
      Map<String, List<String>> aliases = aliases();
      contract = contract.undeclare();
      assertThat(aliases()).isEqualTo(aliases);
    }

    /** Other keys of the fields at the top. */
    private Map<String, List<String>> aliases() {
      return contract.fields().stream()
          .collect(Collectors.toMap(ContractField::key, ContractField::aliases));
    }

    /** Lands records that are right, broken in one place, and damaged. */
    void land(Shape.Struct shape, Growth growth) {
      boolean grows = growth == Growth.LEARN;
      land(Lab.JSON, growth, breaks -> record(shape, grows, breaks));
    }

    private Try record(Shape.Struct shape, boolean grows, boolean breaks) {
      RandomRecord record =
          breaks
              ? RandomRecord.broken(random, shape, grows)
              : RandomRecord.valid(random, shape, grows);
      return new Try(record.text(), record.path());
    }

    /** The same with rows of a CSV file. */
    void landRows(Shape.Struct shape, Growth growth) {
      boolean grows = growth == Growth.LEARN;
      PayloadFormat.Csv format = RandomRow.file(random, shape);
      land(
          format,
          growth,
          breaks -> {
            RandomRow row = RandomRow.of(random, shape, format, grows, breaks);
            return new Try(row.text(), row.path());
          });
    }

    /**
     * @param path where it must be rejected; empty where it must be accepted
     */
    private record Try(String text, Optional<String> path) {}

    private void land(PayloadFormat format, Growth growth, Function<Boolean, Try> tries) {
      RecordScanner scanner = new RecordScanner(contract, format, List.of(), growth);
      Slices payloads = new Slices(16, 16);
      for (int i = 0; i < RECORDS; i++) {
        switch (random.nextInt(4)) {
          case 0 -> scan(scanner, format, tries.apply(true), payloads);
          case 1 -> damaged(scanner, format, tries.apply(false).text(), payloads);
          default -> scan(scanner, format, tries.apply(false), payloads);
        }
      }
      if (payloads.count() > 0) {
        long first = landed.size() - payloads.count() + 1;
        files.add(lab.rawFile(first, payloads, format.toHeaders()));
      }
      contract = scanner.contract();
    }

    private void scan(RecordScanner scanner, PayloadFormat format, Try record, Slices payloads) {
      byte[] bytes = record.text().getBytes(StandardCharsets.UTF_8);
      Optional<Rejection> rejection = scanner.scan(bytes, 0, bytes.length);
      assertThat(rejection.map(Rejection::path))
          .as("%s (%s) of %s: %s", record.text(), format, contract, rejection)
          .isEqualTo(record.path());
      if (rejection.isEmpty()) {
        keep(bytes, format, payloads);
      }
    }

    private void damaged(
        RecordScanner scanner, PayloadFormat format, String text, Slices payloads) {
      byte[] bytes = damage(random, text.getBytes(StandardCharsets.UTF_8));
      if (scanner.scan(bytes, 0, bytes.length).isEmpty()) {
        keep(bytes, format, payloads);
      }
    }

    private void keep(byte[] bytes, PayloadFormat format, Slices payloads) {
      landed.add(new Landed(decoded(bytes), format));
      payloads.add(bytes, 0, bytes.length);
    }

    Optional<Map<String, @Nullable Object>> expected(Landed record) throws IOException {
      Oracle oracle =
          switch (record.format()) {
            case PayloadFormat.Json ignored -> new JsonOracle(contract)::read;
            case PayloadFormat.Csv csv -> new CsvOracle(contract, csv)::read;
          };
      return oracle.read(record.text());
    }
  }

  @Test
  void acceptedRecordsHaveTheirValuesAndRejectionsTheirPlaces(@TempDir Path folder)
      throws IOException {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int[] counts = new int[2];
    try (Lab lab = new Lab(folder)) {
      for (int round = 0; round < ROUNDS; round++) {
        Table table = new Table(lab, random);
        Shape.Struct shape = RandomDeclaration.root(random);
        table.declare(shape);
        assertThat(table.contract.rowType())
            .as(RandomDeclaration.schema(shape))
            .hasToString(RandomDeclaration.columns(shape, true));
        table.land(shape, growth(random));
        compare(table, counts);
        Table rows = new Table(lab, random);
        Shape.Struct flat = RandomRow.flat(shape);
        rows.declare(flat);
        rows.landRows(flat, growth(random));
        compare(rows, counts);
      }
    }
    assertThat(counts[0]).isGreaterThan(ROUNDS * RECORDS / 4);
  }

  @Test
  void recordsOfFormerContractsAreCastExactlyOrUnreadable(@TempDir Path folder) throws IOException {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int[] counts = new int[2];
    try (Lab lab = new Lab(folder)) {
      for (int round = 0; round < ROUNDS; round++) {
        Table table = new Table(lab, random);
        boolean rows = random.nextInt(3) == 0;
        Shape.Struct shape = RandomDeclaration.root(random);
        for (int version = 0; version < 3; version++) {
          Shape.Struct flat = rows ? RandomRow.flat(shape) : shape;
          table.declare(flat);
          if (rows) {
            table.landRows(flat, growth(random));
          } else {
            table.land(flat, growth(random));
          }
          compare(table, counts);
          shape = RandomDeclaration.changed(random, shape);
          if (random.nextInt(6) == 0) {
            table.undeclare();
            compare(table, counts);
          }
        }
      }
    }
    System.out.println("readable " + counts[0] + ", unreadable " + counts[1]);
    assertThat(counts[0]).isGreaterThan(ROUNDS * RECORDS / 4);
    assertThat(counts[1]).isGreaterThan(ROUNDS);
  }

  private static Growth growth(Random random) {
    return random.nextInt(3) == 0 ? Growth.REFUSE : Growth.LEARN;
  }

  /**
   * @param counts of the records that are readable, and of the others
   */
  private static void compare(Table table, int[] counts) throws IOException {
    Contract contract = table.contract;
    if (table.files.isEmpty() || contract.rowType().fields().isEmpty()) {
      return;
    }
    List<Landed> readable = new ArrayList<>();
    String unreadable = contract.casts() ? "_unreadable" : "null";
    try (EngineSession session = table.lab.engine.open()) {
      session.bindRaw(Lab.raw("t"), new RawInput(table.files, contract));
      String sql = "select data, " + unreadable + " from raw.t order by _seq";
      try (QueryResult result = session.query(sql, Progress.NONE)) {
        for (Landed document : table.landed) {
          assertThat(result.next()).isTrue();
          Optional<Map<String, @Nullable Object>> expected = table.expected(document);
          String place = document + " as " + contract + ": " + result.value(1);
          assertThat(unsigned(result.value(0)))
              .as(place)
              .isEqualTo(unsigned(expected.orElse(null)));
          assertThat(result.value(1) == null).as(place).isEqualTo(expected.isPresent());
          expected.ifPresent(values -> readable.add(document));
        }
        assertThat(result.next()).isFalse();
      }
      consolidated(table, session, readable);
    }
    counts[0] += readable.size();
    counts[1] += table.landed.size() - readable.size();
  }

  /** Writes the rows into Parquet as consolidation does, and reads them back. */
  private static void consolidated(Table table, EngineSession session, List<Landed> readable)
      throws IOException {
    Contract contract = table.contract;
    String names =
        String.join(
            ", ", contract.rowType().fields().stream().map(field -> quote(field.name())).toList());
    String sql =
        "select "
            + String.join(
                ", ",
                contract.rowType().fields().stream()
                    .map(field -> "r.data." + quote(field.name()) + " as " + quote(field.name()))
                    .toList())
            + ", r._seq as _seq from raw.t r"
            + (contract.casts() ? " where r._unreadable is null" : "");
    List<Field> fields = Lab.numbered(session.describe(sql));
    List<WrittenFile> written = table.lab.write(session, fields, sql);
    session.bind(Lab.curated("t"), Lab.input(fields, written.stream().map(Lab::scan).toList()));
    try (QueryResult result =
        session.query("select " + names + " from curated.t order by _seq", Progress.NONE)) {
      for (Landed document : readable) {
        assertThat(result.next()).isTrue();
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < result.columns().size(); i++) {
          row.add(result.value(i));
        }
        List<@Nullable Object> expected =
            new ArrayList<>(table.expected(document).orElseThrow().values());
        assertThat(unsigned(row)).as(document + " as " + contract).isEqualTo(unsigned(expected));
      }
      assertThat(result.next()).isFalse();
    }
  }

  /** The same with all zeros alike: JSON's {@code -0} is the number 0. */
  private static @Nullable Object unsigned(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Double number -> number + 0.0;
      case List<?> list -> {
        List<@Nullable Object> all = new ArrayList<>();
        list.forEach(one -> all.add(unsigned(one)));
        yield all;
      }
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> all = new LinkedHashMap<>();
        map.forEach((key, one) -> all.put(key, unsigned(one)));
        yield all;
      }
      default -> value;
    };
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static byte[] damage(Random random, byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int until = Math.min(bytes.length, at + random.nextInt(3));
    byte[] piece =
        switch (random.nextInt(4)) {
          case 0 -> new byte[0];
          case 1 -> new byte[] {(byte) random.nextInt(256)};
          case 2 -> new byte[] {(byte) "\"\\{}[],:0-.e 19".charAt(random.nextInt(15))};
          default -> Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + random.nextInt(9)));
        };
    byte[] damaged = new byte[bytes.length - (until - at) + piece.length];
    System.arraycopy(bytes, 0, damaged, 0, at);
    System.arraycopy(piece, 0, damaged, at, piece.length);
    System.arraycopy(bytes, until, damaged, at + piece.length, bytes.length - until);
    return damaged;
  }

  /** Accepted bytes must be UTF-8. */
  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("accepted: " + Arrays.toString(bytes), e);
    }
  }
}
