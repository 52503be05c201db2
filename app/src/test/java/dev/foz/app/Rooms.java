package dev.foz.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/** Which module may use which, in one place. What is not written here is refused. */
final class Rooms {
  static final String ROOT = "dev.foz.";

  /** Names, problems and types that every module speaks; it is not repeated below. */
  static final String SHARED = "base";

  /** The composition root: may use everything, and nobody may use it. */
  static final String COMPOSITION_ROOT = "app";

  /** Stages meet at committed snapshots only. */
  static final Set<String> STAGES = Set.of("ingest", "transform", "serve");

  /** Top to bottom as data flows; the control plane last. */
  static final SequencedMap<String, Set<String>> MAY_USE = mayUse();

  /** Libraries that one place hides from all others; that place by package, with those below it. */
  static final Map<String, List<String>> HIDDEN_LIBRARIES =
      Map.of(
          "org.apache.iceberg", List.of("dev.foz.table"),
          "org.apache.avro", List.of("dev.foz.table"),
          "org.roaringbitmap", List.of("dev.foz.table"),
          "org.duckdb", List.of("dev.foz.engine.duckdb"),
          "org.sqlite", List.of("dev.foz.state"),
          "java.sql", List.of("dev.foz.state", "dev.foz.engine.duckdb"),
          "org.snakeyaml", List.of("dev.foz.base.lake"),
          "picocli", List.of("dev.foz.app"),
          "org.jline", List.of("dev.foz.app.shell"));

  /** Packages that only their own module and the composition root may name. */
  static final Set<String> IMPLEMENTATIONS = Set.of("dev.foz.engine.duckdb");

  /**
   * Table's methods take and give the words of a commit (leases, positions, outcomes), which are
   * records and enums of state. Who may use table may name those, but never the store itself.
   */
  static final Set<String> STATE_SERVICES = Set.of("dev.foz.state.StateStore");

  private Rooms() {}

  private static SequencedMap<String, Set<String>> mayUse() {
    SequencedMap<String, Set<String>> rooms = new LinkedHashMap<>();
    rooms.put("base", Set.of());
    rooms.put("contract", Set.of());
    rooms.put("state", Set.of());
    rooms.put("table", Set.of("state"));
    rooms.put("source", Set.of());
    rooms.put("engine", Set.of("contract", "table"));
    rooms.put("ingest", Set.of("source", "contract", "state", "table", "engine"));
    rooms.put("transform", Set.of("contract", "engine", "state", "table"));
    rooms.put("serve", Set.of("engine", "table", "govern"));
    rooms.put("control", Set.of("state"));
    rooms.put("govern", Set.of("state", "table"));
    rooms.put("demo", Set.of());
    return rooms;
  }

  /** The module of a class: {@code engine} for {@code dev.foz.engine.duckdb.X}. */
  static Optional<String> moduleOf(String className) {
    if (!className.startsWith(ROOT)) {
      return Optional.empty();
    }
    String rest = className.substring(ROOT.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(rest.substring(0, dot));
  }

  /** Whether a class of one module may name a class; classes of no module are no question here. */
  static boolean mayName(String fromClass, String toClass) {
    Optional<String> used = moduleOf(toClass);
    return used.isEmpty()
        || moduleOf(fromClass).filter(user -> mayName(user, used.get(), toClass)).isPresent();
  }

  private static boolean mayName(String user, String used, String toClass) {
    Set<String> allowed = MAY_USE.getOrDefault(user, Set.of());
    return user.equals(used)
        || user.equals(COMPOSITION_ROOT)
        || used.equals(SHARED)
        || allowed.contains(used)
        || (used.equals("state") && allowed.contains("table") && !STATE_SERVICES.contains(toClass));
  }

  /** All modules in the order in which they are drawn. */
  static List<String> all() {
    return Stream.concat(MAY_USE.keySet().stream(), Stream.of(COMPOSITION_ROOT)).toList();
  }
}
