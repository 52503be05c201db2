package dev.foz.app.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.FozException;
import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskResult;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final List<Task> TASKS =
      List.of(
          new Named("notas", "load", Set.of()),
          new Named("curated.notas_nfe", "consolidate", Set.of("notas")),
          new Named("refined.vendas", "build", Set.of("curated.notas_nfe")),
          new Named("refined.resumo", "build", Set.of("refined.vendas")));

  @Test
  void picksEverythingWithoutWords() {
    assertThat(pick()).hasSize(4);
  }

  @Test
  void picksByNameStarAndPlus() {
    assertThat(pick("refined.*")).containsExactly("refined.vendas", "refined.resumo");
    assertThat(pick("+refined.vendas"))
        .containsExactly("notas", "curated.notas_nfe", "refined.vendas");
    assertThat(pick("refined.vendas+")).containsExactly("refined.vendas", "refined.resumo");
  }

  @Test
  void aSourceIsItsLoadAndItsCuratedTables() {
    assertThat(pick("notas")).containsExactly("notas", "curated.notas_nfe");
    assertThat(pick("notas.*")).containsExactly("notas", "curated.notas_nfe");
  }

  @Test
  void picksByTagAndLeavesOut() {
    assertThat(pick("tag:daily")).containsExactly("refined.vendas", "refined.resumo");
    assertThat(pick("+tag:daily")).hasSize(4);
    assertThat(left(List.of(), "tag:daily")).containsExactly("notas", "curated.notas_nfe");
    assertThat(left(List.of("notas+"), "refined.vendas+"))
        .containsExactly("notas", "curated.notas_nfe");
    assertThatThrownBy(() -> left(List.of(), "tag:never"))
        .hasMessageStartingWith("error[C103]: `tag:never` picks nothing that can be run");
  }

  private static List<String> left(List<String> words, String... excluded) {
    return Selection.pick(TASKS, words, List.of(excluded)).stream().map(Task::subject).toList();
  }

  @Test
  void tellsTheNearestNameForEveryWordThatPicksNothing() {
    assertThatThrownBy(() -> pick("refined.venda", "xyz"))
        .isInstanceOf(FozException.class)
        .hasMessage(
            """
            error[C103]: `refined.venda` picks nothing that can be run
              try: did you mean `refined.vendas`?

            error[C103]: `xyz` picks nothing that can be run
              try: one of: notas, curated.notas_nfe, refined.vendas, refined.resumo""");
  }

  private static List<String> pick(String... words) {
    return Selection.pick(TASKS, List.of(words)).stream().map(Task::subject).toList();
  }

  private record Named(String subject, String kind, Set<String> after) implements Task {
    @Override
    public List<String> tags() {
      return kind.equals("build") ? List.of("daily") : List.of();
    }

    @Override
    public TaskResult run(TaskContext context) {
      throw new IllegalStateException("selecting runs nothing");
    }
  }
}
