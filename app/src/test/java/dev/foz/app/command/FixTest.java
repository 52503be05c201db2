package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foz check --fix} mends what is certain and nothing else. */
class FixTest {
  @TempDir private Path folder;
  private Shell lake;

  @BeforeEach
  void createLake() {
    lake = new Shell(folder);
    lake.write("lake.yaml", "name: loja\n");
  }

  @Test
  void wordsAndTabsAreMendedAndShown() throws IOException {
    lake.write(
        "sources/vendas.yaml",
        "type: filesystem\r\ntables:\r\n\tpedidos:  # all of them\r\n\t\tpath: a/*.csv\r\n"
            + "\t\tsep: \";\"\r\n\t\tunique_key: id\r\n\t\ton_eror: quarantne\r\n");
    lake.write(
        "models/refined/total.sql",
        "/* ---\nMaterialised: full\ndata_tests: [{ expression_is_true: total > 0 }]\n--- */\n"
            + "\tselect sum(total) as total from {{ ref('base') }}\n");
    lake.write("models/curated/base.sql", "select 1 as total\n");
    Path source = folder.resolve("sources/vendas.yaml");
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(lake.told("check", "--fix"))
        .isEqualTo(
            """
            fixed models/refined/total.sql:2
              - Materialised: full
              + materialized: table
            fixed models/refined/total.sql:3
              - data_tests: [{ expression_is_true: total > 0 }]
              + tests: [{ expression: total > 0 }]
            fixed models/refined/total.sql:5
              - →  select sum(total) as total from {{ ref('base') }}
              + →  select sum(total) as total from curated.base
            fixed sources/vendas.yaml:1
              - type: filesystem
              + type: file
            fixed sources/vendas.yaml:3
              - →  pedidos:  # all of them
              +  pedidos:  # all of them
            fixed sources/vendas.yaml:4
              - →  →  path: a/*.csv
              +  path: a/*.csv
            fixed sources/vendas.yaml:5
              - →  →  sep: ";"
              +  separator: ";"
            fixed sources/vendas.yaml:6
              - →  →  unique_key: id
              +  primary_key: id
            fixed sources/vendas.yaml:7
              - →  →  on_eror: quarantne
              +  on_error: quarantine
            no mistakes: 1 source with 1 table, 2 models
            """);
    assertThat(lake.read("sources/vendas.yaml"))
        .isEqualTo(
            "type: file\r\ntables:\r\n  pedidos:  # all of them\r\n    path: a/*.csv\r\n"
                + "    separator: \";\"\r\n    primary_key: id\r\n    on_error: quarantine\r\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(source)))
        .isEqualTo("rw-r-----");
    assertThat(lake.read("models/refined/total.sql"))
        .isEqualTo(
            "/* ---\nmaterialized: table\ntests: [{ expression: total > 0 }]\n--- */\n"
                + "\tselect sum(total) as total from curated.base\n");
    assertThat(lake.told("check", "--fix")).startsWith("no mistakes");
    try (var files = Files.list(folder.resolve("sources"))) {
      assertThat(files).containsExactly(source);
    }
  }

  @Test
  void whatCouldBeMeantOtherwiseStays() {
    String text =
        """
        type: fil
        tables:
          a: { path: a/*, pk: id, write_disposition: append, mode: full, x: 1 }
          b: { path: b/*, primary_key: id, unique_key: nr }
          c: { path: c/*, unique_key: id, recordkey.field: nr }
          d: { path: d/*, on_error: ignore, format: "${FORMT}" }
        """;
    lake.write("sources/vendas.yaml", text);

    String told = lake.told("check", "--fix");

    assertThat(told)
        .startsWith(
            """
            fixed sources/vendas.yaml:1
              - type: fil
              + type: file
            fixed sources/vendas.yaml:5
              -  c: { path: c/*, unique_key: id, recordkey.field: nr }
              +  c: { path: c/*, primary_key: id, recordkey.field: nr }
            error[F203]: unknown key `pk`
            """)
        .endsWith("exit 2\n");
    assertThat(lake.read("sources/vendas.yaml"))
        .isEqualTo(text.replace("fil\n", "file\n").replace("c/*, unique_key", "c/*, primary_key"));
  }

  @Test
  void indentationOfTabsAndBlanksIsLeftAlone() {
    String text = "type: file\ntables:\n  a:\n  \tpath: x.csv\n\tb: { path: y.csv }\n";
    lake.write("sources/vendas.yaml", text);

    assertThat(lake.told("check", "--fix")).startsWith("error[F201]: ");
    assertThat(lake.read("sources/vendas.yaml")).isEqualTo(text);
  }

  @Test
  void filesThatLieElsewhereOrAreNotToBeWrittenAreLeftAlone(@TempDir Path elsewhere)
      throws IOException {
    Path other = Files.writeString(elsewhere.resolve("a.yaml"), "type: fil\ntables: {}\n");
    Files.createDirectories(folder.resolve("sources"));
    Files.createSymbolicLink(folder.resolve("sources/a.yaml"), other);

    assertThat(lake.told("check", "--fix")).startsWith("error[F205]: unknown type `fil`");
    assertThat(other).content().isEqualTo("type: fil\ntables: {}\n");
  }

  @Test
  void programsGetWhatWasChanged() {
    lake.write("sources/a.yaml", "type: fil\ntables: { t: { path: a.csv } }\n");

    assertThat(lake.told("check", "--fix", "--json"))
        .contains(
            "\"fixed\":[{\"file\":\"sources/a.yaml\",\"line\":1,"
                + "\"before\":\"type: fil\",\"after\":\"type: file\"}]");
    assertThat(lake.told("check", "--json")).doesNotContain("fixed");
  }

  @Test
  void aByteOrderMarkAndAMissingLineEndStay() {
    lake.write("lake.yaml", "\uFEFFnmae: loja");

    assertThat(lake.told("check", "--fix")).startsWith("fixed lake.yaml:1\n");
    assertThat(lake.read("lake.yaml")).isEqualTo("\uFEFFname: loja");
  }
}
