package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 7: what a mask hides is in no byte below raw, and in nothing that a command prints. Raw
 * and quarantine hold what arrived, and are not searched.
 */
class MaskBytesTest {
  private static final List<String> SECRETS =
      List.of("52998224725", "98765432100", "4111111111111234", "joana.segredo", "Prado Sigilosa");

  private static final String RECORD =
      """
      {"id":%d,"cpf":"%s","cartao":4111111111111234,"email":"joana.segredo@exemplo.com.br",\
      "nome":"Prado Sigilosa","uf":"SP","total":%d.50,"contatos":[{"nome":"Prado Sigilosa","tipo":1}]}
      """;

  private static final String MASKS =
      ", mask: { cpf: hash, cartao: last4, email: email, nome: redact, contatos.nome: redact }";

  private final ScratchLake lake;
  private final StringBuilder told = new StringBuilder();
  private Clock clock = Clock.systemUTC();

  MaskBytesTest(@TempDir Path folder) {
    lake = ScratchLake.create(folder.resolve("lake"));
  }

  private void source(String masks, String further) {
    lake.source(
        "crm",
        "clientes: { path: \"in/c/*.json\", primary_key: cpf%s%s }\n".formatted(masks, further)
            + "livres: { path: \"in/l/*.csv\", on_change: replace%s }\n"
                .formatted(masks.isEmpty() ? "" : ", mask: { doc: hash, nome: redact }"));
  }

  private void models() {
    lake.model(
        "curated.por_cpf",
        """
        /* ---
        materialized: merge
        primary_key: cpf
        tests:
          - expression: total < 100
            on_fail: quarantine
          - { not_null: nome, on_fail: warn }
        --- */
        select cpf, max(nome) as nome, max(email) as email, sum(total) as total
        from curated.crm_clientes group by cpf
        """);
    lake.model(
        "refined.falha",
        """
        /* ---
        tests: [{ expression: "cpf is null" }]
        --- */
        select cpf, nome, cartao from curated.crm_clientes
        """);
    lake.model(
        "refined.molde",
        """
        select cast(nome as bigint) as n, cast(cpf as date) as d from curated.crm_clientes
        """);
    lake.model(
        "refined.proprio",
        """
        /* ---
        mask: { cpf: last4, nome: "null" }
        --- */
        select data.cpf as cpf, data.nome as nome, cast(data.email as int) as e
        from raw.crm_clientes
        """);
    lake.model(
        "refined.dono",
        """
        /* ---
        materialized: append
        mask: { cpf: hash, nome: redact }
        --- */
        select data.cpf as cpf, data.nome as nome from raw.crm_clientes
        """);
  }

  private FozConsole.Ended foz(String command, String... arguments) {
    FozConsole.Ended ended = new FozConsole(lake.folder(), clock).foz(command, arguments);
    told.append(ended.out()).append(ended.err());
    return ended;
  }

  private void everyCommand() {
    foz("run", "--json");
    foz("run");
    for (String command : List.of("status", "check", "runs", "test", "quarantine list")) {
      foz(command);
      foz(command, "--json");
    }
    for (String table :
        List.of("curated.crm_clientes", "curated.por_cpf", "refined.dono", "curated.crm_livres")) {
      foz("show", table);
      foz("show", table, "--json");
      foz("history", table);
      foz("sql", "select * from " + table);
    }
    for (String model :
        List.of("curated.por_cpf", "refined.molde", "refined.proprio", "refined.dono")) {
      foz("preview", model);
    }
    for (String view : List.of("runs", "steps", "files", "tables", "columns", "commits")) {
      foz("sql", "select * from system." + view, "--format", "json");
    }
    foz("sql", "select cast(nome as int) from curated.crm_clientes");
  }

  private void changes() {
    lake.write("in/c/1.json", RECORD.formatted(1, "52998224725", 10));
    lake.write("in/l/1.csv", "doc,nome\n52998224725,Prado Sigilosa\n98765432100,Outra\n");
    everyCommand();
    lake.write("in/c/2.json", RECORD.formatted(2, "98765432100", 20));
    lake.append("in/c/2.json", RECORD.formatted(3, "52998224725", 300));
    lake.write("in/l/1.csv", "doc,nome\n98765432100,Prado Sigilosa\n");
    everyCommand();
  }

  @Test
  void nothingBelowRawHoldsWhatAMaskHides() throws IOException {
    source(MASKS, "");
    models();
    changes();
    assertThat(
            new FozConsole(lake.folder(), clock)
                .sql("select count(*) as n from curated.crm_clientes"))
        .contains("2");
    assertThat(told).contains("failed", "rows do not pass", "****1234", "j***@exemplo.com.br");

    // Records that break a rule, values that do not fit a contract, loads that stop.
    lake.write(
        "schemas/cliente.json",
        """
        {"type":"object","properties":{"id":{"type":"integer"},"cpf":{"type":"string","pattern":"^[0-9]{11}$"},
         "cartao":{"type":"integer"},"email":{"type":"string"},"nome":{"type":"string","maxLength":5},
         "contatos":{"type":"array","items":{"type":"object","properties":{"nome":{"type":"string"}}}}}}
        """);
    lake.write("in/c/3.json", RECORD.formatted(4, "98765432100", 20));
    source(MASKS, ", contract: cliente");
    everyCommand();
    foz("quarantine retry", "crm_clientes", "--set", "nome = cast(value as int)");
    lake.write("in/c/4.json", "{\"id\":4,\"cpf\":\"98765432100\",\"cpf\":\"Prado Sigilosa\"");
    source(MASKS, ", contract: cliente, on_error: fail");
    everyCommand();

    assertThat(Traces.of(SECRETS, told.toString())).isEmpty();
    assertThat(Traces.below(lake.storage(), SECRETS)).isEmpty();
    assertThat(Traces.in(lake.storage().resolve("raw"), SECRETS))
        .as("the search finds")
        .isNotEmpty();
  }

  @Test
  void whatWasClearIsGoneWithTheFirstRunAfterTheGracePeriod() throws IOException {
    source("", "");
    models();
    Files.delete(lake.path("models/refined/proprio.sql"));
    Files.delete(lake.path("models/refined/molde.sql"));
    changes();
    assertThat(Traces.below(lake.storage(), SECRETS)).as("the search finds").isNotEmpty();
    told.setLength(0);

    source(MASKS, "");
    everyCommand();
    assertThat(Traces.of(SECRETS, told.toString())).isEmpty();

    clock = Clock.offset(clock, Duration.ofHours(2));
    foz("run");
    assertThat(Traces.below(lake.storage(), SECRETS)).isEmpty();
    try (Stream<Path> files = Files.walk(lake.storage().resolve("refined"))) {
      assertThat(files).anyMatch(file -> file.toString().endsWith(".parquet"));
    }
  }
}
