package dev.foz.app.lineage;

import dev.foz.app.lineage.Lineage.Edge;
import dev.foz.app.lineage.Lineage.Node;
import dev.foz.app.lineage.Lineage.Span;
import dev.foz.app.lineage.Lineage.Untold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A lineage as trees of text, for one reader. */
public final class LineageText {
  private final Lineage lineage;
  private final UnaryOperator<String> dim;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param dim paints what matters less
   */
  public LineageText(Lineage lineage, UnaryOperator<String> dim) {
    this.lineage = lineage;
    this.dim = dim;
  }

  /** The lines that tell what is around a node. */
  public List<String> around(String focus, Span span) {
    lines.add(focus + detail(lineage.nodes().get(focus)));
    if (span.up()) {
      direction("made of", focus, span, true);
    }
    if (span.down()) {
      direction("made into", focus, span, false);
    }
    doubts(lineage.around(focus, span).untold());
    return lines;
  }

  /** Columns of one table with the same reason stand on one line. */
  private void doubts(List<Untold> untold) {
    if (untold.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("not told");
    Map<List<String>, List<String>> columns = new LinkedHashMap<>();
    untold.forEach(
        one ->
            columns
                .computeIfAbsent(List.of(one.table(), one.reason()), key -> new ArrayList<>())
                .add(one.column()));
    columns.forEach(
        (key, names) ->
            lines.add(
                "  "
                    + key.getFirst()
                    + (names.size() == 1
                        ? "." + names.getFirst()
                        : " (" + String.join(", ", names) + ")")
                    + ": "
                    + key.getLast()));
  }

  private void direction(String title, String focus, Span span, boolean up) {
    lines.add("");
    lines.add(title);
    if (next(focus, up).isEmpty()) {
      lines.add("  nothing" + (isUntold(focus) && up ? " that can be told" : ""));
    } else {
      tree(focus, "", span.depth(), up, new HashSet<>());
    }
  }

  private boolean isUntold(String name) {
    return lineage.untold().stream().anyMatch(one -> one.name().equals(name));
  }

  private List<Edge> next(String name, boolean up) {
    return up ? lineage.into(name) : lineage.outOf(name);
  }

  private void tree(String name, String margin, int depth, boolean up, Set<String> told) {
    List<Edge> edges = next(name, up);
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      String other = up ? edge.from() : edge.to();
      boolean last = i == edges.size() - 1;
      boolean again = !told.add(other) && !next(other, up).isEmpty();
      boolean cut = depth <= 1 && !next(other, up).isEmpty();
      lines.add(
          margin
              + (last ? "└─ " : "├─ ")
              + other
              + detail(lineage.nodes().get(other))
              + (edge.note().isEmpty() ? "" : dim.apply("  " + edge.note()))
              + (again ? dim.apply("  as above") : cut ? dim.apply("  …") : ""));
      if (!again && !cut) {
        tree(other, margin + (last ? "   " : "│  "), depth - 1, up, told);
      }
    }
  }

  private String detail(@org.jspecify.annotations.Nullable Node node) {
    return node == null || node.detail().isEmpty() ? "" : dim.apply("  " + node.detail());
  }
}
