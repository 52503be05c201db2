package dev.foz.control;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.state.RunState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The tasks of one run: which may start, and which cannot any more. Used by one thread. */
final class TaskQueue {
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, List<Task>> dependants = new HashMap<>();
  private final Map<String, Integer> unmet = new HashMap<>();
  private final TreeMap<Integer, Task> ready = new TreeMap<>();
  private final Set<String> open = new HashSet<>();
  private final Set<String> turns = new HashSet<>();

  /** By the subject of a task that must be skipped the one that failed. */
  private final Map<String, String> failed = new HashMap<>();

  TaskQueue(List<Task> tasks) {
    tasks.forEach(task -> places.put(task.subject(), places.size()));
    open.addAll(places.keySet());
    for (Task task : tasks) {
      List<String> before = task.after().stream().filter(open::contains).toList();
      before.forEach(name -> dependants.computeIfAbsent(name, n -> new ArrayList<>()).add(task));
      unmet.put(task.subject(), before.size());
      if (before.isEmpty()) {
        ready.put(place(task), task);
      }
    }
  }

  private int place(Task task) {
    return places.getOrDefault(task.subject(), 0);
  }

  /** Whether tasks have not ended yet. */
  boolean isOpen() {
    return !open.isEmpty();
  }

  /** Takes the first task whose turn it is. */
  Optional<Task> take() {
    for (Task task : ready.values()) {
      if (task.turn().isEmpty() || turns.add(task.turn().get())) {
        ready.remove(place(task));
        return Optional.of(task);
      }
    }
    return Optional.empty();
  }

  /** The task that failed, which is why this one must be skipped. */
  Optional<String> obstacle(Task task) {
    return Optional.ofNullable(failed.get(task.subject()));
  }

  /** Lets those start that waited for this task alone. */
  void ended(Task task, RunState state) {
    open.remove(task.subject());
    task.turn().ifPresent(turns::remove);
    Optional<String> culprit = culprit(task, state);
    for (Task dependant : dependants.getOrDefault(task.subject(), List.of())) {
      culprit.ifPresent(name -> failed.putIfAbsent(dependant.subject(), name));
      if (unmet.merge(dependant.subject(), -1, Integer::sum) == 0) {
        ready.put(place(dependant), dependant);
      }
    }
  }

  private Optional<String> culprit(Task task, RunState state) {
    return state == RunState.FAILED && task.onFailure() == Task.OnFailure.SKIP
        ? Optional.of(task.subject())
        : obstacle(task);
  }

  FozException circle() {
    return Problem.of(Code.MODEL_CYCLE, "Cannot order " + open + ": each waits for another")
        .toException();
  }
}
