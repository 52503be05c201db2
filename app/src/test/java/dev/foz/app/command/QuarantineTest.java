package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that wait, through the commands that show and settle them. */
class QuarantineTest {
  private static final String WAITING =
      """
      4 records wait
      table  records  last seen  rule  place  first of the reasons
      ---  ---  ---  ---  ---  ---
      raw.vendas_pedidos  2  now  type  total  is text, the contract says number
      raw.vendas_pedidos  1  now  enum  uf  is `XX`, allowed are `SP`, `RJ`
      raw.vendas_pedidos  1  now  json  expected a key in quotes, found the end of the record
      foz quarantine show TABLE shows them, retry and drop settle them
      """;

  private final Shell lake;

  QuarantineTest(@TempDir Path folder) {
    lake = new Shell(folder);
  }

  @BeforeEach
  void makeLake() {
    lake.write("lake.yaml", "name: loja\n");
    source("contract: pedidos");
    lake.write("schemas/pedidos.json", SchemaTest.PEDIDOS);
    lake.write("in/1.jsonl", "{\"id\":1,\"total\":10.50,\"uf\":\"SP\"}\n");
  }

  private void source(String further) {
    lake.write(
        "sources/vendas.yaml",
        "type: file\ntables:\n  pedidos: { path: in/*.jsonl, primary_key: id, " + further + " }\n");
  }

  /** Lands one record, and lets four wait. */
  private void loadBadRecords() {
    lake.write(
        "in/2.jsonl",
        """
        {"id":2,"total":"12,50","uf":"SP"}
        {"id":3,"total":1,"uf":"XX"}
        {"id":4,"total":"9,00","uf":"RJ"}
        {"id":5,"total":7,
        {"id":6,"total":6,"uf":"RJ"}
        """);
    assertThat(lake.told("run")).contains("4 to quarantine");
  }

  @Test
  void keysThatAreMissingAndKeysOfAnotherTypeAreToldApart() {
    lake.write(
        "in/2.jsonl",
        """
        {"total":1,"uf":"SP"}
        {"id":{"n":4},"total":1,"uf":"RJ"}
        {"total":2,"uf":"RJ"}
        {"id":null,"total":2,"uf":"RJ"}
        {"id":"x","total":2,"uf":"XX"}
        {"id":"y","total":2,"uf":"YY"}
        """);
    source("");
    lake.told("run");

    assertThat(lake.told("quarantine", "list"))
        .isEqualTo(
            """
            6 records wait
            table  records  last seen  rule  place  first of the reasons
            ---  ---  ---  ---  ---  ---
            raw.vendas_pedidos  2  now  key  id  the primary key is missing
            raw.vendas_pedidos  2  now  key  id  the primary key is text, that of earlier records is a number
            raw.vendas_pedidos  1  now  key  id  the primary key is an object
            raw.vendas_pedidos  1  now  key  id  the primary key is null
            foz quarantine show TABLE shows them, retry and drop settle them
            """);
  }

  @Test
  void reasonsThatDifferInValuesOnlyAreOneGroup() {
    lake.write(
        "in/2.jsonl",
        """
        {"id":2,"total":1,"uf":"XX"}
        {"id":3,"total":1,"uf":"YY"}
        """);
    lake.told("run");

    assertThat(lake.told("quarantine", "list"))
        .contains("raw.vendas_pedidos  2  now  enum  uf  is `XX`, allowed are `SP`, `RJ`\n");
  }

  @Test
  void nothingWaitsWhereAllIsRight() {
    lake.told("run");
    assertThat(lake.told("quarantine", "list")).isEqualTo("nothing waits\n");
    assertThat(lake.told("quarantine", "list", "--json")).isEqualTo("[]\n");
    assertThat(lake.told("quarantine", "show", "vendas_pedidos"))
        .isEqualTo(
            """
            error[C103]: no record of `vendas_pedidos` was ever in quarantine
              try: foz quarantine list shows the tables that have some
            exit 2
            """);
  }

