package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Progress;
import dev.foz.base.Slices;
import dev.foz.contract.Contract;
import dev.foz.contract.RecordScanner;
import dev.foz.engine.EngineSession;
import dev.foz.engine.QueryResult;
import dev.foz.engine.RawInput;
import dev.foz.table.WrittenFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random records: what the contract accepts, the engine must type to the very values that Jackson
 * and java.time read, through raw and through Parquet.
 */
class TypingAgreementTest {
  private static final String[] KEYS = {
    "a", "b", "c", "Dia", "_seq", "ção", "x y", "A", "q\\\"t", ""
  };
  private static final String[] TEXTS = {
    "",
    "x",
    "1",
    "01",
    "1.50",
    "true",
    "null",
    "2026-02-28",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "2026-01-01T10:00:00Z",
    "2026-01-01T10:00:00.123456-03:00",
    "2026-01-01T23:59:59+14:00",
    "2026-01-01T10:00:00",
    "2026-01-01 10:00:00.5",
    "1969-12-31T23:59:59.999999Z",
    "2026-01-01T10:00Z",
    "24:00:00",
    "NaN",
    "Infinity",
    "{\\\"a\\\":1}",
    "[1]",
    "\\u00e9\\n\\t",
    "\\ud83d\\ude00",
    "😀 日本",
    "\\/",
    "  ",
    "1e5",
    "-0",
    "\\u0001",
    "0x10",
    "9223372036854775808",
    "T",
    "\\\\"
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-7",
    "42",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "12345678901234567890123",
    "0.1",
    "1.10",
    "-0.0",
    "1.0",
    "99999999999999.99",
    "1e3",
    "1.5E-2",
    "1E400",
    "0.000000000000000001",
    "123456.789012345",
    "3.141592653589793238462643383279502884197169399",
    "1e-400",
    "100000000000000000000000000000000000000000",
    "2.5e0",
    "7.0e18",
    "0e0",
    "1e-18"
  };

