package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.app.lake.Memory;
import dev.foz.app.text.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Help, colours and what is made from the commands' descriptions. */
class HelpTest {
  private final Path folder;
  private final Shell lake;

  HelpTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new Shell(folder);
  }

  @Test
  void helpHasOneSentenceForEachCommand() {
    assertThat(lake.foz("--help").out())
        .contains("\n  status      Shows the health of every table, worst first.\n")
        .contains("\n  quarantine  Shows and settles records that wait.\n");
  }

  @Test
  void noLineOfHelpIsWiderThanTheScreen() {
    for (String command : new String[] {"", "run", "quarantine", "rebuild", "sql", "completion"}) {
      for (int width : new int[] {40, 80, 160}) {
        String[] words = command.isEmpty() ? new String[0] : new String[] {command};
        List<String> help = help(width, words);
        assertThat(help).as("%s at %s", command, width).hasSizeGreaterThan(3);
        assertThat(help).allMatch(line -> line.length() <= width);
      }
    }
  }

  @Test
  void wrappedLinesStandUnderTheTextThatTheyGoOnWith() {
    assertThat(HelpText.wrap("  one two three four", 12))
        .containsExactly("  one two", "  three four");
    assertThat(HelpText.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
  }

  @Test
  void coloursAreTakenOutOfTheArguments() {
    Console plain = console(new ByteArrayOutputStream(), 80);
    ColorChoice choice = ColorChoice.of(List.of("run", "--color", "always", "x"), plain);
    assertThat(choice.arguments()).containsExactly("run", "x");
    assertThat(choice.console().color()).isTrue();
    assertThat(ColorChoice.of(List.of("--color=never"), choice.console()).console().color())
        .isFalse();
    assertThat(ColorChoice.of(List.of("sql", "--", "--color"), plain).arguments())
        .containsExactly("sql", "--", "--color");
    assertThatThrownBy(() -> ColorChoice.of(List.of("--color", "blue"), plain))
        .hasMessageContaining("`blue` is no choice of colours");
  }

  @Test
  void aPageForManHasEveryOptionAndRoffMarks() {
    String page = lake.foz("man", "quarantine", "list").out();
    assertThat(page)
        .startsWith(".TH FOZ\\-QUARANTINE\\-LIST 1 ")
        .contains(".SH NAME\nfoz\\-quarantine\\-list \\- ")
        .contains(".SH SYNOPSIS\nfoz quarantine list [", ".B \\-\\-lake DIR\n")
        .contains(".SH SEE ALSO\nfoz\\-quarantine(1)\n");
    assertThat(lake.foz("man", "quarantin").err()).contains("did you mean `quarantine`?");
  }

  @Test
  void allPagesAreWrittenToAFolder() {
    assertThat(lake.foz("man", "--to", "man1").exit()).isZero();
    assertThat(folder.resolve("man1/foz.1")).content().contains("foz\\-run(1)");
    assertThat(folder.resolve("man1/foz-schema-diff.1")).isNotEmptyFile();
    assertThat(folder.resolve("man1/foz-man.1")).isNotEmptyFile();
  }

  private List<String> help(int width, String... words) {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            console(seen, width),
            new ByteArrayInputStream(new byte[0]),
            folder,
            Map.of(),
            new Memory(256L << 20),
            Clock.systemUTC());
    String[] asked = java.util.Arrays.copyOf(words, words.length + 1);
    asked[words.length] = "--help";
    assertThat(FozCommand.create(surroundings).execute(asked)).isZero();
    return seen.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static Console console(ByteArrayOutputStream seen, int width) {
    PrintStream out = new PrintStream(seen, true, StandardCharsets.UTF_8);
    return new Console(out, out, true, false, width);
  }
}
