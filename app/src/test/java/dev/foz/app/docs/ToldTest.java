package dev.foz.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToldTest {
  @Test
  void timesSizesAndWidthsMayDiffer() {
    assertThat(
            Told.shows(
                " ✔ load loja   7 records  536 B  0.54 s  2 files",
                " ✔ load loja  7 records  9.1 KB  12.30 s  2 files\n"))
        .isTrue();
    assertThat(Told.shows("raw.t  ok  2026-01-31 10:00:00Z", "raw.t  ok  2026-11-25 02:04:06.141Z"))
        .isTrue();
  }

  @Test
  void everythingElseMustBeTheSame() {
    assertThat(Told.shows("7 records", "8 records")).isFalse();
    assertThat(Told.shows("a\nb", "a")).isFalse();
    assertThat(Told.shows("a", "a\nb")).isFalse();
  }

  @Test
  void threeDotsStandForAnyLines() {
    assertThat(Told.shows("a\n...\nd", "a\nb\nc\nd")).isTrue();
    assertThat(Told.shows("a\n...", "a")).isTrue();
    assertThat(Told.shows("a\n...\nd", "a\nb\nc")).isFalse();
  }
}
