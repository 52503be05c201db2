package dev.foz.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tasks of a run stay as they were when one fails. Immutable. */
final class Dependants {
  private static final int MOST_NAMED = 3;

  private final Map<String, List<Task>> after = new HashMap<>();

  Dependants(List<Task> tasks) {
    for (Task task : tasks) {
      task.after().forEach(name -> after.computeIfAbsent(name, n -> new ArrayList<>()).add(task));
    }
  }

  /** Who is affected by the failure of a task, as people say it. */
  String affected(Task task) {
    List<String> skipped =
        task.onFailure() == Task.OnFailure.SKIP ? List.copyOf(skipped(task)) : List.of();
    return skipped.isEmpty()
        ? task.afterFailure()
        : task.afterFailure() + ", and so " + named(skipped);
  }

  private static String named(List<String> subjects) {
    List<String> first = subjects.subList(0, Math.min(MOST_NAMED, subjects.size()));
    int further = subjects.size() - first.size();
    String verb = subjects.size() == 1 ? "does " : "do ";
    if (further > 0) {
      return verb + String.join(", ", first) + " and " + further + " more";
    }
    String head = String.join(", ", first.subList(0, first.size() - 1));
    return verb + (head.isEmpty() ? "" : head + " and ") + first.getLast();
  }

  private Set<String> skipped(Task failed) {
    Set<String> found = new LinkedHashSet<>();
    Deque<Task> open = new ArrayDeque<>(List.of(failed));
    while (!open.isEmpty()) {
      for (Task next : after.getOrDefault(open.removeFirst().subject(), List.of())) {
        if (found.add(next.subject())) {
          open.addLast(next);
        }
      }
    }
    found.remove(failed.subject());
    return found;
  }
}
