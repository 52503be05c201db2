package dev.foz.app.lineage;

import dev.foz.app.lineage.Lineage.Edge;
import dev.foz.app.lineage.Lineage.Kind;
import dev.foz.app.lineage.Lineage.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws a lineage from left to right: what is made stands to the right of all that it is made of.
 * Within a layer things stand near what they are joined with. An edge over several layers passes
 * them where nothing stands.
 */
public final class LineageSvg {
  private static final int HEIGHT = 44;
  private static final int GAP = 16;
  private static final int BEND = 16;
  private static final int BETWEEN = 72;
  private static final int MARGIN = 24;
  private static final double LETTER = 7.3;
  private static final double SMALL_LETTER = 6.2;
  private static final int SWEEPS = 8;

  private final Lineage lineage;
  private final String focus;
  private final Map<String, Spot> spots = new LinkedHashMap<>();
  private final List<Spot> bends = new ArrayList<>();
  private final List<List<Spot>> layers = new ArrayList<>();
  private final List<List<Spot>> ways = new ArrayList<>();

  /** Where something stands; a bend of an edge has no node. */
  private static final class Spot {
    private final String name;
    private final int layer;
    private final double width;
    private final int height;
    private final List<Spot> left = new ArrayList<>();
    private final List<Spot> right = new ArrayList<>();
    private double x;
    private double y;
    private double end;

    Spot(String name, int layer, double width, int height) {
      this.name = name;
      this.layer = layer;
      this.width = width;
      this.height = height;
    }

    double middle() {
      return y + height / 2.0;
    }
  }

  /**
   * @param focus the node that was asked for
   */
  public LineageSvg(Lineage lineage, String focus) {
    this.lineage = lineage;
    this.focus = focus;
  }

  /** The drawing as a whole SVG file. */
  public String draw() {
    Map<String, Integer> depths = new HashMap<>();
    lineage.nodes().keySet().forEach(name -> depth(name, depths));
    lineage.nodes().values().forEach(node -> place(node, depths.getOrDefault(node.name(), 0)));
    lineage.edges().forEach(this::join);
    order();
    spread();
    return text();
  }

  private int depth(String name, Map<String, Integer> depths) {
    Integer known = depths.get(name);
    if (known != null) {
      return known;
    }
    int depth = 0;
    for (Edge edge : lineage.into(name)) {
      depth = Math.max(depth, depth(edge.from(), depths) + 1);
    }
    depths.put(name, depth);
    return depth;
  }

  private void place(Node node, int layer) {
    double width =
        Math.max(node.name().length() * LETTER, node.detail().length() * SMALL_LETTER) + 28;
    Spot spot = new Spot(node.name(), layer, width, HEIGHT);
    spots.put(node.name(), spot);
    layer(layer).add(spot);
  }

  private List<Spot> layer(int index) {
    while (layers.size() <= index) {
      layers.add(new ArrayList<>());
    }
    return layers.get(index);
  }

  private void join(Edge edge) {
    Spot from = spots.get(edge.from());
    Spot to = spots.get(edge.to());
    if (from == null || to == null) {
      return;
    }
    List<Spot> way = new ArrayList<>(List.of(from));
    for (int layer = from.layer + 1; layer < to.layer; layer++) {
      Spot bend = new Spot("", layer, 0, BEND);
      bends.add(bend);
      layer(layer).add(bend);
      way.add(bend);
    }
    way.add(to);
    for (int i = 1; i < way.size(); i++) {
      way.get(i - 1).right.add(way.get(i));
      way.get(i).left.add(way.get(i - 1));
    }
    ways.add(way);
  }

