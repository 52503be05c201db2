package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns the events of one YAML document into nodes with places. Built on events and not on the
 * library's nodes, so that depth and what aliases unfold to are limited before anything recurses.
 */
final class YamlComposer {
  private static final int MAX_DEPTH = 50;
  private static final int MAX_NODES = 100_000;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setCodePointLimit(2 * LakeFile.MAX_BYTES).build();
  private static final String TEXT_TAG = "tag:yaml.org,2002:str";
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> FLAG = Set.of("true", "True", "TRUE", "false", "False", "FALSE");
  private static final Pattern NUMBER =
      Pattern.compile(
          "0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  /** An anchored node and how many nodes it unfolds to. */
  private record Anchored(YamlNode node, int size) {}

  private final LakeFile file;
  private final Variables variables;
  private final Problems problems;
  private final Iterator<Event> events;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int nodes;

  private YamlComposer(LakeFile file, String yaml, Variables variables, Problems problems) {
    this.file = file;
    this.variables = variables;
    this.problems = problems;
    this.events = new Parse(SETTINGS).parseString(yaml).iterator();
  }

  /** The document of a file; empty where it has none, or where it is no YAML, which is reported. */
  static Optional<YamlNode> compose(LakeFile file, Variables variables, Problems problems) {
    return compose(file, file.text(), variables, problems);
  }

  /**
   * The same for a part of a file.
   *
   * @param yaml the part, on the lines and columns that it has in the file
   */
  static Optional<YamlNode> compose(
      LakeFile file, String yaml, Variables variables, Problems problems) {
    try {
      return new YamlComposer(file, yaml, variables, problems).document();
    } catch (FozException e) {
      e.problems().forEach(problems::add);
    } catch (YamlEngineException e) {
      problems.add(YamlSyntax.problem(file, yaml, e));
    }
    return Optional.empty();
  }

  private Optional<YamlNode> document() {
    Optional<YamlNode> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent start) {
        if (root.isPresent()) {
          throw refuse(event, "a second document begins here", "one file holds one document");
        }
        root = Optional.of(node(start, 1));
      }
    }
    return root;
  }

  private YamlNode node(NodeEvent event, int depth) {
    if (event instanceof AliasEvent alias) {
      return unfold(alias);
    }
    count(event, 1);
    if (depth > MAX_DEPTH) {
      throw refuse(event, "this is nested too deeply", "at most " + MAX_DEPTH + " levels");
    }
    int before = nodes;
    YamlNode node =
        switch (event) {
          case MappingStartEvent start -> entries(start, depth);
          case SequenceStartEvent start -> items(start, depth);
          case ScalarEvent scalar -> value(scalar);
          default -> throw refuse(event, "this is not YAML 1.2", "write a text, a list or a map");
        };
    event.getAnchor().ifPresent(name -> anchors.put(name, new Anchored(node, nodes - before + 1)));
    return node;
  }

  private YamlNode unfold(AliasEvent alias) {
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      String name = alias.getAlias().getValue();
      throw refuse(
          alias,
          "no anchor `&" + name + "` stands before this",
          "put a value that begins with `*` in quotes");
    }
    count(alias, anchored.size());
    return anchored.node();
  }

  private void count(Event event, int more) {
    if (more > MAX_NODES - nodes) {
      throw refuse(
          event,
          "the file unfolds to more than " + MAX_NODES + " values",
          "use fewer aliases, or split the file");
    }
    nodes += more;
  }

  private YamlNode items(SequenceStartEvent start, int depth) {
    refuseTag(start, start.getTag());
    List<YamlNode> items = new ArrayList<>();
    while (events.next() instanceof NodeEvent item) {
      items.add(node(item, depth + 1));
    }
    return new YamlNode.Items(List.copyOf(items), place(start));
  }

  private YamlNode entries(MappingStartEvent start, int depth) {
    refuseTag(start, start.getTag());
    refuseTemplate(place(start));
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    while (events.next() instanceof NodeEvent keyEvent) {
      Optional<YamlNode.Text> key = key(keyEvent, depth);
      YamlNode value = node((NodeEvent) events.next(), depth + 1);
      key.ifPresent(text -> put(entries, new YamlNode.Entry(text, value)));
    }
    return new YamlNode.Entries(List.copyOf(entries.values()), place(start));
  }

  private void put(Map<String, YamlNode.Entry> entries, YamlNode.Entry entry) {
    YamlNode.Entry first = entries.putIfAbsent(entry.key().raw(), entry);
    if (first != null) {
      problems.add(
          Code.DUPLICATE_NAME,
          entry.key().place(),
          "key `" + entry.key().raw() + "` stands twice",
          "first in line " + first.key().place().line());
    }
  }

  /** Variables are not filled in, in keys. */
  private Optional<YamlNode.Text> key(NodeEvent event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      count(event, 1);
      refuseTag(scalar, scalar.getTag());
      String text = scalar.getValue();
      YamlNode.Text key = new YamlNode.Text(text, text, YamlNode.Kind.TEXT, place(scalar));
      scalar.getAnchor().ifPresent(name -> anchors.put(name, new Anchored(key, 1)));
      return Optional.of(key);
    }
    YamlNode node = node(event, depth + 1);
    problems.add(
        Code.WRONG_TYPE, place(event), "a key wants text, got " + node.label(), "quote it");
    return Optional.empty();
  }

  private YamlNode value(ScalarEvent scalar) {
    refuseTag(scalar, scalar.getTag().filter(tag -> !TEXT_TAG.equals(tag)));
    String raw = scalar.getValue();
    Place place = place(scalar);
    Optional<String> template = Templates.inValue(raw).filter(word -> !raw.contains("${{"));
    if (template.isPresent()) {
      problems.add(Templates.ofYaml(template.get(), within(scalar, template.get())));
      return new YamlNode.Text("", raw, YamlNode.Kind.BROKEN, place);
    }
    if (!Variables.isIn(raw)) {
      boolean plain = scalar.isPlain() && scalar.getTag().isEmpty();
      return new YamlNode.Text(raw, raw, plain ? kind(raw) : YamlNode.Kind.TEXT, place);
    }
    return variables
        .fill(raw, reference -> within(scalar, reference), problems)
        .map(text -> new YamlNode.Text(text, raw, YamlNode.Kind.TEXT, place))
        .orElse(new YamlNode.Text("", raw, YamlNode.Kind.BROKEN, place));
  }

  private static YamlNode.Kind kind(String plain) {
    if (NOTHING.contains(plain)) {
      return YamlNode.Kind.NOTHING;
    }
    if (FLAG.contains(plain)) {
      return YamlNode.Kind.FLAG;
    }
    boolean number = !Character.isLetter(plain.charAt(0)) && NUMBER.matcher(plain).matches();
    return number ? YamlNode.Kind.NUMBER : YamlNode.Kind.TEXT;
  }

  private void refuseTag(Event event, Optional<String> tag) {
    if (tag.isPresent()) {
      throw refuse(event, "tags like `!!int` are not known here", "take it out");
    }
  }

  /** To YAML two braces are a map in a map. */
  private void refuseTemplate(Place place) {
    String line = place.text().orElse("");
    int from = Math.min(line.length(), Math.max(0, place.column() - 1));
    if (line.startsWith("{{", from) || line.startsWith("{%", from)) {
      String word = Templates.inValue(line.substring(from)).orElse(line.substring(from).strip());
      Place whole = file.place(place.line(), place.column(), word.length());
      throw Templates.ofYaml(word, whole).toException();
    }
  }

  private Place place(Event event) {
    Optional<Mark> end = event.getEndMark();
    return event
        .getStartMark()
        .map(mark -> file.placeOfPoints(mark.getLine() + 1, mark.getColumn() + 1, span(mark, end)))
        .orElse(Place.of(file.name()));
  }

  private static int span(Mark start, Optional<Mark> end) {
    return end.filter(mark -> mark.getLine() == start.getLine())
        .map(mark -> mark.getColumn() - start.getColumn())
        .orElse(1);
  }

  /** The place of a reference inside a scalar, where it stands on the scalar's first line. */
  private Place within(ScalarEvent scalar, String reference) {
    Place whole = place(scalar);
    int from = Math.max(0, whole.column() - 1);
    int at = whole.text().map(line -> line.indexOf(reference, from)).orElse(-1);
    return at < 0 ? whole : file.place(whole.line(), at + 1, reference.length());
  }

  private FozException refuse(Event event, String what, String remedy) {
    return Problem.of(Code.YAML_SYNTAX, what).at(place(event)).remedy(remedy).toException();
  }
}
