package dev.foz.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {
  private static final List<String> WORDS = List.of("path", "primary_key", "curate", "order");

  @Test
  void findsTheWordWithTheFewestSlips() {
    assertThat(NearestWord.find("primry_key", WORDS)).contains("primary_key");
    assertThat(NearestWord.find("paht", WORDS)).contains("path");
    assertThat(NearestWord.find("ORDER", WORDS)).contains("order");
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(NearestWord.find("separator", WORDS)).isEmpty();
    assertThat(NearestWord.find("", WORDS)).isEmpty();
    assertThat(NearestWord.find("path", List.of())).isEmpty();
  }
}
