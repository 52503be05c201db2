package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contracts that are written down, changed and compared, through the commands. */
class SchemaTest {
  static final String PEDIDOS =
      """
      {
        "type": "object",
        "required": ["id", "total"],
        "properties": {
          "id": {"type": "integer"},
          "total": {"type": "number", "format": "decimal(10,2)", "minimum": 0},
          "uf": {"enum": ["SP", "RJ"]}
        }
      }
      """;

  static final String INTEGERS =
      PEDIDOS.replace("\"number\", \"format\": \"decimal(10,2)\"", "\"integer\"");

  private static final String FOLLOWS =
      "  curated.vendas_pedidos follows with the next run, no row is made again\n";

  private final Shell lake;

  SchemaTest(@TempDir Path folder) {
    lake = new Shell(folder);
  }

  @BeforeEach
  void makeLake() {
    lake.write("lake.yaml", "name: loja\n");
    source("contract: pedidos");
    lake.write("schemas/pedidos.json", PEDIDOS);
    lake.write(
        "models/refined/por_uf.sql",
        "select uf, sum(total) as total\nfrom curated.vendas_pedidos\ngroup by uf");
    lake.write(
        "in/1.jsonl",
        "{\"id\":1,\"total\":10.50,\"uf\":\"SP\",\"obs\":\"x\"}\n{\"id\":2,\"total\":7,\"uf\":\"RJ\"}\n");
  }

  private void source(String further) {
    lake.write(
        "sources/vendas.yaml",
        "type: file\ntables:\n  pedidos: { path: in/*.jsonl, primary_key: id, " + further + " }\n");
  }

  /** What {@code foz check} says of this contract after a load under {@link #PEDIDOS}. */
  private String check(String schema) {
    lake.told("run");
    lake.write("schemas/pedidos.json", schema);
    return lake.told("check");
  }

  private static String changed(String lines) {
    return "no mistakes: 1 source with 1 table, 1 model\n" + head(lines);
  }

  private static String head(String lines) {
    return "the contract of raw.vendas_pedidos changed since the last run:\n" + lines;
  }

  @Test
  void unchangedContractIsNoNews() {
    assertThat(lake.told("schema", "diff", "vendas_pedidos"))
        .isEqualTo("raw.vendas_pedidos has no records yet: nothing to compare with\n");
    assertThat(check(PEDIDOS)).isEqualTo("no mistakes: 1 source with 1 table, 1 model\n");
    assertThat(lake.told("schema", "diff", "vendas_pedidos").replaceAll("[0-9a-f]{32}", "hash"))
        .isEqualTo("raw.vendas_pedidos has the contract of the folder, hash\n");
  }

  @Test
  void rulesAloneChangeNoColumn() {
    String lines = "  the columns stay, new records must meet other rules\n" + FOLLOWS;
    assertThat(check(PEDIDOS.replace("\"minimum\": 0", "\"minimum\": 1")))
        .isEqualTo(changed(lines));
    assertThat(lake.told("schema", "diff", "vendas_pedidos")).isEqualTo(head(lines));
    assertThat(
            lake.told("schema", "diff", "vendas_pedidos", "--json")
                .replaceAll("[0-9a-f]{32}", "hash"))
        .isEqualTo(
            """
            {"table":"raw.vendas_pedidos","landed_under":"hash","folder":"hash","change":{"table":"curated.vendas_pedidos","landed":2,"changes":[],"unreadable":0,"example":"","dependants":["refined.por_uf"]}}
            """);
    assertThat(lake.told("run")).contains("follows its contract");
  }

  @Test
  void columnThatIsNewOrWiderFollows() {
    assertThat(check(PEDIDOS.replace("\"uf\":", "\"novo\": {\"type\": \"string\"}, \"uf\":")))
        .isEqualTo(changed("  novo: new, string\n" + FOLLOWS));
    lake.write("schemas/pedidos.json", PEDIDOS.replace("decimal(10,2)", "decimal(12,2)"));
    assertThat(lake.told("check"))
        .isEqualTo(changed("  total: decimal(12,2), was decimal(10,2)\n" + FOLLOWS));
  }

  @Test
  void modelThatReadsAColumnOfAnotherNameIsToldWithItsPlace() {
    String told =
        head("  estado: was called `uf`\n" + FOLLOWS)
            + """
            error[E703]: Cannot run the query: referenced column "uf" not found in FROM clause
              models/refined/por_uf.sql:3:10
              3 | group by uf
                |          ^^ did you mean `estado`?
            exit 2
            """;
    assertThat(check(PEDIDOS.replace("\"uf\": {", "\"uf\": {\"x-column\": \"estado\", ")))
        .isEqualTo(told);
    lake.write(
        "schemas/pedidos.json",
        PEDIDOS.replace("\"uf\": {", "\"estado\": {\"x-aliases\": [\"uf\"], "));
    assertThat(lake.told("check")).isEqualTo(told);
    lake.write(
        "models/refined/por_uf.sql", "select estado from curated.vendas_pedidos group by all");
    assertThat(lake.told("check")).isEqualTo(changed("  estado: was called `uf`\n" + FOLLOWS));
    assertThat(lake.told("run")).contains("follows its contract");
    assertThat(lake.rows("select id, estado from curated.vendas_pedidos order by id"))
        .isEqualTo("1,SP\n2,RJ\n");
  }

