package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for users says what the code does. */
class ContractsPageTest {
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");

  @Test
  void exampleIsContract() throws IOException {
    String example = page().split("```json\n")[1].split("```")[0];
    assertThat(DeclaredTest.declared(example).rowType())
        .hasToString(
            "struct<id: long, total: decimal(18,2), status: string, criado_em: timestamptz,"
                + " cliente: struct<cpf: string>>");
  }

  @Test
  void keywordsStandInTheRowOfWhoChecksThem() throws IOException {
    List<String> rows = rows("## Keywords");
    assertThat(words(rows.get(0) + rows.get(1) + rows.get(3)))
        .isEqualTo(keywords(Keyword.Use.NATIVE));
    assertThat(words(rows.get(2))).isEqualTo(keywords(Keyword.Use.LIBRARY));
    Set<String> notes = words(rows.get(4));
    notes.remove("x-");
    assertThat(notes).isEqualTo(keywords(Keyword.Use.NOTE));
  }

  @Test
  void everyFormatIsTold() throws IOException {
    String names =
        rows("## Formats").stream().map(row -> row.split("\\|")[1]).collect(Collectors.joining());
    Set<String> known = new TreeSet<>(Format.names());
    known.remove("decimal(18,2)");
    known.add("decimal(p,s)");
    assertThat(words(names)).isEqualTo(known);
  }

  private static Set<String> keywords(Keyword.Use use) {
    return Stream.of(Keyword.values())
        .filter(keyword -> keyword.use() == use)
        .map(Keyword::word)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> words(String row) {
    return WORD.matcher(row)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The rows of the table under a heading. */
  private static List<String> rows(String heading) throws IOException {
    String section = page().split(Pattern.quote(heading + "\n"))[1].split("\n## ")[0];
    return section.lines().filter(line -> line.startsWith("| ")).skip(2).toList();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/contracts.md"));
  }
}
