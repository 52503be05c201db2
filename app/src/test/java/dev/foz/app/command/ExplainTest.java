package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Code;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {
  private Shell shell;

  @BeforeEach
  void openShell(@TempDir Path folder) {
    shell = new Shell(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F203", "f203", "203", "error[F203]:", "[F203]", "D203"})
  void aCodeIsExplainedHoweverItIsWritten(String word) {
    assertThat(shell.told("explain", word))
        .isEqualTo(
            """
            F203: the key is unknown
              A file has a key that Foz does not know in this place.

            For example
              error[F203]: unknown key `unique_key`
                sources/vendas.yaml:5:5
                5 |     unique_key: id
                  |     ^^^^^^^^^^ dbt and SQLMesh call it that; here it is `primary_key`

            Why it happens
              It is misspelt, is called otherwise in another tool, or belongs to another level: to each table,
              to `defaults`, to the source.

            Who is affected
              No command runs until the file is right; tables keep their last version.

            What to do
              Write the key that is named. Where it is certain `foz check --fix` does it. docs/lake-folder.md
              and docs/models.md list the keys.

            F is for the lake folder. A command that fails by it ends with 2.
            """);
  }

  @Test
  void aTypoGetsTheNearestCode() {
    assertThat(shell.told("explain", "F20"))
        .isEqualTo(
            """
            error[C101]: there is no code `F20`
              try: did you mean `F201`? foz explain lists all
            exit 2
            """);
    assertThat(shell.told("explain", "what")).contains("there is no code `what`", "lists all");
    assertThat(shell.told("explain", "")).contains("there is no code ``");
  }

  @Test
  void withoutACodeAllAreListed() {
    String list = shell.told("explain");

    assertThat(list).startsWith("F: the lake folder\n  F201  this is no YAML\n");
    for (Code code : Code.values()) {
      assertThat(list).contains("  " + code.id() + "  ");
    }
  }

  @Test
  void programsGetTheSameFacts() {
    assertThat(shell.told("explain", "S503", "--json"))
        .startsWith(
            "{\"code\":\"S503\",\"title\":\"someone else is at it\","
                + "\"about\":\"systems outside: sources, storage, state database\",\"meaning\":")
        .endsWith("\"exit\":1,\"retried\":true}\n");
    assertThat(shell.told("explain", "--json")).startsWith("{\"codes\":[{\"code\":\"C101\",");
  }

  @Test
  void onlyDebugShowsWhereInTheProgramAFailureComesFrom() {
    assertThat(shell.foz("run").err()).startsWith("error[C102]: ").doesNotContain("\tat ");
    assertThat(shell.foz("run", "--debug").err())
        .startsWith("error[C102]: ")
        .contains("\tat dev.foz.");
    assertThat(shell.foz("--debug", "run").err()).contains("\tat dev.foz.");
  }
}
