package dev.foz.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
  private static final Problem UNKNOWN =
      Problem.of(Code.UNKNOWN_KEY, "unknown key `unique_key`").remedy("here it is `primary_key`");

  private static Problem at(int column, String line, int length) {
    return UNKNOWN.at(Place.of("sources/loja.yaml", 6, column, line, length));
  }

  @Test
  void showsTheLineAndTheRemedyUnderTheWord() {
    assertThat(at(5, "    unique_key: id", 10).render())
        .isEqualTo(
            """
            error[F203]: unknown key `unique_key`
              sources/loja.yaml:6:5
              6 |     unique_key: id
                |     ^^^^^^^^^^ here it is `primary_key`""");
  }

  @Test
  void showsReasonAndRemedyOnTheirOwnLinesWithoutALine() {
    Problem problem =
        Problem.of(Code.LEASE_HELD, "notas is being loaded by another process")
            .because("process 4711 on servidor is alive")
            .affecting("raw.notas_nfe keeps its last version")
            .remedy("foz runs");

    assertThat(problem.render())
        .isEqualTo(
            """
            error[S503]: notas is being loaded by another process
              why: process 4711 on servidor is alive
              affects: raw.notas_nfe keeps its last version
              try: foz runs""");
  }

  @Test
  void theCaretStandsUnderTheWordBehindTabsAndWideCharacters() {
    assertThat(at(2, "\tunique_key: id", 10).render())
        .endsWith("  6 |     unique_key: id\n    |     ^^^^^^^^^^ here it is `primary_key`");
    assertThat(at(16, "  { \"東京é\u0301\": 1, unique_key: id }", 10).render())
        .endsWith(
            "  6 |   { \"東京é\u0301\": 1, unique_key: id }\n"
                + "    |                 ^^^^^^^^^^ here it is `primary_key`");
    assertThat(at(4, "🌊 x: 東京", 1).render())
        .endsWith("  6 | 🌊 x: 東京\n    |    ^ here it is `primary_key`");
    assertThat(at(7, "🌊 x: 東京", 2).render())
        .endsWith("\n    |       ^^^^ here it is `primary_key`");
  }

  @Test
  void aLineEndOfWindowsAndAPlaceBehindTheLineAreNothingSpecial() {
    assertThat(at(3, "a: b\r", 9).render())
        .endsWith("  6 | a: b\n    |   ^^ here it is `primary_key`");
    assertThat(at(7, "a: b", 1).render())
        .endsWith("  6 | a: b\n    |       ^ here it is `primary_key`");
    assertThat(at(1, "", 1).render()).endsWith("  6 |\n    | ^ here it is `primary_key`");
  }

  @Test
  void whatWouldWriteToTheTerminalIsShownAsSigns() {
    Problem problem =
        Problem.of(Code.UNKNOWN_KEY, "unknown key `a\u001b[2J\u202eb`")
            .at(Place.of("x\u0007.yaml", 1, 3, "\u001b[31m\u202e: 1", 2));

    assertThat(problem.render())
        .isEqualTo(
            """
            error[F203]: unknown key `a␛[2J\ufffdb`
              x␇.yaml:1:3
              1 | ␛[31m\ufffd: 1
                |   ^^""");
  }

  @Test
  void aLongLineIsCutAroundThePlace() {
    String line = "a".repeat(300) + " unique_key " + "b".repeat(300);

    assertThat(at(302, line, 10).render(60))
        .isEqualTo(
            """
            error[F203]: unknown key `unique_key`
              sources/loja.yaml:6:302
              6 | ...aaaaaaaaaaaaaaaaaaaaaaaaaa unique_key bbbbbbbbbb...
                |                               ^^^^^^^^^^
              try: here it is `primary_key`""");
    assertThat(at(302, line, 10).render().lines().skip(2).findFirst().orElse("")).hasSize(166);
    assertThat(at(1, line, 600).render(60))
        .contains("\n  6 | " + "a".repeat(33) + "...", "\n    | " + "^".repeat(36) + "\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 41, 55, 80, 120, 160})
  void noLineIsWiderThanTheTerminal(int width) {
    Problem problem =
        at(30, "x: 東京 ".repeat(100), 200)
            .because("one word and another, ".repeat(20) + "the end")
            .affecting("refined.a, ".repeat(30) + "refined.b");

    assertThat(problem.render(width).lines())
        .allSatisfy(
            line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(Math.max(40, width)));
    assertThat(problem.render(width).replaceAll("\\s+", ""))
        .contains("onewordandanother", "theend", "refined.b");
  }
}
