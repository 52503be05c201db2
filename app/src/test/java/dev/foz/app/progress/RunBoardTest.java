package dev.foz.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.app.text.Console;
import dev.foz.app.text.Painted;
import dev.foz.app.text.Screen;
import dev.foz.control.RunListener.TaskEnd;
import dev.foz.control.Task;
import dev.foz.control.TaskContext;
import dev.foz.control.TaskProgress;
import dev.foz.control.TaskResult;
import dev.foz.state.RunState;
import dev.foz.state.StepCounts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunBoardTest {
  private static final Duration ELAPSED = Duration.ofSeconds(51);

  private final Named load = new Named("notas", "load", Set.of());
  private final Named curated = new Named("curated.notas", "consolidate", Set.of("notas"));
  private final Named refined = new Named("refined.x", "build", Set.of("curated.notas", "notas"));

  @Test
  void showsWhatWorksWhatWaitsForWhatAndHowFarItIs() {
    RunBoard board = board(false, List.of(load, curated, refined));
    board.started(load);
    board.progressed(load, new TaskProgress(1_900_000, 680, 1000, "", Duration.ofSeconds(50)));
    assertThat(lines(board, 120, 24))
        .isEqualTo(
            """
             ▸ load notas                 ███████████░░░░░   68%  1,900,000 records  38k/s  23.5 s left
             ◌ curated.notas waits for notas
             ◌ refined.x waits for curated.notas, notas
            0 of 3 · 51s · Ctrl+C is safe: nothing half-written
            """);

    board.ended(load);
    board.started(curated);
    assertThat(lines(board, 80, 24))
        .isEqualTo(
            """
             ▸ consolidate curated.notas
             ◌ refined.x waits for curated.notas
            1 of 3 · 51s · Ctrl+C is safe: nothing half-written
            """);

    board.stopping();
    assertThat(lines(board, 80, 24))
        .isEqualTo(
            """
             ▸ consolidate curated.notas
            1 of 3 · 51s · stops after what is at work; Ctrl+C again ends at once
            """);
  }

  @Test
  void neverHasMoreLinesThanTheScreenNorWiderOnes() {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      tasks.add(new Named("curated.a_table_with_a_long_name_" + i, "consolidate", Set.of()));
    }
    RunBoard board = board(true, tasks);
    assertThat(text(board, 40, 24)).hasSize(7).anyMatch(line -> line.contains("and 295 more wait"));
    tasks.subList(0, 100).forEach(board::started);
    for (int rows : new int[] {2, 3, 4, 10, 24}) {
      List<String> lines = text(board, 40, rows);
      assertThat(lines).hasSizeLessThanOrEqualTo(Math.max(2, rows - 1));
      assertThat(lines).allMatch(line -> Painted.width(line) < 40);
    }
    assertThat(text(board, 60, 10)).contains("   and 94 more at work");
  }

  @Test
  void tasksThatHadNothingToDoAreCountedWhereThereAreMany() {
    TaskEnd idle = end(RunState.SKIPPED, "up to date");
    TaskEnd waiting = end(RunState.SKIPPED, "waits for raw.x, which has no data yet");
    RunText text = new RunText(console(false), List.of());
    IdleTasks few = new IdleTasks(console(false), 16);
    assertThat(few.holds(load, idle, text)).isFalse();

    IdleTasks many = new IdleTasks(console(false), 2000);
    assertThat(many.holds(load, end(RunState.COMPLETED, ""), text)).isFalse();
    for (int i = 0; i < 1021; i++) {
      assertThat(many.holds(load, idle, text)).isTrue();
    }
    many.holds(curated, waiting, text);
    assertThat(many.lines())
        .containsExactly(
            " – 1,021 up to date",
            " – consolidate curated.notas  waits for raw.x, which has no data yet");
  }

  private static TaskEnd end(RunState state, String note) {
    return new TaskEnd(state, new StepCounts(0, 0, 0, 0), Duration.ZERO, note, List.of());
  }

  @Test
  void cutsPaintedLinesWhereTheyAreSeen() {
    String red = "\u001b[31m";
    String reset = "\u001b[0m";
    assertThat(Painted.cut(red + "abcdef" + reset, 6)).isEqualTo(red + "abcdef" + reset);
    assertThat(Painted.cut(red + "abcdef" + reset, 4)).isEqualTo(red + "abc…" + reset);
    assertThat(Painted.width(red + "çõ" + reset)).isEqualTo(2);
  }

  @Test
  void whatWasReadWholeTellsWhatIsDoneWithIt() {
    RunBoard board = board(false, List.of(load, refined));
    board.started(load);
    board.progressed(
        load, new TaskProgress(40_668, 1000, 1000, "finding former rows", Duration.ofSeconds(5)));
    assertThat(lines(board, 80, 24))
        .startsWith(" ▸ load notas       all read, finding former rows\n");
  }

  @Test
  void manyThatATaskWaitsForAreCountedWhereTheyHaveNoRoom() {
    Named late = new Named("refined.z", "build", Set.of("curated.notas", "notas", "refined.x"));
    RunBoard board = board(false, List.of(load, curated, refined, late));
    assertThat(lines(board, 50, 24)).contains(" ◌ refined.z waits for curated.notas and 2 more\n");
    assertThat(lines(board, 80, 24))
        .contains(" ◌ refined.z waits for curated.notas, notas, refined.x\n");
  }

  @Test
  void onANarrowScreenWhatATaskDidStandsBelowItself() {
    Named model = new Named("refined.vendas_por_produto", "build", Set.of());
    TaskEnd end =
        new TaskEnd(
            RunState.COMPLETED,
            new StepCounts(83_381, 64, 0, 0),
            Duration.ofMillis(290),
            "27 rows written, 27 taken away, computed whole: 2 inputs changed",
            List.of());
    RunText text = new RunText(console(false), List.of(model, load));
    assertThat(text.ended(model, end))
        .isEqualTo(
            """
             ✔ build refined.vendas_por_produto  83,381 records  0.29 s  27 rows written, 27
                                                 taken away, computed whole: 2 inputs
                                                 changed\
            """);
    Named named =
        new Named("refined.um_nome_que_e_mais_comprido_do_que_a_metade", "build", Set.of());
    RunText longer = new RunText(console(false), List.of(named, load));
    assertThat(longer.ended(named, end))
        .isEqualTo(
            """
             ✔ build refined.um_nome_que_e_mais_comprido_do_que_a_metade
                                                    83,381 records  0.29 s  27 rows written,
                                                    27 taken away, computed whole: 2 inputs
                                                    changed\
            """);
    RunText piped = new RunText(pipe(), List.of(model, load));
    assertThat(piped.ended(model, end).lines()).hasSize(1);
  }

  private static RunBoard board(boolean color, List<Task> tasks) {
    return new RunBoard(console(color), tasks);
  }

  private static Console pipe() {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Console(out, out, false, false, 80);
  }

  private static Console console(boolean color) {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Console(out, out, true, color, 80);
  }

  private static String lines(RunBoard board, int columns, int rows) {
    return String.join("\n", text(board, columns, rows)) + "\n";
  }

  private static List<String> text(RunBoard board, int columns, int rows) {
    return board.lines(new Screen.Size(columns, rows), ELAPSED).stream()
        .map(String::stripTrailing)
        .toList();
  }

  /** A task that is only looked at. */
  private record Named(String subject, String kind, Set<String> after) implements Task {
    @Override
    public TaskResult run(TaskContext context) {
      return new TaskResult.Skipped("nothing to do");
    }
  }
}
