package dev.foz.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private static final Names NAMES =
      new Names() {
        @Override
        public List<String> tables() {
          return List.of("curated.notas", "curated.itens", "raw.notas", "system.runs");
        }

        @Override
        public List<Field> columns(String table) {
          return switch (table) {
            case "curated.notas" ->
                List.of(
                    Field.of("chave", Type.Primitive.STRING),
                    Field.of("emitida_em", Type.Primitive.DATE),
                    Field.of("valor total", Type.Primitive.DOUBLE));
            case "curated.itens" -> List.of(Field.of("sku", Type.Primitive.STRING));
            default -> List.of();
          };
        }
      };

  @Test
  void tablesComeAfterFromAndJoin() {
    assertThat(words("select * from |"))
        .containsExactly("curated.notas", "curated.itens", "raw.notas", "system.runs");
    assertThat(words("select * from CUR|")).containsExactly("curated.notas", "curated.itens");
    assertThat(words("select * from curated.itens i, curated.n|")).containsExactly("curated.notas");
    assertThat(words("select * from curated.itens i join sys|")).containsExactly("system.runs");
    assertThat(words("select * from notas|")).containsExactly("curated.notas", "raw.notas");
  }

  @Test
  void columnsAreThoseOfTheTablesThatTheStatementNamesAlsoFurtherOn() {
    assertThat(words("select ch| from curated.notas")).containsExactly("chave");
    assertThat(words("select n.| from curated.notas as n"))
        .containsExactly("n.chave", "n.emitida_em", "n.\"valor total\"");
    assertThat(words("select i.s| from curated.notas n\njoin curated.itens i on true"))
        .containsExactly("i.sku");
    assertThat(words("select itens.| from curated.itens where true")).containsExactly("itens.sku");
    assertThat(words("select c.| from curated.notas n")).isEmpty();
  }

  @Test
  void wordsOfSqlComeElsewhere() {
    assertThat(words("sel|")).containsExactly("select");
    assertThat(words("select chave from curated.notas wh|")).containsExactly("where", "when");
  }

  @Test
  void commandsHaveTheirOwnWords() {
    assertThat(words("\\t|")).containsExactly("\\timing");
    assertThat(words("\\d raw|")).containsExactly("raw.notas");
    assertThat(words("\\format j|")).containsExactly("json");
    assertThat(words("\\x |")).containsExactly("on", "off");
  }

  /** What may stand where the bar is. */
  private static List<String> words(String text) {
    int cursor = text.indexOf('|');
    String typed = text.replace("|", "");
    return new Completion(NAMES).at(typed, cursor).stream().map(Completion.Word::value).toList();
  }
}
