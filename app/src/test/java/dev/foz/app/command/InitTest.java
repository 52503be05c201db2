package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foz init}: what it writes, and what it leaves alone. */
class InitTest {
  private final Path folder;
  private final Shell outside;
  private final Shell lake;

  InitTest(@TempDir Path folder) {
    this.folder = folder;
    this.outside = new Shell(folder);
    this.lake = new Shell(folder.resolve("loja"));
  }

  @Test
  void anEmptyLakeIsToldFileByFileAndIsRight() throws IOException {
    assertThat(outside.told("init", "loja"))
        .isEqualTo(
            """
            lake.yaml  the lake itself: its name and defaults
            sources/README.md  a file for each source of records
            schemas/README.md  contracts: what records must be
            models/README.md  SQL, one file a table
            .env  variables for ${NAME}; not for git
            .gitignore  keeps data and passwords out of git
            .foz/schema/  lets editors complete and check the YAML files
            .foz/keys/mask-1.key  the key of masks: never in git; keep a copy

            Next:  cd loja && foz add file PATH
                   foz run
            """);
    assertThat(lake.told("check")).isEqualTo("no mistakes: 0 sources with 0 tables, 0 models\n");
    assertThat(Files.getPosixFilePermissions(folder.resolve("loja/.foz/keys/mask-1.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(lake.read("lake.yaml"))
        .startsWith("# yaml-language-server: $schema=.foz/schema/lake.json\n")
        .contains("\nname: loja\n");
  }

  @Test
  void theShopRunsAtOnceAndAnswers() {
    outside.told("init", "loja", "--example", "loja");

    assertThat(lake.foz("run").exit()).isZero();

    assertThat(
            lake.rows(
                "select uf, produto, total from refined.vendas_por_uf order by total desc limit 2"))
        .isEqualTo("BA,Café 500 g,172.50\nSP,Caneca,126.00\n");
    assertThat(lake.rows("select cpf, email from curated.loja_clientes where id = 1"))
        .isEqualTo("****9-06,a***@example.com\n");
    assertThat(lake.told("quarantine", "list")).contains("is 0, at least 1 is allowed");
  }

  @Test
  void theInvoicesAreALakeWithoutMistakes() {
    assertThat(outside.foz("init", "loja", "--example", "nfe").out())
        .contains("the lake itself")
        .contains("files with invoices")
        .endsWith("count(*) from curated.notas_nfe group by uf\"\n");
    assertThat(lake.foz("check").exit()).isZero();
    assertThat(lake.read("sources/notas.yaml"))
        .startsWith("# yaml-language-server: $schema=../.foz/schema/source.json\n");
  }

  @Test
  void aNameThatFoldersMayHaveAndLakesMayNotIsMadeOne() {
    outside.told("init", "Minha Loja (São Paulo)");

    assertThat(new Shell(folder.resolve("Minha Loja (São Paulo)")).read("lake.yaml"))
        .contains("name: minha_loja_sao_paulo\n");
  }

  @Test
  void whatLiesInTheFolderIsLeftAlone() {
    lake.write("notes.txt", "mine");
    lake.write("sources/old.yaml~", "mine too");

    assertThat(outside.foz("init", "loja").exit()).isZero();

    assertThat(lake.read("notes.txt")).isEqualTo("mine");
    assertThat(lake.read("sources/old.yaml~")).isEqualTo("mine too");
  }

  @Test
  void whereAFileWouldBeWrittenOverNothingIsWritten() throws IOException {
    lake.write(".gitignore", "mine");
    lake.write("models", "a file");

    assertThat(outside.told("init", "loja").replace(folder.toString(), "F"))
        .isEqualTo(
            """
            error[C106]: Cannot make a lake in F/loja: `.gitignore` is there already
              .gitignore
              try: move it away, or name another folder; nothing was written

            error[C106]: Cannot make a lake in F/loja: `models` is a file, and must be a folder
              models
              try: move it away, or name another folder; nothing was written
            exit 2
            """);
    try (Stream<Path> left = Files.list(folder.resolve("loja"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(".gitignore", "models");
    }
  }

  @Test
  void aLakeIsNotMadeInALake() {
    outside.told("init", "loja");

    assertThat(lake.told("init").replace(folder.toString(), "F"))
        .isEqualTo(
            """
            error[C106]: Cannot make a lake in F/loja: it is one
              try: foz add file PATH adds files to it; foz init --schemas renews editors' schemas
            exit 2
            """);
    assertThat(lake.told("init", "inner").replace(folder.toString(), "F"))
        .isEqualTo(
            """
            error[C106]: Cannot make a lake in F/loja/inner: it lies in the lake F/loja
              try: name a folder outside of it
            exit 2
            """);
  }

  @Test
  void schemasOfEditorsAreWrittenAnewAlone() {
    outside.told("init", "loja");
    lake.write("lake.yaml", "name: changed\n");
    assertThat(lake.told("init", "--schemas"))
        .isEqualTo("the schemas for editors are up to date\n");
    lake.write(".foz/schema/source.json", "{}");

    assertThat(lake.told("init", "--schemas"))
        .isEqualTo(".foz/schema/source.json  lets editors complete and check the YAML files\n");

    assertThat(lake.read(".foz/schema/source.json")).contains("primary_key");
    assertThat(lake.read("lake.yaml")).isEqualTo("name: changed\n");
    assertThat(outside.told("init", "--schemas")).contains("no lake.yaml in").endsWith("exit 2\n");
  }

  @Test
  void anUnknownExampleIsToldTheNearest() {
    assertThat(outside.told("init", "x", "--example", "lojas"))
        .isEqualTo(
            """
            error[C101]: there is no example `lojas`
              try: did you mean `loja`?
            exit 2
            """);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void jsonHasFilesAndWhatIsNext() {
    assertThat(outside.foz("init", "loja", "--json").out())
        .contains("\"path\":\"lake.yaml\",\"why\":\"the lake itself: its name and defaults\"")
        .contains("\"next\":[\"cd loja && foz add file PATH\",\"foz run\"]");
    assertThat(List.of(outside.foz("init", "loja", "--json").exit())).containsExactly(2);
  }
}