  @Test
  void columnThatIsGoneIsTold() {
    assertThat(check(PEDIDOS.replace(",\n    \"uf\": {\"enum\": [\"SP\", \"RJ\"]}", "")))
        .isEqualTo(
            head("  uf: gone\n" + FOLLOWS)
                + """
                error[E703]: Cannot run the query: referenced column "uf" not found in FROM clause
                  models/refined/por_uf.sql:3:10
                  3 | group by uf
                    |          ^^ did you mean `id`?
                exit 2
                """);
  }

  @Test
  void rebuildAndUnreadableRecordsAreToldBeforeTheRun() {
    assertThat(check(INTEGERS))
        .isEqualTo(
            changed(
                """
                  total: long, was decimal(10,2)
                  curated.vendas_pedidos will be made again from 2 records: column `total` is long, was decimal(10,2); then refined.por_uf
                  1 of 2 records cannot be read as that and will wait in quarantine.curated_vendas_pedidos: total: `10.50` does not fit long
                """));
    assertThat(lake.told("check", "--json"))
        .isEqualTo(
            """
            {"ok":true,"problems":[],"warnings":[],"untyped":{},"contracts":[{"table":"curated.vendas_pedidos","landed":2,"changes":[{"column":"total","what":"long, was decimal(10,2)"}],"rebuild":"column `total` is long, was decimal(10,2)","unreadable":1,"example":"total: `10.50` does not fit long","dependants":["refined.por_uf"]}]}
            """);
  }

  @Test
  void modelThatDoesNotFitAnotherTypeIsToldWithItsPlace() {
    String text =
        PEDIDOS.replaceAll("(?m)\"total\": \\{.*\\}", "\"total\": {\"type\": \"string\"}");
    assertThat(check(text))
        .isEqualTo(
            head(
                """
                  total: string, was decimal(10,2)
                  curated.vendas_pedidos will be made again from 2 records: column `total` is string, was decimal(10,2); then refined.por_uf
                error[E703]: Cannot run the query: no function matches the given name and argument types 'sum(VARCHAR)'. You might need to add explicit type casts
                  models/refined/por_uf.sql:1:12
                  1 | select uf, sum(total) as total
                    |            ^^^^^^^^^^
                exit 2
                """));
  }

  @Test
  void mistakesOfAContractAreToldTogetherAndStopTheLoad() {
    String wrong =
        PEDIDOS
            .replace("\"minimum\"", "\"minimun\"")
            .replace("\"enum\"", "\"type\": \"strin\", \"enum\"");
    String told =
        """
        error[F203]: unknown keyword `minimun`
          schemas/pedidos.json:6:60
          6 |     "total": {"type": "number", "format": "decimal(10,2)", "minimun": 0},
            |                                                            ^^^^^^^^^ did you mean `minimum`?

        error[F205]: unknown type `strin`
          schemas/pedidos.json:7:20
          7 |     "uf": {"type": "strin", "enum": ["SP", "RJ"]}
            |                    ^^^^^^^ did you mean `string`?
        """;
    lake.write("schemas/pedidos.json", wrong);
    assertThat(lake.foz("check").err()).isEqualTo(told + "\n");
    assertThat(lake.foz("schema", "diff", "vendas_pedidos").err()).isEqualTo(told + "\n");
    Shell.Answer run = lake.foz("run");
    assertThat(run.exit()).isEqualTo(2);
    told.lines().forEach(line -> assertThat(run.err()).contains(line));
    lake.write("schemas/pedidos.json", PEDIDOS);
    assertThat(lake.told("run")).contains("2 records");
  }

  @Test
  void contractThatIsNotThereIsToldWithTheNearestOne() {
    source("contract: pedido");
    assertThat(lake.foz("check").err())
        .isEqualTo(
            """
            error[F209]: no contract `pedido` in `schemas`
              sources/vendas.yaml:3:59
              3 |   pedidos: { path: in/*.jsonl, primary_key: id, contract: pedido }
                |                                                           ^^^^^^ did you mean `pedidos`?

            """);
  }

  @Test
  void contractThatIsTakenAwayLeavesItsColumns() {
    lake.told("run");
    source("on_schema_change: evolve");
    assertThat(lake.told("schema", "diff", "vendas_pedidos"))
        .isEqualTo(head("  total: decimal(18,2), was decimal(10,2)\n" + FOLLOWS));
    assertThat(lake.told("run")).contains("follows its contract");
    assertThat(lake.told("schema", "diff", "vendas_pedidos"))
        .isEqualTo("raw.vendas_pedidos has no contract in the folder: types are inferred\n");
  }

