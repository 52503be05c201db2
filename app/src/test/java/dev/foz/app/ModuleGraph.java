package dev.foz.app;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The modules and who uses whom, as the class files say. */
record ModuleGraph(Map<String, Set<String>> uses) {

  static ModuleGraph of(JavaClasses classes) {
    Comparator<String> asDrawn = Comparator.comparingInt(Rooms.all()::indexOf);
    Map<String, Set<String>> uses = new TreeMap<>(asDrawn.thenComparing(Comparator.naturalOrder()));
    for (JavaClass one : classes) {
      Rooms.moduleOf(one.getName())
          .ifPresent(
              module -> {
                Set<String> used =
                    uses.computeIfAbsent(
                        module,
                        m -> new TreeSet<>(asDrawn.thenComparing(Comparator.naturalOrder())));
                for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                  String target = dependency.getTargetClass().getBaseComponentType().getName();
                  Rooms.moduleOf(target).filter(m -> !m.equals(module)).ifPresent(used::add);
                }
              });
    }
    return new ModuleGraph(uses);
  }

  /**
   * The graph as Mermaid text, arrows from user to used. Left out, to keep it readable: base, which
   * all use, and arrows that a longer way already says.
   */
  String draw() {
    StringBuilder out = new StringBuilder("```mermaid\nflowchart TD\n");
    for (String module : uses.keySet()) {
      if (!module.equals(Rooms.SHARED)) {
        out.append("  ").append(module).append('\n');
      }
    }
    uses.forEach(
        (user, all) -> {
          for (String used : all) {
            if (!used.equals(Rooms.SHARED) && !reachesOtherwise(user, used)) {
              out.append("  ").append(user).append(" --> ").append(used).append('\n');
            }
          }
        });
    out.append("```\n\n| module | uses |\n| --- | --- |\n");
    uses.forEach(
        (user, all) ->
            out.append(
                "| `%s` | %s |\n".formatted(user, all.isEmpty() ? "" : String.join(", ", all))));
    return out.toString();
  }

  private boolean reachesOtherwise(String user, String used) {
    return uses.getOrDefault(user, Set.of()).stream()
        .filter(step -> !step.equals(used))
        .anyMatch(step -> reachable(step, new HashSet<>()).contains(used));
  }

  private Set<String> reachable(String from, Set<String> seen) {
    for (String next : uses.getOrDefault(from, Set.of())) {
      if (seen.add(next)) {
        reachable(next, seen);
      }
    }
    return seen;
  }
}
