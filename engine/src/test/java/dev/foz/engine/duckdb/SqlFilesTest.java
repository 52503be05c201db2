package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.TableName;
import dev.foz.engine.EngineSession;
import dev.foz.engine.ParquetInput;
import dev.foz.table.ScanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the cases of {@code src/test/sql/<area>/<case>.test}. A case is a list of blocks with an
 * empty line between them; the first line of a block says what it is:
 *
 * <ul>
 *   <li>{@code table curated.x} and SQL: the rows of a table, written to Parquet and bound
 *   <li>{@code raw x} and one JSON document a line: records of {@code raw.x}
 *   <li>{@code view refined.x} and SQL
 *   <li>{@code query}, SQL, {@code ----} and the expected rows, values apart by {@code |}
 *   <li>{@code error}, SQL, {@code ----} and the whole text of the error
 * </ul>
 *
 * The SQL of queries passes the parser as that of a user does.
 */
class SqlFilesTest {
  private static final Path CASES = Path.of("src/test/sql");

  @TestFactory
  Stream<DynamicTest> cases(@TempDir Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(CASES)) {
      files = all.filter(file -> file.toString().endsWith(".test")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    CASES.relativize(file).toString(),
                    () -> run(file, Files.createTempDirectory(folder, "case"))));
  }

  private static void run(Path file, Path folder) throws IOException {
    try (Lab lab = new Lab(folder);
        EngineSession session = lab.engine.open()) {
      for (String block : Files.readString(file).strip().split("\n\\s*\n")) {
        List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
        if (!lines.isEmpty()) {
          block(lab, session, lines);
        }
      }
    }
  }

  private static void block(Lab lab, EngineSession session, List<String> lines) {
    String[] head = lines.getFirst().strip().split(" +");
    int line = lines.indexOf("----");
    List<String> sqlLines = lines.subList(1, line < 0 ? lines.size() : line);
    String sql = String.join("\n", sqlLines);
    List<String> expected = line < 0 ? List.of() : lines.subList(line + 1, lines.size());
    switch (head[0]) {
      case "table" -> session.bind(name(head[1]), table(lab, session, sql));
      case "raw" -> session.bindRaw(Lab.raw(head[1]), lab.land(sqlLines));
      case "view" -> session.bindView(name(head[1]), sql);
      case "query" -> assertThat(ask(lab, session, sql)).as(sql).isEqualTo(expected);
      case "error" ->
          assertThat(failure(lab, session, sql)).as(sql).isEqualTo(String.join("\n", expected));
      default -> throw new IllegalArgumentException("Unknown block: " + Arrays.toString(head));
    }
  }

  private static TableName name(String text) {
    return TableName.find(text).orElseThrow();
  }

  private static ParquetInput table(Lab lab, EngineSession session, String sql) {
    List<Field> fields = Lab.numbered(session.describe(sql));
    List<ScanFile> files = new ArrayList<>();
    lab.write(session, fields, sql).forEach(file -> files.add(Lab.scan(file)));
    return Lab.input(fields, files);
  }

  private static List<String> ask(Lab lab, EngineSession session, String sql) {
    return Lab.ask(session, lab.engine.parser().parse(sql).sql());
  }

  private static String failure(Lab lab, EngineSession session, String sql) {
    try {
      return "no error, but " + ask(lab, session, sql);
    } catch (FozException e) {
      return e.problem()
          .render()
          .lines()
          .map(String::stripTrailing)
          .reduce((a, b) -> a + "\n" + b)
          .orElse("");
    }
  }
}