  @Test
  void recordsThatWaitAreToldByRunListAndStatus() {
    lake.told("run");
    lake.write("in/2.jsonl", "{\"id\":2,\"total\":1,\"uf\":\"XX\"}\n");
    assertThat(lake.told("run"))
        .isEqualTo(
            """
            run 2 · 2 tasks
             ✔ load vendas  1 record  0 B  0 s  1 file, 1 to quarantine
             – consolidate curated.vendas_pedidos  up to date
            completed in 0 s
            records went to quarantine: foz quarantine list
            """);
    assertThat(lake.told("status"))
        .isEqualTo(
            """
            lake loja: 3 tables, 1 not up to date
            table  status  rows  size  changed  note
            ---  ---  ---  ---  ---  ---
            quarantine.raw_vendas_pedidos  quarantine  1  0 B  now  1 record waits: foz quarantine show quarantine.raw_vendas_pedidos
            curated.vendas_pedidos  ok  1  0 B  now
            raw.vendas_pedidos  ok  1  0 B  now
            """);
    assertThat(
            lake.rows(
                "select * exclude (first_seen, last_seen), first_seen = last_seen"
                    + " from system.quarantine"))
        .isEqualTo(
            "quarantine.raw_vendas_pedidos,D302,enum,uf,\"is `XX`, allowed are `SP`, `RJ`\",1,0,true\n");
  }

  @Test
  void listGroupsThemByRuleAndPlace() {
    loadBadRecords();
    assertThat(lake.told("quarantine", "list")).isEqualTo(WAITING);
    assertThat(lake.told("quarantine", "list", "raw.vendas_pedidos")).isEqualTo(WAITING);
    assertThat(
            lake.told("quarantine", "list", "--json").replaceAll("20[0-9-]{8} [0-9:.]+Z", "then"))
        .isEqualTo(
            """
            [
             {"table": "quarantine.raw_vendas_pedidos", "code": "D302", "rule": "type", "path": "total", "reason": "is text, the contract says number", "waiting": 2, "dropped": 0, "first_seen": "then", "last_seen": "then"},
             {"table": "quarantine.raw_vendas_pedidos", "code": "D302", "rule": "enum", "path": "uf", "reason": "is `XX`, allowed are `SP`, `RJ`", "waiting": 1, "dropped": 0, "first_seen": "then", "last_seen": "then"},
             {"table": "quarantine.raw_vendas_pedidos", "code": "D301", "rule": "json", "path": "", "reason": "expected a key in quotes, found the end of the record", "waiting": 1, "dropped": 0, "first_seen": "then", "last_seen": "then"}
            ]
            """);
    assertThat(lake.told("quarantine", "list", "vendas_pedido"))
        .isEqualTo(
            """
            error[C103]: no quarantine is named `vendas_pedido`
              try: did you mean `vendas_pedidos`?
            exit 2
            """);
  }

  @Test
  void showMarksWhatIsWrongBesideWhatTheContractSays() {
    loadBadRecords();
    assertThat(lake.foz("quarantine", "show", "vendas_pedidos", "--limit", "2").out())
        .isEqualTo(
            """
            record 2  in/2.jsonl:0
            {
              "id": 2,
              "total": "12,50",
                       ^^^^^^^ total: is text, the contract says number
                               expected: decimal(10,2), at least 0, required
              "uf": "SP"
            }

            record 3  in/2.jsonl:35
            {
              "id": 3,
              "total": 1,
              "uf": "XX"
                    ^^^^ uf: is `XX`, allowed are `SP`, `RJ`
                         expected: one of `SP`, `RJ`
            }

            2 records shown. Correct schemas/pedidos.json or the records, then: foz quarantine retry raw.vendas_pedidos
            """);
    assertThat(lake.foz("quarantine", "show", "vendas_pedidos", "--where", "_rule = 'json'").out())
        .isEqualTo(
            """
            record 5  in/2.jsonl:98
            {"id":5,"total":7,
                              ^ expected a key in quotes, found the end of the record
            (byte 18 of 18)

            1 record shown. Correct schemas/pedidos.json or the records, then: foz quarantine retry raw.vendas_pedidos
            """);
    assertThat(
            lake.told("quarantine", "show", "vendas_pedidos", "--limit", "1", "--json")
                .replaceAll("20[0-9-]{8}T[0-9:.]+Z", "then")
                .replaceAll("[0-9a-f]{32}", "hash"))
        .isEqualTo(
            """
            [{"seq":2,"position":"in/2.jsonl:0","seen":"then","code":"D302","rule":"type","path":"total","reason":"is text, the contract says number","offset":16,"contract":"hash","payload":"{\\"id\\":2,\\"total\\":\\"12,50\\",\\"uf\\":\\"SP\\"}"}]
            """);
    assertThat(lake.told("quarantine", "show", "vendas_pedidos", "--where", "false"))
        .isEqualTo("no record is meant\n");
  }

