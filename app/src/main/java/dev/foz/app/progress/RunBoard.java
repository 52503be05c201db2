package dev.foz.app.progress;

import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.Painted;
import dev.foz.app.text.Screen;
import dev.foz.control.Task;
import dev.foz.control.TaskProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is seen of a run while it works: tasks at work, tasks that wait and for what, how far it is.
 * Never more lines than the screen has. Used by one thread at a time.
 */
final class RunBoard {
  /** For the line where the cursor stands and one that says that there is more above. */
  private static final int ROWS_KEPT = 2;

  /** So that the tasks that ended stay in sight. */
  private static final int MOST_WAITING = 6;

  private final Console console;
  private final RunText text;
  private final int all;
  private final Map<String, Task> waiting = new LinkedHashMap<>();
  private final Map<Task, TaskProgress> working = new LinkedHashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private boolean stopping;

  RunBoard(Console console, List<Task> tasks) {
    this.console = console;
    this.text = new RunText(console, tasks);
    this.all = tasks.size();
    tasks.forEach(task -> waiting.put(task.subject(), task));
    open.addAll(waiting.keySet());
  }

  RunText text() {
    return text;
  }

  void started(Task task) {
    waiting.remove(task.subject());
    working.put(task, new TaskProgress(0, 0, 0, "", Duration.ZERO));
  }

  void progressed(Task task, TaskProgress progress) {
    working.replace(task, progress);
  }

  void ended(Task task) {
    waiting.remove(task.subject());
    working.remove(task);
    open.remove(task.subject());
  }

  void stopping() {
    stopping = true;
  }

  /** The lines of now, none wider than the screen. */
  List<String> lines(Screen.Size size, Duration elapsed) {
    int room = Math.max(1, size.rows() - ROWS_KEPT - 1);
    List<String> lines = new ArrayList<>();
    int shown = working.size() <= room ? working.size() : room - 1;
    working.entrySet().stream()
        .limit(shown)
        .forEach(each -> lines.add(text.working(each.getKey(), each.getValue(), size.columns())));
    if (shown < working.size()) {
      lines.add("   and " + (working.size() - shown) + " more at work");
    }
    int columns = size.columns() - 1;
    addWaiting(lines, Math.min(MOST_WAITING, room - lines.size()), columns);
    lines.add(bottom(elapsed));
    return lines.stream().map(line -> Painted.cut(line, columns)).toList();
  }

  private void addWaiting(List<String> lines, int room, int columns) {
    if (waiting.isEmpty() || stopping) {
      return;
    }
    int shown = waiting.size() <= room ? waiting.size() : room - 1;
    waiting.values().stream()
        .limit(Math.max(0, shown))
        .forEach(task -> lines.add(waiting(task, columns)));
    int more = waiting.size() - Math.max(0, shown);
    if (more > 0 && room > 0) {
      lines.add(" " + console.dim("◌ " + (shown > 0 ? "and " : "") + more + " more wait"));
    }
  }

  private String waiting(Task task, int columns) {
    List<String> before = task.after().stream().filter(open::contains).sorted().toList();
    String what = before.isEmpty() ? "its turn" : String.join(", ", before);
    String line = waiting(task, what);
    return before.size() > 1 && Painted.width(line) > columns
        ? waiting(task, before.getFirst() + " and " + (before.size() - 1) + " more")
        : line;
  }

  private String waiting(Task task, String what) {
    return " " + console.dim("◌ " + task.subject() + " waits for " + what);
  }

  private String bottom(Duration elapsed) {
    String place = (all - open.size()) + " of " + all + " · " + Figures.seconds(elapsed) + " · ";
    return stopping
        ? place + console.yellow("stops after what is at work; Ctrl+C again ends at once")
        : place + console.dim("Ctrl+C is safe: nothing half-written");
  }
}
