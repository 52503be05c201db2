package dev.foz.app.lake;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import dev.foz.control.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Picks tasks by name as dbt does: {@code curated.notas_nfe}, {@code refined.*}, {@code
 * +refined.vendas} (with all that it needs), {@code notas+} (with all that needs it). A source's
 * name, also as {@code notas.*}, picks its load and its curated tables; {@code tag:daily} the
 * models that have the tag.
 */
public final class Selection {
  private static final String TAG = "tag:";

  private Selection() {}

  /**
   * The picked tasks in their order; all of them when nothing is asked for.
   *
   * @throws FozException with a problem for every word that picks nothing
   */
  public static List<Task> pick(List<Task> tasks, List<String> words) {
    return pick(tasks, words, List.of());
  }

  /**
   * The same without some.
   *
   * @param excluded what is left out of the picked
   * @throws FozException with a problem for every word that picks nothing
   */
  public static List<Task> pick(List<Task> tasks, List<String> words, List<String> excluded) {
    Map<String, Task> bySubject = new LinkedHashMap<>();
    tasks.forEach(task -> bySubject.put(task.subject(), task));
    List<Problem> problems = new ArrayList<>();
    Set<String> picked = words.isEmpty() ? bySubject.keySet() : find(bySubject, words, problems);
    Set<String> left = find(bySubject, excluded, problems);
    if (!problems.isEmpty()) {
      throw new FozException(problems);
    }
    return tasks.stream()
        .filter(task -> picked.contains(task.subject()) && !left.contains(task.subject()))
        .toList();
  }

  private static Set<String> find(
      Map<String, Task> tasks, List<String> words, List<Problem> problems) {
    Set<String> all = new LinkedHashSet<>();
    for (String word : words) {
      Set<String> found = find(tasks, word);
      if (found.isEmpty()) {
        problems.add(nothing(tasks.keySet(), word));
      }
      all.addAll(found);
    }
    return all;
  }

  private static Set<String> find(Map<String, Task> tasks, String word) {
    boolean withNeeds = word.startsWith("+");
    boolean withUsers = word.endsWith("+");
    Set<String> found = named(tasks, bare(word));
    String source = bare(word).replaceFirst("\\.\\*$", "");
    if (tasks.containsKey(source) && !source.contains(".")) {
      found.add(source);
      tasks.values().stream()
          .filter(task -> task.kind().equals("consolidate") && task.after().contains(source))
          .forEach(task -> found.add(task.subject()));
    }
    Set<String> all = new LinkedHashSet<>(found);
    if (withNeeds) {
      found.forEach(subject -> addNeeds(tasks, subject, all));
    }
    if (withUsers) {
      found.forEach(subject -> addUsers(tasks, subject, all));
    }
    return all;
  }

  private static Set<String> named(Map<String, Task> tasks, String word) {
    boolean byTag = word.startsWith(TAG);
    Pattern pattern = pattern(byTag ? word.substring(TAG.length()) : word);
    Set<String> found = new LinkedHashSet<>();
    for (Task task : tasks.values()) {
      List<String> names = byTag ? task.tags() : List.of(task.subject());
      if (names.stream().anyMatch(name -> pattern.matcher(name).matches())) {
        found.add(task.subject());
      }
    }
    return found;
  }

  private static void addNeeds(Map<String, Task> tasks, String subject, Set<String> all) {
    Task task = tasks.get(subject);
    if (task != null) {
      for (String need : task.after()) {
        if (tasks.containsKey(need) && all.add(need)) {
          addNeeds(tasks, need, all);
        }
      }
    }
  }

  private static void addUsers(Map<String, Task> tasks, String subject, Set<String> all) {
    for (Task task : tasks.values()) {
      if (task.after().contains(subject) && all.add(task.subject())) {
        addUsers(tasks, task.subject(), all);
      }
    }
  }

  /** The word without what it says of neighbours. */
  static String bare(String word) {
    String bare = word.startsWith("+") ? word.substring(1) : word;
    return bare.endsWith("+") ? bare.substring(0, bare.length() - 1) : bare;
  }

  private static Pattern pattern(String word) {
    StringBuilder regex = new StringBuilder();
    for (String literal : word.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }

  private static Problem nothing(Set<String> subjects, String word) {
    Problem problem =
        Problem.of(Code.UNKNOWN_TABLE, "`" + word + "` picks nothing that can be run");
    return NearestWord.find(bare(word), subjects)
        .map(near -> problem.remedy("did you mean `" + near + "`?"))
        .orElseGet(
            () ->
                problem.remedy(
                    "one of: " + String.join(", ", subjects.stream().limit(12).toList())));
  }
}
