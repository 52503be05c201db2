package dev.foz.base.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LakeProblemsTest {
  static List<ProblemCase> cases() {
    return ProblemCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyMistakeIsToldAsWritten(ProblemCase mistakes, @TempDir Path folder) {
    assertThat(mistakes.problems()).as("a case says what is told").isNotEmpty();
    assertThat(mistakes.tell(folder)).isEqualTo(mistakes.problems());
  }
}