  @Test
  void theEngineTypesWhatTheContractAcceptsToTheSameValues(@TempDir Path folder)
      throws IOException {
    long seed = Long.getLong("foz.seed", 20261125L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int[] compared = new int[2];
    try (Lab lab = new Lab(folder)) {
      for (int round = 0; round < 60; round++) {
        try (EngineSession session = lab.engine.open()) {
          compare(lab, session, random, compared);
        }
      }
    }
    System.out.println("as they are " + compared[0] + ", rewritten " + compared[1]);
    assertThat(compared[0]).isGreaterThan(100);
    assertThat(compared[1]).isGreaterThan(100);
  }

  /**
   * @param compared counts the records that are decoded as they are, and those that are rewritten
   */
  private static void compare(Lab lab, EngineSession session, Random random, int[] compared)
      throws IOException {
    RecordScanner scanner = new RecordScanner(Contract.empty(), Lab.JSON, List.of());
    List<String> accepted = new ArrayList<>();
    Slices payloads = new Slices(16, 16);
    int oddity = random.nextInt(3);
    String[][] shape = oddity == 0 ? shape(random) : plainShape(random);
    for (int i = 0; i < 40; i++) {
      String document = document(random, shape, oddity);
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      if (scanner.scan(bytes, 0, bytes.length).isEmpty()) {
        accepted.add(document);
        payloads.add(bytes, 0, bytes.length);
      }
    }
    Contract contract = scanner.contract();
    if (contract.rowType().fields().isEmpty()) {
      return;
    }
    compared[contract.needsRewrite(Lab.JSON) ? 1 : 0] += accepted.size();
    Path file = lab.rawFile(1, payloads, Map.of());
    session.bindRaw(Lab.raw("t"), new RawInput(List.of(file), contract));
    check(session, "select data from raw.t order by _seq", accepted, contract);

    List<Field> fields = Lab.numbered(session.describe("select data, _seq from raw.t"));
    List<WrittenFile> written = lab.write(session, fields, "select data, _seq from raw.t");
    session.bind(Lab.curated("t"), Lab.input(fields, written.stream().map(Lab::scan).toList()));
    check(session, "select data from curated.t order by _seq", accepted, contract);
  }

  private static void check(
      EngineSession session, String sql, List<String> documents, Contract contract)
      throws IOException {
    try (QueryResult result = session.query(sql, Progress.NONE)) {
      for (String document : documents) {
        assertThat(result.next()).isTrue();
        Object expected = new JsonOracle(contract).read(document).orElseThrow();
        assertThat(result.value(0)).as(document + " as " + contract.text()).isEqualTo(expected);
      }
      assertThat(result.next()).isFalse();
    }
  }

  /** By key, the kinds of values that it may have in a batch: mostly one. */
  private static String[][] shape(Random random) {
    String[][] shape = new String[KEYS.length][];
    String[] kinds = {"long", "number", "text", "date", "time", "bool", "struct", "list", "any"};
    for (int i = 0; i < KEYS.length; i++) {
      String kind = kinds[random.nextInt(kinds.length)];
      shape[i] = random.nextInt(5) == 0 ? new String[] {kind, "any"} : new String[] {kind};
    }
    return shape;
  }

  /** One kind a key, none that must be rewritten: what most sources send. */
  private static String[][] plainShape(Random random) {
    String[] kinds = {"long", "decimal", "text", "date", "time", "bool", "record", "records"};
    String[][] shape = new String[KEYS.length][];
    for (int i = 0; i < KEYS.length; i++) {
      shape[i] = new String[] {kinds[random.nextInt(kinds.length)]};
    }
    return shape;
  }

  private static String document(Random random, String[][] shape, int oddity) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < (oddity == 0 ? KEYS.length : 4); i++) {
      if (random.nextInt(6) > 0) {
        out.append(out.length() > 1 ? ", " : "").append('"').append(KEYS[i]).append("\": ");
        out.append(value(random, shape[i][random.nextInt(shape[i].length)], 2));
      }
    }
    return out.append("}").toString();
  }

  private static String value(Random random, String kind, int depth) {
    if (random.nextInt(8) == 0) {
      return "null";
    }
    return switch (kind) {
      case "long" -> Long.toString(random.nextLong() >> random.nextInt(64));
      case "decimal" ->
          BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(10))
              .toPlainString();
      case "record" ->
          "{\"t\": %s, \"n\": %s, \"d\":%s}"
              .formatted(
                  value(random, "text", 0), value(random, "decimal", 0), value(random, "date", 0));
      case "records" ->
          random.nextInt(4) == 0
              ? "[]"
              : "[" + value(random, "record", 0) + " , " + value(random, "record", 0) + "]";
      case "number" -> NUMBERS[random.nextInt(NUMBERS.length)];
      case "date" -> '"' + LocalDate.ofEpochDay(random.nextInt(40_000)).toString() + '"';
      case "time" -> '"' + TEXTS[11 + random.nextInt(3)] + '"';
      case "bool" -> Boolean.toString(random.nextBoolean());
      case "struct" -> {
        String inner = depth == 0 ? "\"leaf\"" : value(random, "any", depth - 1);
        yield "{\"k\": " + inner + (random.nextBoolean() ? "" : ",\"n\":[ 1.0 ,2]") + "}";
      }
      case "list" -> {
        String element = depth == 0 ? "text" : random.nextBoolean() ? "long" : "struct";
        yield "["
            + value(random, element, depth - 1)
            + ","
            + value(random, element, depth - 1)
            + "]";
      }
      case "any" -> {
        String[] kinds = {"long", "number", "text", "date", "bool", "struct", "list"};
        yield value(random, kinds[random.nextInt(depth > 0 ? kinds.length : 5)], depth);
      }
      default -> '"' + TEXTS[random.nextInt(TEXTS.length)] + '"';
    };
  }
}
