package dev.foz.base.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.foz.base.lake.YamlNode.Entries;
import dev.foz.base.lake.YamlNode.Items;
import dev.foz.base.lake.YamlNode.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the description of the keys against what readers do: a value that a schema accepts is read
 * without a problem, and one that it refuses is a problem.
 */
class EditorSchemasTest {
  /** What a value can look like; each key says yes or no to each of them. */
  private static final List<String> VALUES =
      List.of(
          "x",
          "a b",
          "A1",
          "''",
          "' '",
          "7",
          "2",
          "3",
          "'3'",
          "1.5",
          "true",
          "false",
          "'true'",
          "null",
          "~",
          "[]",
          "[x]",
          "[x, y]",
          "[1]",
          "[' ']",
          "{}",
          "{ x: y }",
          "{ x: hash }",
          "{ x: null }",
          "{ x: [SP, 1] }",
          "{ x: [] }",
          "{ x: curated.t.c }",
          "{ x: a, y: b }",
          "';'",
          "\"\\t\"",
          "','",
          "'.'",
          "'ab'",
          "2s",
          "0s",
          "24h",
          "500ms",
          "2 s",
          "none",
          "every 5m",
          "every 0m",
          "continuous",
          "auto",
          "'0 5 * * *'",
          "'0 5 * *'",
          "file",
          "kafka",
          "json",
          "csv",
          "xml",
          "name",
          "time",
          "append",
          "replace",
          "fail",
          "evolve",
          "quarantine",
          "warn",
          "table",
          "view",
          "merge",
          "utf-8",
          "duckdb",
          "spark",
          "[{ not_null: x }]",
          "[{ nonnull: x }]",
          "[{ unique: [a, b], on_fail: warn }]",
          "[{ unique: a, cpf: b }]",
          "[{ on_fail: warn }]",
          "[x]",
          "{ t: { path: 'a/*.json' } }",
          "{ t: { pth: 'a/*.json' } }",
          "{ T: { path: 'a/*.json' } }",
          "{ t: [] }",
          "{ on_error: fail }",
          "{ on_eror: fail }",
          "America/Sao_Paulo",
          "curated.t");

  /** Texts that only the reader can judge: what they name, or how they go with other keys. */
  private static final Set<String> FREE =
      Set.of(
          "lake.timezone",
          "lake.storage",
          "lake.state",
          "source.url",
          "source.schedule",
          "table.path",
          "table.contract",
          "table.encoding",
          "table.partition_by",
          "model.partition_by",
          "model.ignore_changes",
          "test.expression");

  private static final Path ROOT =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("..").normalize();

