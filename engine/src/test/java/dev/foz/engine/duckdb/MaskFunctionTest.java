package dev.foz.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.Progress;
import dev.foz.engine.EngineSession;
import dev.foz.engine.MaskKey;
import dev.foz.engine.MaskedText;
import dev.foz.engine.QueryResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskFunctionTest {
  private static final byte[] SECRET = new byte[MaskKey.LENGTH];

  private static final int[] LETTERS = "ab1 @.-ç\n😀".codePoints().toArray();

  private Lab lab;

  @BeforeEach
  void open(@TempDir Path folder) {
    lab = new Lab(folder);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static List<String> ask(EngineSession session, String sql) {
    List<String> found = new ArrayList<>();
    try (QueryResult rows = session.query(sql, Progress.NONE)) {
      while (rows.next()) {
        found.add(String.valueOf(rows.value(0)));
      }
    }
    return found;
  }

  @Test
  void theHashIsThatOfTheStandardAndTellsItsKey() {
    MaskKey key = new MaskKey(1, SECRET);
    // HMAC-SHA256 of "abc" with a key of 32 zero bytes, computed by another program.
    assertThat(key.hasher().hash("abc")).isEqualTo("h1_fd7adb152c05ef80dccf50a1fa4c05d5");
    assertThat(new MaskKey(2, SECRET).hasher().hash("abc")).startsWith("h2_");
    assertThat(key).hasToString("mask key " + key.print());
    assertThat(key.print()).matches("1-[0-9a-f]{8}").doesNotContain("00000000");
    assertThatThrownBy(() -> new MaskKey(1, new byte[31]))
        .hasMessage("a mask key has a version and 32 bytes");
  }

  @Test
  void sqlHashesAsJavaDoesOnAllThreads() {
    MaskKey key = new MaskKey(1, SECRET);
    try (EngineSession session = lab.engine.open()) {
      session.useMaskKey(key);
      List<String> sql =
          ask(session, "select foz_hash(i::varchar) from range(100000) r(i) order by i");
      MaskKey.Hasher hasher = key.hasher();
      for (int i = 0; i < 100_000; i += 997) {
        assertThat(sql.get(i)).isEqualTo(hasher.hash(Integer.toString(i)));
      }
      assertThat(new HashSet<>(sql)).hasSize(100_000);
      assertThat(ask(session, "select foz_hash(null::varchar)")).containsExactly("null");
      assertThat(ask(session, "select foz_last4('4111 1111 1111 1234')"))
          .containsExactly("****1234");
      assertThat(ask(session, "select foz_email('ana@x.com')")).containsExactly("a***@x.com");
    }
    for (String function : List.of("foz_hash", "foz_last4", "foz_email")) {
      assertThatThrownBy(() -> lab.engine.parser().parse("select " + function + "('a')"))
          .hasMessageContaining("the function `" + function + "`");
    }
  }

  @Test
  void partsAreShownOnlyOfWhatIsLongEnoughOrAnAddress() {
    assertThat(MaskedText.last4("12345678")).isEqualTo("****5678");
    assertThat(MaskedText.last4("1234567")).isEqualTo("****");
    assertThat(MaskedText.last4("")).isEqualTo("****");
    assertThat(MaskedText.last4("😀😀😀😀😀😀😀😀")).isEqualTo("****😀😀😀😀");
    assertThat(MaskedText.email(" joana.prado@sub.exemplo.com.br "))
        .isEqualTo("j***@sub.exemplo.com.br");
    assertThat(MaskedText.email("j@exemplo.com")).isEqualTo("***@exemplo.com");
    assertThat(MaskedText.email("ação@informação.com")).isEqualTo("a***@informação.com");
    for (String none :
        List.of(
            "",
            "joana",
            "@x.com",
            "joana@",
            "joana@x",
            "a@b@c.com",
            "rua 1@x.com",
            "fone@11987654321",
            "cpf@529.982.247-25",
            "x@-a.com",
            "joana@x.c0m")) {
      assertThat(MaskedText.email(none)).as(none).isEqualTo("***");
    }
  }

  /** Whatever the text, no more of it is seen than what the mask says. */
  @Test
  void masksGiveNothingElseAway() {
    long seed = Long.getLong("foz.seed", 20261125L);
    Random random = new Random(seed);
    MaskKey.Hasher hasher = new MaskKey(1, SECRET).hasher();
    Set<String> texts = new HashSet<>();
    Set<String> hashes = new HashSet<>();
    for (int round = 0; round < 20_000; round++) {
      StringBuilder made = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        made.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
      }
      String text = made.toString();
      String last = MaskedText.last4(text);
      assertThat(last).as("seed %d: %s", seed, text).startsWith("****");
      assertThat(text).as("seed %d", seed).endsWith(last.substring(4));
      int shown = last.codePointCount(4, last.length());
      assertThat(2 * shown)
          .as("seed %d: %s", seed, text)
          .isLessThanOrEqualTo(text.codePointCount(0, text.length()));
      String email = MaskedText.email(text);
      int hidden = email.indexOf("***");
      assertThat(email.codePointCount(0, hidden)).as("seed %d: %s", seed, text).isLessThan(2);
      texts.add(text);
      hashes.add(hasher.hash(text));
    }
    assertThat(hashes).as("seed %d", seed).hasSameSizeAs(texts);
  }
}