  @Test
  void freezeNeedsRecordsAndNoContract() {
    assertThat(lake.told("schema", "freeze", "vendas_pedidos"))
        .isEqualTo(
            """
            error[C101]: Cannot freeze raw.vendas_pedidos: it has a contract
              why: schemas/pedidos.json says what its records must be
              try: foz schema diff vendas_pedidos shows what changed in it
            exit 2
            """);
    source("on_error: quarantine");
    assertThat(lake.told("schema", "freeze", "vendas_pedidos"))
        .isEqualTo(
            """
            error[C103]: Cannot freeze raw.vendas_pedidos: it has no records yet
              try: foz run loads some, and infers a contract from them
            exit 2
            """);
    assertThat(lake.told("schema", "freeze", "vendas_pedido"))
        .isEqualTo(
            """
            error[C103]: no source makes a table named `vendas_pedido`
              try: did you mean `vendas_pedidos`?
            exit 2
            """);
  }

  @Test
  void freezeWritesEachTypeSoThatNoRowIsMadeAgain() {
    source("on_error: quarantine");
    lake.write(
        "in/2.jsonl",
        """
        {"id":3,"l":7,"d":1.25,"big":12345678901234567890.5,"f":1e300,"b":true,"dt":"2026-01-31",\
        "ts":"2026-01-31T10:00:00","tz":"2026-01-31T10:00:00Z","m":1,"j":{"a":1},\
        "st":{"x":1,"y":["z"]},"li":[{"k":1.5}],"n":null,"_seq":3,"A":1,"a":2,"e":{},\
        "huge":123456789012345678901234567890123456789012}
        {"id":4,"m":"x","j":1}
        """);
    lake.told("run");
    String rows = "select * from curated.vendas_pedidos order by id";
    String before = lake.foz("sql", rows, "--format", "json").out();
    String columns = lake.rows("describe curated.vendas_pedidos");
    assertThat(lake.told("schema", "freeze", "vendas_pedidos"))
        .isEqualTo(
            """
            wrote schemas/vendas_pedidos.json
            add `contract: vendas_pedidos` to table `pedidos` in sources/vendas.yaml, and records must meet it
            """);
    assertThat(lake.read("schemas/vendas_pedidos.json"))
        .isEqualTo(lake.foz("schema", "freeze", "vendas_pedidos", "--stdout").out())
        .isEqualTo(
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "vendas_pedidos",
              "type": "object",
              "required": ["id"],
              "properties": {
                "id": { "type": "integer" },
                "total": { "type": ["number", "null"], "format": "decimal(18,2)" },
                "uf": { "type": ["string", "null"] },
                "obs": { "type": ["string", "null"] },
                "l": { "type": ["integer", "null"] },
                "d": { "type": ["number", "null"], "format": "decimal(18,2)" },
                "big": { "type": ["number", "null"], "format": "decimal(38,2)" },
                "f": { "type": ["number", "null"] },
                "b": { "type": ["boolean", "null"] },
                "dt": { "type": ["string", "null"], "format": "date" },
                "ts": { "type": ["string", "null"], "format": "date-time-local" },
                "tz": { "type": ["string", "null"], "format": "date-time" },
                "m": { "type": ["string", "number", "boolean", "null"] },
                "j": {},
                "st": {
                  "type": ["object", "null"],
                  "properties": {
                    "x": { "type": ["integer", "null"] },
                    "y": {
                      "type": ["array", "null"],
                      "items": { "type": ["string", "null"] }
                    }
                  }
                },
                "li": {
                  "type": ["array", "null"],
                  "items": {
                    "type": ["object", "null"],
                    "properties": {
                      "k": { "type": ["number", "null"], "format": "decimal(18,2)" }
                    }
                  }
                },
                "_seq": { "type": ["integer", "null"], "x-column": "source_seq" },
                "A": { "type": ["integer", "null"] },
                "a": { "type": ["integer", "null"], "x-column": "a_2" },
                "e": {
                  "type": ["object", "null"],
                  "properties": {}
                },
                "huge": { "type": ["string", "number", "null"] }
              }
            }
            """);
    source("contract: vendas_pedidos");
    assertThat(lake.told("check"))
        .isEqualTo(changed("  the columns stay, new records must meet other rules\n" + FOLLOWS));
    assertThat(lake.told("run"))
        .isEqualTo(
            """
            run 2 · 3 tasks
             – load vendas  nothing new
             ✔ consolidate curated.vendas_pedidos  0 records  0 s  follows its contract
             – build refined.por_uf  up to date
            completed in 0 s: 2 up to date
            """);
    assertThat(lake.foz("sql", rows, "--format", "json").out()).isEqualTo(before);
    assertThat(lake.rows("describe curated.vendas_pedidos")).isEqualTo(columns);
  }

  @Test
  void freezeDoesNotWriteOverAFile() {
    source("on_error: quarantine");
    lake.told("run");
    assertThat(lake.told("schema", "freeze", "vendas_pedidos", "--json"))
        .isEqualTo(
            """
            {"table":"raw.vendas_pedidos","file":"schemas/vendas_pedidos.json","contract":"vendas_pedidos"}
            """);
    assertThat(lake.told("schema", "freeze", "vendas_pedidos"))
        .isEqualTo(
            """
            error[C106]: Cannot write schemas/vendas_pedidos.json: there is one already
              try: move it away, or print the schema with --stdout
            exit 2
            """);
  }
}
