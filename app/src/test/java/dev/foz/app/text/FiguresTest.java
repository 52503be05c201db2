package dev.foz.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void figuresReadAsPeopleSayThem() {
    assertThat(Figures.count(1204, "file")).isEqualTo("1,204 files");
    assertThat(Figures.count(1, "file")).isEqualTo("1 file");
    assertThat(Figures.bytes(512)).isEqualTo("512 B");
    assertThat(Figures.bytes(1_500_000)).isEqualTo("1.4 MB");
    assertThat(Figures.time(Duration.ofMillis(420))).isEqualTo("0.42 s");
    assertThat(Figures.time(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
    assertThat(Figures.time(Duration.ofMinutes(124))).isEqualTo("2 h 4 min");
    assertThat(Figures.rate(41_000)).isEqualTo("41k/s");
    assertThat(Figures.ago(Duration.ofSeconds(-5))).isEqualTo("now");
    assertThat(Figures.ago(Duration.ofHours(3))).isEqualTo("3 h ago");
  }
}