  /** Moves everything towards the middle of its neighbours, from the left and back again. */
  private void order() {
    layers.forEach(LineageSvg::stack);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean toTheRight = sweep % 2 == 0;
      List<List<Spot>> turn = toTheRight ? layers : layers.reversed();
      for (List<Spot> layer : turn) {
        Map<Spot, Double> wanted = new HashMap<>();
        layer.forEach(spot -> wanted.put(spot, mean(spot, toTheRight)));
        layer.sort(Comparator.comparingDouble(spot -> wanted.getOrDefault(spot, spot.middle())));
        stack(layer);
      }
    }
  }

  private static double mean(Spot spot, boolean ofLeft) {
    List<Spot> near = ofLeft ? spot.left : spot.right;
    return near.stream().mapToDouble(Spot::middle).average().orElse(spot.middle());
  }

  private static void stack(List<Spot> layer) {
    double y = 0;
    for (Spot spot : layer) {
      spot.y = y;
      y += spot.height + GAP;
    }
  }

  /**
   * Gives each layer its column, and each spot the height of its neighbours where there is room.
   */
  private void spread() {
    double x = MARGIN;
    double tallest = layers.stream().mapToDouble(LineageSvg::height).max().orElse(0);
    for (List<Spot> layer : layers) {
      double width = layer.stream().mapToDouble(spot -> spot.width).max().orElse(0);
      double y = MARGIN + (tallest - height(layer)) / 2;
      for (Spot spot : layer) {
        spot.x = x;
        spot.end = x + width;
        spot.y = y;
        y += spot.height + GAP;
      }
      x += width + BETWEEN;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean ofLeft = sweep % 2 == 0;
      (ofLeft ? layers : layers.reversed()).forEach(layer -> align(layer, ofLeft, tallest));
    }
  }

  private static void align(List<Spot> layer, boolean ofLeft, double tallest) {
    double least = MARGIN;
    double rest = height(layer);
    for (Spot spot : layer) {
      double most = MARGIN + tallest - rest;
      double wanted = mean(spot, ofLeft) - spot.height / 2.0;
      spot.y = Math.clamp(wanted, least, Math.max(least, most));
      least = spot.y + spot.height + GAP;
      rest -= spot.height + GAP;
    }
  }

  private static double height(List<Spot> layer) {
    return layer.stream().mapToDouble(spot -> spot.height + GAP).sum() - GAP;
  }

  private String text() {
    double width = 0;
    double height = 0;
    for (Spot spot : spots.values()) {
      width = Math.max(width, spot.x + spot.width + MARGIN);
      height = Math.max(height, spot.y + spot.height + MARGIN);
    }
    for (Spot bend : bends) {
      height = Math.max(height, bend.y + bend.height + MARGIN);
    }
    StringBuilder out = new StringBuilder();
    out.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
                + " viewBox=\"0 0 %.0f %.0f\" font-family=\"system-ui, sans-serif\">\n",
            width, height, width, height));
    out.append("<title>Lineage of ").append(escaped(focus)).append("</title>\n");
    out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    ways.forEach(way -> out.append(line(way)));
    lineage.nodes().values().forEach(node -> out.append(box(node)));
    return out.append("</svg>\n").toString();
  }

  /** Bends between layers only, so that it passes no box. */
  private static String line(List<Spot> way) {
    StringBuilder path = new StringBuilder();
    Spot former = way.getFirst();
    path.append(format("M%.1f %.1f", former.x + former.width, former.middle()));
    for (Spot spot : way.subList(1, way.size())) {
      double half = (spot.x - former.end) / 2;
      path.append(
          format(
              " H%.1f C%.1f %.1f %.1f %.1f %.1f %.1f",
              former.end,
              former.end + half,
              former.middle(),
              spot.x - half,
              spot.middle(),
              spot.x,
              spot.middle()));
      former = spot;
    }
    return "<path d=\"" + path + "\" fill=\"none\" stroke=\"#9aa5b1\" stroke-width=\"1.5\"/>\n";
  }

  private String box(Node node) {
    Spot spot = java.util.Objects.requireNonNull(spots.get(node.name()));
    boolean isFocus = node.name().equals(focus);
    StringBuilder out = new StringBuilder();
    out.append(
        format(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"6\" fill=\"%s\""
                + " stroke=\"%s\" stroke-width=\"%s\"/>\n",
            spot.x,
            spot.y,
            spot.width,
            spot.height,
            fill(node.kind()),
            stroke(node.kind()),
            isFocus ? "3" : "1"));
    boolean alone = node.detail().isEmpty();
    out.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"13\"%s fill=\"#1f2933\">%s</text>\n",
            spot.x + 14,
            spot.y + (alone ? 27 : 19),
            isFocus ? " font-weight=\"700\"" : "",
            escaped(node.name())));
    if (!alone) {
      out.append(
          format(
              "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" fill=\"#52606d\">%s</text>\n",
              spot.x + 14, spot.y + 35, escaped(node.detail())));
    }
    return out.toString();
  }

  private static String fill(Kind kind) {
    return switch (kind) {
      case FILES -> "#f5f7fa";
      case RAW -> "#fdf3e1";
      case CURATED -> "#e3f0fb";
      case REFINED -> "#e4f5e9";
    };
  }

  private static String stroke(Kind kind) {
    return switch (kind) {
      case FILES -> "#7b8794";
      case RAW -> "#b7791f";
      case CURATED -> "#2b6cb0";
      case REFINED -> "#2f855a";
    };
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("\\p{Cntrl}", "?");
  }
}
