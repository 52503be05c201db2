package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code foz completion}, run by the shells that are installed. */
class CompletionScriptTest {
  private final Path folder;
  private final Shell lake;

  CompletionScriptTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.lake = new Shell(folder);
    lake.write("lake.yaml", "name: loja\n");
    lake.write(
        "sources/vendas.yaml",
        "type: file\ntables:\n  pedidos: { path: in/*.json, primary_key: id }\n");
    lake.write("models/refined/total.sql", "select count(*) as n from curated.vendas_pedidos");
    Path program = folder.resolve("foz");
    Files.writeString(
        program,
        "#!/bin/sh\nprintf '%s\\n' " + String.join(" ", tables()) + "\n",
        StandardCharsets.UTF_8);
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private List<String> tables() {
    return lake.foz("completion", "tables").out().lines().toList();
  }

  @Test
  void theTablesOfALakeAreListedAndNothingWhereThereIsNone() {
    assertThat(tables())
        .containsExactly("curated.vendas_pedidos", "raw.vendas_pedidos", "refined.total");
    Shell.Answer nowhere = lake.foz("completion", "tables", "--lake", "nada");
    assertThat(nowhere.exit()).isZero();
    assertThat(nowhere.out() + nowhere.err()).isEmpty();
    assertThat(lake.foz("completion", "ksh").err()).contains("foz completion bash | zsh | fish");
  }

  @Test
  void bashCompletesCommandsOptionsAndTables() throws IOException {
    assertThat(bash("st")).containsExactly("status", "state");
    assertThat(bash("quarantine", "")).containsExactlyInAnyOrder("list", "show", "retry", "drop");
    assertThat(bash("run", "--ex")).containsExactly("--exclude");
    assertThat(bash("run", "cur")).containsExactly("curated.vendas_pedidos");
    assertThat(bash("run", "+ref")).containsExactly("+refined.total");
    assertThat(bash("show", "--json", "ra")).containsExactly("raw.vendas_pedidos");
    assertThat(bash("sql", "--format", "")).containsExactly("table", "csv", "json", "markdown");
    assertThat(bash("completion", "f")).containsExactly("fish");
    assertThat(bash("show", "--lake", "mod")).containsExactly("models");
  }

  @Test
  void zshAndFishTakeTheirScripts() throws IOException {
    for (String shell : List.of("zsh", "fish")) {
      assumeThat(isInstalled(shell)).as(shell + " is installed").isTrue();
      lake.write("script", lake.foz("completion", shell).out());
      assertThat(run(shell, "-n", "script")).as(shell).isEmpty();
    }
    lake.write("try.fish", "source script\nset -x PATH (pwd) $PATH\ncomplete -C 'foz run cur'\n");
    assertThat(run("fish", "try.fish")).startsWith("curated.vendas_pedidos");
  }

  private static boolean isInstalled(String program) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /** What bash offers for the last of these words. */
  private List<String> bash(String... words) throws IOException {
    lake.write("script", lake.foz("completion", "bash").out());
    String typed = "'" + String.join("' '", words) + "'";
    lake.write(
        "try.bash",
        "source ./script\nCOMP_WORDS=(./foz %s)\nCOMP_CWORD=%d\n_foz\nprintf '%%s\\n' \"${COMPREPLY[@]}\"\n"
            .formatted(typed, words.length));
    return run("bash", "try.bash").lines().toList();
  }

  private String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