  @Test
  void mistakesInSqlOfOptionsAreToldByWhatWasWritten() {
    loadBadRecords();
    assertThat(lake.foz("quarantine", "show", "vendas_pedidos", "--where", "_rul = 'enum'").err())
        .startsWith(
            """
            error[E703]: Cannot run the query: referenced column "_rul" not found in FROM clause
              --where:1:1
              1 | _rul = 'enum'
                | ^^^^ did you mean `_rule`\
            """);
    assertThat(lake.foz("quarantine", "show", "vendas_pedidos", "--where", "_rule =").err())
        .isEqualTo(
            """
            error[E701]: Cannot read the query: syntax error at its end
              --where:1:8
              1 | _rule =
                |        ^

            """);
    assertThat(
            lake.foz("quarantine", "drop", "vendas_pedidos", "--reason", "x", "--where", "1 +")
                .err())
        .contains(
            """
               error[E701]: Cannot read the query: syntax error at its end
                 --where:1:4
                 1 | 1 +
                   |    ^
            """);
    assertThat(retry("--set", "total = replac(value, ',', '.')").err())
        .contains(
            """
               error[E702]: Cannot run the function `replac`: it is not known, or reaches outside of the lake
                 --set:1:1
                 1 | replac(value, ',', '.')
                   | ^^^^^^ did you mean `replace`?
            """);
    assertThat(retry("--where", "_seq in (select _seq from raw.vendas_pedidos)").err())
        .contains(
            "error[E702]: `--where` reads other tables than quarantine.raw_vendas_pedidos\n"
                + "     affects: what was not landed stays in quarantine\n"
                + "     try: write a condition over its columns: --where \"_rule = 'type'\"\n");
    assertThat(lake.told("quarantine", "list")).isEqualTo(WAITING);
  }

  private Shell.Answer retry(String... further) {
    String[] arguments = new String[3 + further.length];
    System.arraycopy(new String[] {"quarantine", "retry", "vendas_pedidos"}, 0, arguments, 0, 3);
    System.arraycopy(further, 0, arguments, 3, further.length);
    return lake.foz(arguments);
  }