  private static final Map<String, Schema> SCHEMAS =
      EditorSchemas.all().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, file -> schema(file.getValue())));

  private static Schema schema(String text) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(new JsonMapper().readTree(text));
  }

  static Stream<Arguments> keys() {
    return Stream.of(
            Map.entry("lake", KeyGroup.LAKE),
            Map.entry("defaults", KeyGroup.DEFAULTS),
            Map.entry("source", KeyGroup.SOURCE),
            Map.entry("table", KeyGroup.TABLE),
            Map.entry("model", KeyGroup.MODEL),
            Map.entry("test", KeyGroup.TEST))
        .flatMap(
            group ->
                group.getValue().keys().stream()
                    .map(key -> Arguments.of(group.getKey(), key.name())));
  }

  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("keys")
  void readersAndSchemasAgreeOnWhatAKeyTakes(String group, String key, @TempDir Path folder) {
    boolean free = FREE.contains(group + "." + key);
    int accepted = 0;
    int refused = 0;
    for (String value : VALUES) {
      Case one = Case.of(group, key, value);
      boolean reads = one.problems(folder).isEmpty();
      List<String> errors = one.schemaErrors();
      accepted += reads ? 1 : 0;
      refused += errors.isEmpty() ? 0 : 1;
      if (reads) {
        assertThat(errors).as("%s: %s is read, the schema says", key, value).isEmpty();
      } else if (!free) {
        assertThat(errors)
            .as("%s: %s is refused: %s", key, value, one.problems(folder))
            .isNotEmpty();
      }
    }
    assertThat(accepted).as("values that %s takes", key).isPositive();
    assertThat(refused).as("values that %s does not take", key).isPositive();
  }

  /** One key with one value in a lake that is right without it. */
  private record Case(String file, String text, String schema) {
    static Case of(String group, String key, String value) {
      String pair = key + ": " + value;
      return switch (group) {
        case "lake" -> new Case("lake.yaml", but(key, "name: loja\n", pair), "lake.json");
        case "defaults" ->
            new Case("lake.yaml", "name: loja\ndefaults:\n  " + pair + "\n", "lake.json");
        case "source" ->
            new Case(
                "sources/s.yaml",
                but(key, "type: file\n", but(key, "tables: { t: { path: 'a/*' } }\n", pair)),
                "source.json");
        case "table" -> new Case("sources/s.yaml", table(key, pair), "source.json");
        case "model" -> model(but(key, "primary_key: id\n", pair));
        case "test" ->
            model("tests:\n  - " + (key.equals("on_fail") ? "unique: id\n    " : "") + pair + "\n");
        default -> throw new IllegalArgumentException(group);
      };
    }

    /** The rest, but for the line of that key. */
    private static String but(String key, String line, String rest) {
      boolean clash =
          line.startsWith(key + ":")
              // A view has no key, and the reader says so.
              || (line.startsWith("primary_key") && rest.contains("view"));
      return (clash ? "" : line) + rest + (rest.endsWith("\n") ? "" : "\n");
    }

    private static String table(String key, String pair) {
      String path = key.equals("path") ? "" : "    path: 'a/*'\n";
      String id = key.equals("history") ? "    primary_key: id\n" : "";
      return "type: file\ntables:\n  t:\n" + path + id + "    " + pair + "\n";
    }

    private static Case model(String yaml) {
      return new Case(
          "models/refined/m.sql", "/* ---\n" + yaml + "--- */\nselect 1\n", "model.json");
    }

    List<String> problems(Path folder) {
      TestingLake lake = new TestingLake(folder).write("schemas/x.json", "{}");
      return lake.write(file, text).read().problems().stream()
          .map(problem -> problem.what())
          .toList();
    }

    List<String> schemaErrors() {
      return EditorSchemasTest.errors(schema, yaml());
    }

    private JsonNode yaml() {
      String yaml = file.endsWith(".sql") ? text.substring(7, text.indexOf("--- */")) : text;
      return json(yaml);
    }
  }

  @Test
  void theyAreTheSameEachTime() {
    assertThat(EditorSchemas.all()).isEqualTo(EditorSchemas.all());
    assertThat(EditorSchemas.all().get(EditorSchemas.FOLDER + "/lake.json"))
        .startsWith(
            """
            {
              "$schema": "http://json-schema.org/draft-07/schema#",
              "title": "lake.yaml of Foz",
              "type": "object",
              "properties": {
                "name": {
                  "description": "what the lake is called",
                  "type": "string",
                  "anyOf": [
                    {
                      "pattern": "^[a-z][a-z0-9_]*$"
                    },
            """);
  }

  @Test
  void aVariableMayStandWhereATextMay() {
    assertThat(errors("source.json", json("type: ${T}\ntables: { t: { path: \"${P}\" } }")))
        .isEmpty();
  }

  @Test
  void theyRefuseWhatIsMissingOrUnknown() {
    assertThat(errors("lake.json", json("storage: ./data")))
        .containsExactly(": required property 'name' not found");
    assertThat(errors("source.json", json("type: file\ntables: { t: { paht: a } }")))
        .containsExactlyInAnyOrder(
            "/tables/t: required property 'path' not found",
            "/tables/t: property 'paht' is not defined in the schema and the schema does not allow"
                + " additional properties");
  }

  @Test
  void theyAcceptTheExamplesOfTheDocs() throws IOException {
    int examples = 0;
    for (Path page : pages()) {
      for (DocExample example : DocExample.of(Files.readString(page))) {
        Optional<String> schema = example.schema();
        if (schema.isPresent()) {
          examples++;
          assertThat(errors(schema.get(), json(example.yaml())))
              .as("%s in %s", example.file(), page)
              .isEmpty();
        }
      }
    }
    assertThat(examples).isGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app/src/main/resources/dev/foz/app/folder/empty",
        "app/src/main/resources/dev/foz/app/folder/loja",
        "demo/src/main/resources/dev/foz/demo/lake"
      })
  void theyAcceptTheLakesThatFozMakes(String lake) throws IOException {
    int files = 0;
    try (Stream<Path> paths = Files.walk(ROOT.resolve(lake))) {
      for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
        String name = ROOT.resolve(lake).relativize(path).toString();
        DocExample file = new DocExample(name, Files.readString(path));
        Optional<String> schema =
            name.endsWith(".yaml") || name.endsWith(".sql") ? file.schema() : Optional.empty();
        if (schema.isPresent()) {
          files++;
          String yaml = file.yaml().replace("${name}", "loja");
          assertThat(errors(schema.get(), json(yaml))).as(name).isEmpty();
        }
      }
    }
    assertThat(files).isPositive();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md")),
              pages.filter(page -> page.toString().endsWith(".md")))
          .toList();
    }
  }

  private static List<String> errors(String name, JsonNode value) {
    return Objects.requireNonNull(SCHEMAS.get(EditorSchemas.FOLDER + "/" + name))
        .validate(value)
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  /** As editors see it: variables are texts. */
  private static JsonNode json(String yaml) {
    Problems problems = new Problems();
    Variables all = new Variables(Map.of(), Map.of());
    String plain = yaml.replace("${", "$${");
    Optional<YamlNode> node = YamlComposer.compose(LakeFile.of("lake.yaml", plain), all, problems);
    assertThat(problems.sorted()).as(yaml).isEmpty();
    return node.map(EditorSchemasTest::json).orElseGet(JsonNodeFactory.instance::objectNode);
  }

  private static JsonNode json(YamlNode node) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (node) {
      case Text text ->
          switch (text.kind()) {
            case TEXT, BROKEN -> nodes.stringNode(text.text());
            case NUMBER -> number(new BigDecimal(text.raw()));
            case FLAG -> nodes.booleanNode(Boolean.parseBoolean(text.raw()));
            case NOTHING -> nodes.nullNode();
          };
      case Items items ->
          nodes.arrayNode().addAll(items.items().stream().map(EditorSchemasTest::json).toList());
      case Entries map -> {
        ObjectNode object = nodes.objectNode();
        map.entries().forEach(entry -> object.set(entry.key().raw(), json(entry.value())));
        yield object;
      }
    };
  }

  private static JsonNode number(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        ? JsonNodeFactory.instance.numberNode(number.toBigInteger())
        : JsonNodeFactory.instance.numberNode(number);
  }
}
