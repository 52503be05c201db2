package dev.foz.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementsTest {
  @Test
  void semicolonsPartStatementsButNotInsideQuotesAndComments() {
    Statements statements =
        Statements.of("select ';' as \"a;b\" -- one;\n, 2 /* ; */;\nselect 'it''s;' ;select 3");
    assertThat(statements.whole())
        .containsExactly("select ';' as \"a;b\" -- one;\n, 2 /* ; */;", "\nselect 'it''s;' ;");
    assertThat(statements.rest()).isEqualTo("select 3");
    assertThat(statements.isComplete()).isFalse();
  }

  @Test
  void blanksCommentsAndLonelySemicolonsAreNoStatements() {
    assertThat(Statements.of(" ; -- nothing;\n ;").whole()).isEmpty();
    assertThat(Statements.of("select 1; -- done").isComplete()).isTrue();
    assertThat(Statements.of("").isComplete()).isTrue();
  }

  @Test
  void whatIsStillOpenIsNotComplete() {
    for (String open : new String[] {"select 'a;", "select \"a;", "/* a;", "select 1 /* ;"}) {
      assertThat(Statements.of(open).isComplete()).as(open).isFalse();
      assertThat(Statements.of(open).whole()).as(open).isEmpty();
    }
  }

  @Test
  void aScriptHoldsStatementsAndCommandsWithTheLineEndsOfAnySystem() {
    String text = "\ufeff\\x on\r\nselect 1,\r\n  '\\q';\r\n-- end\r\n\\timing off\r\nselect 2\r\n";
    assertThat(Script.of(text).parts())
        .containsExactly("\\x on", "select 1,\n  '\\q';\n", "\\timing off", "select 2\n");
  }
}
