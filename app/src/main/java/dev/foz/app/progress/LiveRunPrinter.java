package dev.foz.app.progress;

import dev.foz.app.text.Console;
import dev.foz.app.text.Painted;
import dev.foz.app.text.Screen;
import dev.foz.control.RunSummary;
import dev.foz.control.Task;
import dev.foz.control.TaskProgress;
import dev.foz.state.RunState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ended tasks stay as lines; those that work and wait are redrawn below them, ten times a second at
 * most. Tasks that had nothing to do are counted where there are many, and those that a cancelled
 * run did not come to always. For terminals; thread-safe.
 */
public final class LiveRunPrinter implements RunPrinter {
  private static final long PERIOD_MILLIS = 100;
  private static final String UP = "\u001b[%dA\r";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final Console console;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("redraw").factory());
  private final StringBuilder stays = new StringBuilder();
  private RunBoard board;
  private List<String> drawn = List.of();
  private long began = System.nanoTime();
  private IdleTasks idle;

  public LiveRunPrinter(Console console) {
    this.console = console;
    this.board = new RunBoard(console, List.of());
    this.idle = new IdleTasks(console, 0);
  }

  @Override
  public synchronized void runStarted(long run, List<Task> tasks) {
    board = new RunBoard(console, tasks);
    began = System.nanoTime();
    idle = new IdleTasks(console, tasks.size());
    console.err().println(console.bold(RunText.started(run, tasks.size())));
    var ignored =
        clock.scheduleWithFixedDelay(
            this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void taskStarted(Task task) {
    board.started(task);
  }

  @Override
  public synchronized void taskProgressed(Task task, TaskProgress progress) {
    board.progressed(task, progress);
  }

  @Override
  public synchronized void taskEnded(Task task, TaskEnd end) {
    board.ended(task);
    if (end.state() != RunState.CANCELLED && !idle.holds(task, end, board.text())) {
      stays.append(board.text().ended(task, end)).append('\n');
      stays.append(board.text().problems(end.problems()));
    }
  }

  @Override
  public synchronized void stopping() {
    board.stopping();
  }

  @Override
  public synchronized void runEnded(RunSummary summary) {
    idle.lines().forEach(line -> stays.append(line).append('\n'));
    close();
    console.err().println(board.text().ended(summary));
    console.err().flush();
  }

  /** What has been told is written, what moves goes away. */
  @Override
  public synchronized void close() {
    if (!clock.isShutdown()) {
      clock.shutdownNow();
      draw(List.of());
    }
  }

  private synchronized void tick() {
    if (!clock.isShutdown()) {
      Screen.Size size = console.screen().size();
      draw(board.lines(size, Duration.ofNanos(System.nanoTime() - began)));
    }
  }

  /** Writes what stays where the moving lines were, and those anew below it. */
  private void draw(List<String> lines) {
    if (stays.isEmpty() && lines.equals(drawn)) {
      return;
    }
    StringBuilder out = new StringBuilder();
    int rows = rowsOfDrawn();
    if (rows > 0) {
      out.append(UP.formatted(rows)).append(CLEAR_BELOW);
    }
    out.append(stays);
    lines.forEach(line -> out.append(line).append('\n'));
    stays.setLength(0);
    drawn = lines;
    console.err().print(out);
    console.err().flush();
  }

  /** A terminal that became narrower has wrapped the lines. */
  private int rowsOfDrawn() {
    int columns = console.screen().size().columns();
    return drawn.stream()
        .mapToInt(line -> Math.max(1, (Painted.width(line) + columns - 1) / columns))
        .sum();
  }
}
