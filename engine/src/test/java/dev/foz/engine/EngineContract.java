package dev.foz.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.FozException;
import dev.foz.base.Layer;
import dev.foz.base.Progress;
import dev.foz.base.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every engine answers to the SQL cases of {@code src/test/sql/<area>/<case>.test}; their form
 * is told at {@link SqlFile}. Queries pass the engine's parser as those of users do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineContract {
  private static final Path CASES = Path.of("../engine/src/test/sql");
  private static final long MEMORY = 256L << 20;

  private @Nullable Engine engine;
  private @Nullable SqlTables tables;

  /** A new engine. */
  protected abstract Engine open(EngineOptions options);

  /** Whether it also answers the cases that are not portable as they say. */
  protected abstract boolean answersAll();

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Path lake = folder.toRealPath();
    engine =
        open(
            new EngineOptions(
                MEMORY, 2, lake.resolve("tmp"), ZoneId.of("America/Sao_Paulo"), List.of(lake)));
    tables = new SqlTables(lake);
  }

  @AfterAll
  void stop() {
    engine().close();
    tables().close();
  }

  private Engine engine() {
    return Objects.requireNonNull(engine);
  }

  private SqlTables tables() {
    return Objects.requireNonNull(tables);
  }

  @TestFactory
  Stream<DynamicNode> cases() throws IOException {
    try (Stream<Path> all = Files.walk(CASES)) {
      List<DynamicNode> files =
          all.filter(path -> path.toString().endsWith(".test"))
              .sorted()
              .map(SqlFile::read)
              .filter(file -> file.portable() || answersAll())
              .map(this::cases)
              .toList();
      assertThat(files).isNotEmpty();
      return files.stream();
    }
  }

  private DynamicNode cases(SqlFile file) {
    String name = CASES.relativize(file.path()).toString();
    Run run = new Run(file);
    Stream<DynamicNode> tests =
        file.blocks().stream()
            .filter(SqlFile.Block::asks)
            .map(
                block ->
                    DynamicTest.dynamicTest(
                        name + ":" + block.line() + " " + block.body().getFirst(),
                        () -> run.to(block)));
    DynamicNode end = DynamicTest.dynamicTest(name + " has no more blocks", run::end);
    return DynamicContainer.dynamicContainer(name, Stream.concat(tests, Stream.of(end)));
  }

  /** One file, block after block. */
  private final class Run {
    private final SqlFile file;
    private @Nullable EngineSession session;
    private SqlTables.@Nullable Lake lake;
    private int next;

    Run(SqlFile file) {
      this.file = file;
    }

    void to(SqlFile.Block wanted) {
      EngineSession open = session;
      if (open == null) {
        open = engine().open();
        session = open;
        lake = tables().lake(open);
      }
      SqlFile.Block block;
      do {
        block = file.blocks().get(next++);
        execute(block, open);
      } while (block != wanted);
    }

    void end() {
      assertThat(next).as("blocks after the last question").isEqualTo(file.blocks().size());
      if (session != null) {
        session.close();
      }
    }

    private void execute(SqlFile.Block block, EngineSession open) {
      SqlTables.Lake all = Objects.requireNonNull(lake);
      switch (block.word(0)) {
        case "table" -> all.create(name(block), block.sql());
        case "more" -> all.append(name(block), block.sql());
        case "rename" -> all.rename(name(block), block.word(2), block.word(4));
        case "delete" -> all.delete(name(block), block.sql());
        case "raw" -> all.land(new TableName(Layer.RAW, block.word(1)), block.body());
        case "view" -> open.bindView(name(block), block.sql());
        case "query" -> query(block, open);
        case "error" ->
            assertThat(failure(block, open)).isEqualTo(String.join("\n", block.expected()));
        default -> throw new IllegalArgumentException("unknown block: " + block.head());
      }
    }

    private TableName name(SqlFile.Block block) {
      return TableName.find(block.word(1)).orElseThrow();
    }
  }

  private void query(SqlFile.Block block, EngineSession session) {
    String wanted = block.head().substring("query".length()).strip();
    int names = wanted.indexOf(" as ");
    String sql = engine().parser().parse(block.sql()).sql();
    try (QueryResult result = session.query(sql, Progress.NONE)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result));
      }
      assertThat(ordered(rows, sql)).as(block.sql()).isEqualTo(ordered(block.expected(), sql));
      assertThat(joined(result.columns(), field -> field.type().toString()))
          .as(block.sql())
          .isEqualTo(names < 0 ? wanted : wanted.substring(0, names));
      if (names >= 0) {
        assertThat(joined(result.columns(), Field::name))
            .as(block.sql())
            .isEqualTo(wanted.substring(names + " as ".length()));
      }
    }
  }

  /** The rows as the query orders them; sorted when it leaves their order open. */
  private static List<String> ordered(List<String> rows, String sql) {
    return ordersItsRows(sql) ? rows : rows.stream().sorted().toList();
  }

  /** Whether an {@code order by} stands outside all parentheses. */
  private static boolean ordersItsRows(String sql) {
    StringBuilder outside = new StringBuilder();
    int depth = 0;
    for (char letter : sql.toCharArray()) {
      depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
      outside.append(depth == 0 ? letter : ' ');
    }
    return outside.toString().toLowerCase(Locale.ROOT).matches("(?s).*\\border\\s+by\\b.*");
  }

  private static String joined(List<Field> columns, Function<Field, String> part) {
    return columns.stream().map(part).collect(Collectors.joining(", "));
  }

  private static String row(QueryResult result) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < result.columns().size(); i++) {
      values.add(text(result.value(i)));
    }
    return String.join("|", values);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case String text
          when text.isEmpty() || text.equals("null") || text.matches("(?s).*[|\n].*") ->
          "'" + text.replace("\n", "\\n") + "'";
      case List<?> list ->
          list.stream().map(EngineContract::text).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case null -> "null";
      default -> value.toString();
    };
  }

  private String failure(SqlFile.Block block, EngineSession session) {
    try {
      String sql = engine().parser().parse(block.sql()).sql();
      try (QueryResult result = session.query(sql, Progress.NONE)) {
        return result.next() ? "no error, but " + row(result) : "no error, and no row";
      }
    } catch (FozException e) {
      return e.problem()
          .render()
          .lines()
          .map(String::stripTrailing)
          .collect(Collectors.joining("\n"));
    }
  }
}
