package dev.foz.app.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TypedTest {
  @Test
  void wordsAreSplitAsByAShell() {
    assertThat(Typed.words("foz sql \"select 'a', \\\"b\\\"\" --format csv   # as CSV"))
        .containsExactly("foz", "sql", "select 'a', \"b\"", "--format", "csv");
    assertThat(Typed.words("foz run refined.* '$ = x' \\\n  --set \"$ = payload || '}'\""))
        .containsExactly("foz", "run", "refined.*", "$ = x", "--set", "$ = payload || '}'");
  }

  @Test
  void whatOnlyAShellCanDoIsRefused() {
    assertThatThrownBy(() -> Typed.words("foz run > log"))
        .hasMessage("a page's command is words and quotes only: foz run > log");
  }

  @Test
  void aCommandGoesOnAfterABackslashAndInsideQuotes() {
    assertThat(Typed.goesOn("foz sql \"select 1,")).isTrue();
    assertThat(Typed.goesOn("foz sql \\")).isTrue();
    assertThat(Typed.goesOn("foz sql \"it's\"")).isFalse();
    assertThat(Typed.goesOn("foz status   # what's wrong")).isFalse();
  }
}
