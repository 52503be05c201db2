package dev.foz.app.lineage;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What is made of what. Immutable; an edge leads from what is read to what is made. There is no
 * circle in it.
 *
 * @param nodes by name
 * @param edges in the order in which they were found
 * @param untold columns of which it cannot be told what they are made of
 */
public record Lineage(Map<String, Node> nodes, Set<Edge> edges, List<Untold> untold) {
  public Lineage {
    nodes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    edges = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(edges));
    untold = List.copyOf(untold);
  }

  /** Of what kind something is. */
  public enum Kind {
    FILES,
    RAW,
    CURATED,
    REFINED
  }

  /**
   * @param name of a table, of a column with its table, or of files
   * @param detail what people want to know beside it: the file that describes it; may be empty
   */
  public record Node(String name, Kind kind, String detail) {}

  /**
   * @param note how one is made of the other, in a word; may be empty
   */
  public record Edge(String from, String to, String note) {}

  /**
   * A column that may be made of anything that its table reads.
   *
   * @param inputs the tables that are read
   * @param reason in words
   */
  public record Untold(String table, String column, Set<String> inputs, String reason) {
    public Untold {
      inputs = Set.copyOf(inputs);
    }

    public String name() {
      return table + "." + column;
    }

    @Override
    public String toString() {
      return name() + ": " + reason;
    }
  }

  /** How far to look. */
  public record Span(boolean up, boolean down, int depth) {
    public static final int FAR = Integer.MAX_VALUE;
  }

  /** The edges of what something is made of. */
  public List<Edge> into(String name) {
    return edges.stream().filter(edge -> edge.to().equals(name)).toList();
  }

  List<Edge> outOf(String name) {
    return edges.stream().filter(edge -> edge.from().equals(name)).toList();
  }

  /** The part of it that is within reach of a node. */
  public Lineage around(String focus, Span span) {
    Set<String> kept = new LinkedHashSet<>();
    if (span.up()) {
      reach(focus, span.depth(), name -> into(name).stream().map(Edge::from).toList(), kept);
    }
    kept.add(focus);
    if (span.down()) {
      reach(focus, span.depth(), name -> outOf(name).stream().map(Edge::to).toList(), kept);
    }
    Map<String, Node> some = new LinkedHashMap<>();
    nodes.values().stream()
        .filter(node -> kept.contains(node.name()))
        .forEach(node -> some.put(node.name(), node));
    Set<Edge> between = new LinkedHashSet<>();
    edges.stream()
        .filter(edge -> kept.contains(edge.from()) && kept.contains(edge.to()))
        .forEach(between::add);
    List<Untold> doubts = untold.stream().filter(one -> matters(one, kept, span)).toList();
    return new Lineage(some, between, doubts);
  }

  /** Whether something is in reach that the column may be made of, or the column itself is. */
  private static boolean matters(Untold column, Set<String> kept, Span span) {
    return kept.contains(column.name())
        || (span.down()
            && kept.stream()
                .anyMatch(
                    name -> column.inputs().stream().anyMatch(in -> name.startsWith(in + "."))));
  }

  private static void reach(
      String focus, int depth, Function<String, Collection<String>> next, Set<String> kept) {
    Map<String, Integer> far = new LinkedHashMap<>(Map.of(focus, 0));
    Deque<String> open = new ArrayDeque<>(far.keySet());
    while (!open.isEmpty()) {
      String name = open.removeFirst();
      int steps = far.getOrDefault(name, 0);
      if (steps < depth) {
        for (String neighbour : next.apply(name)) {
          if (far.putIfAbsent(neighbour, steps + 1) == null) {
            open.addLast(neighbour);
          }
        }
      }
    }
    kept.addAll(far.keySet());
  }
}
