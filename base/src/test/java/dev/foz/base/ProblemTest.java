package dev.foz.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void showsTheLineAndTheRemedyUnderTheWord() {
    Problem problem =
        Problem.of(Code.UNKNOWN_KEY, "unknown key `unique_key`")
            .at(Place.of("sources/loja.yaml", 6, 5, "    unique_key: id", 10))
            .remedy("here it is `primary_key`");

    assertThat(problem.render())
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
            .remedy("foz runs");

    assertThat(problem.render())
        .isEqualTo(
            """
            error[S503]: notas is being loaded by another process
              why: process 4711 on servidor is alive
              try: foz runs""");
  }
}
