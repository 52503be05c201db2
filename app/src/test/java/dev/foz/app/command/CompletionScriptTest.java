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
  void fishCompletesCommandsOptionsAndTables() throws IOException {
    assumeThat(isInstalled("fish")).as("fish is installed").isTrue();
    assertThat(fish("st")).containsExactly("state", "status");
    assertThat(fish("quarantine ")).containsExactlyInAnyOrder("list", "show", "retry", "drop");
    assertThat(fish("run --ex")).containsExactly("--exclude");
    assertThat(fish("run cur")).containsExactly("curated.vendas_pedidos");
    assertThat(fish("show --json ra")).containsExactly("raw.vendas_pedidos");
    assertThat(fish("sql --format ")).containsExactly("csv", "json", "markdown", "table");
    assertThat(fish("completion f")).containsExactly("fish");
    assertThat(fish("show --lake mod")).containsExactly("models/");
  }

  /** What fish offers behind {@code foz}. */
  private List<String> fish(String typed) throws IOException {
    lake.write("script", lake.foz("completion", "fish").out());
    lake.write(
        "try.fish",
        "source script\nset -x PATH (pwd) $PATH\ncomplete -C 'foz %s'\n".formatted(typed));
    return run("fish", "--no-config", "try.fish")
        .lines()
        .map(line -> line.replaceFirst("\t.*", ""))
        .toList();
  }

  @Test
  void zshCompletesCommandsOptionsAndTables() throws IOException {
    assumeThat(isInstalled("zsh")).as("zsh is installed").isTrue();
    assertThat(zsh("stat\t")).isEqualTo("foz stat");
    assertThat(zsh("statu\t")).isEqualTo("foz status ");
    assertThat(zsh("quarantine re\t")).isEqualTo("foz quarantine retry ");
    assertThat(zsh("run --ex\t")).isEqualTo("foz run --exclude ");
    assertThat(zsh("run cur\t")).isEqualTo("foz run curated.vendas_pedidos ");
    assertThat(zsh("run +ref\t")).isEqualTo("foz run +refined.total ");
    assertThat(zsh("show --json ra\t")).isEqualTo("foz show --json raw.vendas_pedidos ");
    assertThat(zsh("sql --format ma\t")).isEqualTo("foz sql --format markdown ");
    assertThat(zsh("show --lake mod\t")).isEqualTo("foz show --lake models/");
  }

  /** The line that zsh makes of what is typed behind {@code foz}, in a terminal of its own. */
  private String zsh(String typed) throws IOException {
    lake.write("_foz", lake.foz("completion", "zsh").out());
    lake.write(
        "setup.zsh",
        """
        PS1=
        fpath=($PWD $fpath)
        path=($PWD $path)
        autoload -U compinit
        compinit -u -D
        show() { print -r -- "<<$BUFFER>>"; exit }
        zle -N show
        bindkey '^G' show
        print READY
        """);
    lake.write(
        "try.zsh",
        """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell 'source ./setup.zsh'
        zpty -r -m shell line '*READY*'
        zpty -w -n shell $'foz %s\\a'
        zpty -r -m shell line '*<<*>>*'
        print -r -- "${${line#*<<}%%%%>>*}"
        zpty -d shell
        """
            .formatted(typed.replace("\t", "\\t")));
    return run("zsh", "-f", "try.zsh").replaceFirst("\n$", "");
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