  @Test
  void setThatIsNoneOrReadsTablesOrFindsNoPlaceChangesNothing() {
    loadBadRecords();
    assertThat(retry("--set", "total").err())
        .isEqualTo(
            """
            error[C101]: `--set total` sets nothing
              try: --set "total = replace(value, ',', '.')::decimal(18,2)", or --set '$ = ...' for the whole record

            """);
    assertThat(retry("--set", "total = (select max(total) from curated.vendas_pedidos)").err())
        .contains(
            "error[E702]: Cannot set `total`: it reads curated.vendas_pedidos\n"
                + "     affects: what was not landed stays in quarantine\n"
                + "     try: use `value` and `payload` of the record alone\n");
    Shell.Answer broken = retry("--where", "_rule = 'json'", "--set", "uf = 'RJ'");
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.err())
        .contains(
            "error[D301]: Cannot set `uf`: the record",
            "expected a key in quotes, found the end of the record\n"
                + "     in/2.jsonl:98\n"
                + "     affects: what was not landed stays in quarantine\n"
                + "     try: set the whole record: `--set '$ = ...'`\n");
    assertThat(lake.told("quarantine", "list")).isEqualTo(WAITING);
  }

  @Test
  void retryLandsWhatIsRightByNow() {
    loadBadRecords();
    assertThat(lake.told("quarantine", "retry", "vendas_pedidos"))
        .isEqualTo(
            """
            run 2 · 2 tasks
             ✔ retry vendas  4 records  0 s  0 of 4 records landed, the others wait on
             – consolidate curated.vendas_pedidos  up to date
            completed in 0 s
            """);
    lake.write("schemas/pedidos.json", SchemaTest.PEDIDOS.replace("\"RJ\"", "\"RJ\", \"XX\""));
    assertThat(lake.told("quarantine", "retry", "vendas_pedidos", "--where", "_path = 'uf'"))
        .isEqualTo(
            """
            run 3 · 2 tasks
             ✔ retry vendas  1 record  0 s  1 of 1 record landed
             ✔ consolidate curated.vendas_pedidos  1 record  0 s  1 new, 0 changed
            completed in 0 s
            """);
    retry("--where", "_path = 'total'", "--set", "total = replace(value, ',', '.')::decimal(9,2)");
    assertThat(retry("--set", "$ = payload || '\"uf\":\"SP\"}'", "--json").out())
        .contains("\"kind\":\"retry\",\"state\":\"COMPLETED\",\"records_read\":1")
        .contains("\"note\":\"1 of 1 record landed\",\"problems\":[]");
    assertThat(lake.told("quarantine", "list")).isEqualTo("nothing waits\n");
    assertThat(lake.rows("select id, total, uf, _seq from curated.vendas_pedidos order by id"))
        .isEqualTo(
            "1,10.50,SP,1\n2,12.50,SP,2\n3,1.00,XX,3\n4,9.00,RJ,4\n5,7.00,SP,5\n6,6.00,RJ,6\n");
    assertThat(
            lake.rows(
                "select _seq, _headers['corrected'] from raw.vendas_pedidos"
                    + " where _headers['original'] is not null order by 1"))
        .isEqualTo(
            """
            2,"total = replace(value, ',', '.')::decimal(9,2)"
            4,"total = replace(value, ',', '.')::decimal(9,2)"
            5,"$ = payload || '\""uf"":""SP""}'"
            """);
  }

  @Test
  void whatWasDroppedWaitsNoMoreUntilItIsTakenUpAgain() {
    loadBadRecords();
    assertThat(lake.told("quarantine", "drop", "vendas_pedidos"))
        .isEqualTo(
            """
            error[C101]: missing required option: '--reason=TEXT'
              try: foz quarantine drop --help
            exit 2
            """);
    assertThat(drop("--where", "_path = 'total'"))
        .isEqualTo(
            """
            run 2 · 1 task
             ✔ drop quarantine.raw_vendas_pedidos  2 records  0 s  2 records dropped
            completed in 0 s
            """);
    assertThat(drop("--where", "_path = 'total'"))
        .isEqualTo(
            """
            run 3 · 1 task
             – drop quarantine.raw_vendas_pedidos  no record was meant
            completed in 0 s
            """);
    assertThat(lake.told("quarantine", "list")).startsWith("2 records wait\n");
    assertThat(lake.foz("quarantine", "show", "vendas_pedidos", "--dropped", "--limit", "1").out())
        .endsWith(
            """
            }
            dropped: test data

            1 record shown. Correct schemas/pedidos.json or the records, then: foz quarantine retry raw.vendas_pedidos --dropped
            """);
    assertThat(retry("--dropped", "--where", "_path = 'total'", "--set", "total = 1").err())
        .contains("2 of 2 records landed");
    assertThat(drop()).contains("2 records dropped");
    assertThat(lake.told("quarantine", "list")).isEqualTo("nothing waits\n");
    assertThat(lake.rows("select rule, waiting, dropped from system.quarantine order by 1"))
        .isEqualTo("enum,0,1\njson,0,1\n");
    assertThat(lake.told("status")).startsWith("lake loja: 3 tables, all up to date\n");
  }

  private String drop(String... further) {
    String[] arguments = new String[5 + further.length];
    String[] first = {"quarantine", "drop", "vendas_pedidos", "--reason", "test data"};
    System.arraycopy(first, 0, arguments, 0, 5);
    System.arraycopy(further, 0, arguments, 5, further.length);
    return lake.told(arguments);
  }

  @Test
  void recordsThatANewContractCannotReadWaitForAnotherContract() {
    lake.told("run");
    lake.write("schemas/pedidos.json", SchemaTest.INTEGERS);
    assertThat(lake.told("run"))
        .isEqualTo(
            """
            run 2 · 2 tasks
             – load vendas  nothing new
             ✔ consolidate curated.vendas_pedidos  1 record  0 s  rebuilt: column `total` is long, was decimal(10,2), 1 unreadable in quarantine
            completed in 0 s
            records went to quarantine: foz quarantine list
            """);
    assertThat(lake.foz("quarantine", "show", "curated.vendas_pedidos").out())
        .isEqualTo(
            """
            record 1  in/1.jsonl:0
            {
              "id": 1,
              "total": 10.50,
                       ^^^^^ total: `10.50` does not fit long
                             expected: integer, at least 0, required
              "uf": "SP"
            }

            1 record shown. Correct schemas/pedidos.json, then: foz run
            """);
    assertThat(lake.told("quarantine", "retry", "curated.vendas_pedidos"))
        .isEqualTo(
            """
            error[C101]: Cannot retry quarantine.curated_vendas_pedidos record by record
              why: its records have landed in raw; they wait because the contract of now cannot read them
              try: change the contract so that it can, then `foz run` reads them again
            exit 2
            """);
    lake.write("schemas/pedidos.json", SchemaTest.PEDIDOS);
    assertThat(lake.told("run")).contains("rebuilt: ");
    assertThat(lake.told("quarantine", "list")).isEqualTo("nothing waits\n");
    assertThat(lake.rows("select id, total from curated.vendas_pedidos")).isEqualTo("1,10.50\n");
  }

  @Test
  void errorsStopTheLoadWhereTheTableSaysSo() {
    source("contract: pedidos, on_error: fail");
    lake.write("in/2.jsonl", "{\"id\":2,\"total\":-1}\n");
    assertThat(lake.told("run"))
        .isEqualTo(
            """
            run 1 · 2 tasks
             ✖ load vendas  1 problem  1 file
               error[D302]: Cannot land pedidos: field `total`: is -1, at least 0 is allowed
                 in/2.jsonl:0
                 why: byte 16 of the record; it starts with: {"id":2,"total":-1}
                 affects: only what is named here waits; vendas goes on with the rest
                 try: correct the record in the file and run again; the other files are landed
             ✔ consolidate curated.vendas_pedidos  1 record  0 s  1 row
            failed in 0 s: 1 problem
            exit 1
            """);
  }

  @Test
  void newFieldsWaitOrStopTheLoadWhereTheTableSaysSo() {
    lake.told("run");
    source("contract: pedidos, on_schema_change: fail");
    lake.write("in/2.jsonl", "{\"id\":2,\"total\":1,\"novo\":1}\n");
    assertThat(lake.told("run"))
        .contains(
            """
               error[D302]: Cannot land pedidos: field `novo`: is no field of the table
                 in/2.jsonl:0
            """);
    source("contract: pedidos, on_schema_change: quarantine");
    assertThat(lake.told("run")).contains("1 file, 1 to quarantine");
    assertThat(lake.rows("select rule, path, reason from system.quarantine"))
        .isEqualTo("schema-change,novo,is no field of the table\n");
    source("contract: pedidos");
    assertThat(retry().err()).contains("1 of 1 record landed", "1 new, 0 changed");
    assertThat(lake.rows("select id, novo from curated.vendas_pedidos order by id"))
        .isEqualTo("1,\n2,1\n");
  }

  @Test
  void helpTellsEachCommandInASentence() {
    assertThat(lake.foz("quarantine").out())
        .isEqualTo(
            """
            Usage: foz quarantine [-h] [COMMAND]
            Shows and settles records that wait.
              -h, --help   Show this help
            Commands:
              list   Lists the records in quarantine, grouped by what is wrong with them.
              show   Shows records in quarantine, each with a mark under what is wrong in
                       it.
              retry  Checks records again by the contract of now and lands those that are
                       right.
              drop   Lets records wait no more.
            """);
  }
}
