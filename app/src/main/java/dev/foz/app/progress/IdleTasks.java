package dev.foz.app.progress;

import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.control.RunListener.TaskEnd;
import dev.foz.control.Task;
import dev.foz.state.RunState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tasks that had nothing to do in a run of many: told at its end, those with the same reason by
 * their number where there are more than a handful. In a run of few each is told at once.
 */
final class IdleTasks {
  private static final int FEW = 16;
  private static final int HANDFUL = 5;

  private final Console console;
  private final boolean many;
  private final Map<String, Held> held = new LinkedHashMap<>();

  /**
   * @param tasks of the run
   */
  IdleTasks(Console console, int tasks) {
    this.console = console;
    this.many = tasks > FEW;
  }

  /** Whether the task will be told later. */
  boolean holds(Task task, TaskEnd end, RunText text) {
    if (!many || end.state() != RunState.SKIPPED) {
      return false;
    }
    held.computeIfAbsent(end.note(), Held::new).add(task, end, text);
    return true;
  }

  /** What was held back. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    held.values().forEach(each -> lines.addAll(each.lines(console)));
    held.clear();
    return lines;
  }

  /** Those of one reason. */
  private static final class Held {
    private final String note;
    private final List<String> first = new ArrayList<>();
    private long count;

    Held(String note) {
      this.note = note;
    }

    void add(Task task, TaskEnd end, RunText text) {
      count++;
      if (count <= HANDFUL) {
        first.add(text.ended(task, end));
      }
    }

    List<String> lines(Console console) {
      return count <= HANDFUL
          ? first
          : List.of(" " + console.dim("– " + Figures.count(count) + " " + words()));
    }

    private String words() {
      return note.equals("up to date") ? note : "tasks: " + note;
    }
  }
}
