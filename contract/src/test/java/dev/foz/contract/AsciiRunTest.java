package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiRunTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[0-9a-f]{8}$",
        "^[A-Z]{2}$",
        "^[0-9]+$",
        "^[a-z_0-9]*$",
        "^[AB]$",
        "^[A-C]{1,3}$",
        "^[0-9]{2,}$",
      })
  void acceptsWhatThePatternAcceptsAndNothingElse(String source) {
    AsciiRun run = AsciiRun.find(source).orElseThrow();
    Pattern pattern = EcmaPattern.compile(source);
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(10); i > 0; i--) {
        text.append("09afgzABCZ_-\n é".charAt(random.nextInt(15)));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(run.accepts(bytes, 0, bytes.length))
          .as(source + " over " + text)
          .isEqualTo(pattern.matcher(text).find());
    }
  }

  @Test
  void otherPatternsAreNotRuns() {
    for (String source :
        new String[] {
          "[0-9]{8}",
          "^[^0-9]{8}$",
          "^[0-9]{8}",
          "^[\\d]{8}$",
          "^[0-Z]+$",
          "^[z-a]$",
          "^[a-]$",
          "^[-a]$",
          "^[0-9]{2}[a-z]$",
          "^(a|b)$",
          "^[a-z-9]+$"
        }) {
      assertThat(AsciiRun.find(source)).as(source).isEmpty();
    }
  }
}
