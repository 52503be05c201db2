package dev.foz.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shapes and examples of docs/json.md. */
final class JsonShapes {
  private static final Pattern BLOCK =
      Pattern.compile(
          "^```(shape|json)(?: ([^\\n=]+?))?(?: = ([^\\n]+))?\\n(.*?)^```$",
          Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern HEADING = Pattern.compile("^## foz (.+)$", Pattern.MULTILINE);
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, List<String>> examples = new LinkedHashMap<>();
  private final List<String> commands = new ArrayList<>();

  private JsonShapes() {}

  static JsonShapes read(Path page) {
    try {
      JsonShapes read = new JsonShapes();
      read.take(Files.readString(page));
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(String page) {
    HEADING.matcher(page).results().forEach(found -> commands.add(found.group(1)));
    String last = "";
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      if (block.group(1).equals("json")) {
        examples.computeIfAbsent(last, name -> new ArrayList<>()).add(block.group(4));
      } else {
        last = block.group(2);
        String text = block.group(3) == null ? block.group(4) : block.group(3);
        shapes.put(last, new Reader(text.replaceAll("#[^\\n]*", " ")).whole());
      }
    }
  }

  /** The commands that have a section. */
  List<String> commands() {
    return commands;
  }

  Set<String> names() {
    return shapes.keySet();
  }

  Map<String, List<String>> examples() {
    return examples;
  }

  /** What of a text is not as a shape says; empty when all is well. */
  List<String> mismatches(String name, String text) {
    Shape shape = shapes.get(name);
    if (shape == null) {
      return List.of("docs/json.md has no shape " + name);
    }
    List<String> found = new ArrayList<>();
    try {
      check(shape, JSON.readTree(text), "$", found);
    } catch (IOException e) {
      found.add("is no JSON: " + e.getMessage());
    }
    return found;
  }

  private void check(Shape shape, JsonNode node, String at, List<String> found) {
    switch (shape) {
      case Shape.Named named -> checkNamed(named.name(), node, at, found);
      case Shape.OrNull maybe -> {
        if (!node.isNull()) {
          check(maybe.shape(), node, at, found);
        }
      }
      case Shape.ListOf list -> {
        require(node.isArray(), at, "a list", node, found);
        for (int i = 0; i < node.size(); i++) {
          check(list.shape(), node.path(i), at + "[" + i + "]", found);
        }
      }
      case Shape.Keys keys -> {
        require(node.isObject(), at, "an object", node, found);
        checkKeys(keys, node, at, found);
      }
    }
  }

  private void checkNamed(String name, JsonNode node, String at, List<String> found) {
    switch (name) {
      case "any" -> {}
      case "text" -> require(node.isTextual(), at, name, node, found);
      case "integer" -> require(node.isIntegralNumber(), at, name, node, found);
      case "number" -> require(node.isNumber(), at, name, node, found);
      case "boolean" -> require(node.isBoolean(), at, name, node, found);
      case "time" ->
          require(node.isTextual() && TIME.matcher(node.asText()).matches(), at, name, node, found);
      default -> {
        Shape shape = shapes.get(name);
        require(shape != null, at, "a shape that the page has: " + name, node, found);
        if (shape != null) {
          check(shape, node, at, found);
        }
      }
    }
  }

  private static void require(
      boolean right, String at, String wanted, JsonNode node, List<String> found) {
    if (!right) {
      found.add(at + " should be " + wanted + ", is " + node);
    }
  }

  private void checkKeys(Shape.Keys keys, JsonNode node, String at, List<String> found) {
    keys.keys()
        .forEach(
            (key, value) -> {
              if (node.has(key)) {
                check(value, node.path(key), at + "." + key, found);
              } else if (!keys.optional().contains(key)) {
                found.add(at + " has no " + key);
              }
            });
    node.properties()
        .forEach(
            entry -> {
              if (keys.keys().containsKey(entry.getKey())) {
                return;
              }
              if (keys.others().isEmpty()) {
                found.add(at + " has " + entry.getKey() + ", which the page does not name");
              } else {
                check(keys.others().getFirst(), entry.getValue(), at + "." + entry.getKey(), found);
              }
            });
  }

  /** What a value looks like. */
  sealed interface Shape {
    record Named(String name) implements Shape {}

    record OrNull(Shape shape) implements Shape {}

    record ListOf(Shape shape) implements Shape {}

    /**
     * @param others what all further keys have; none where there may be none
     */
    record Keys(Map<String, Shape> keys, Set<String> optional, List<Shape> others)
        implements Shape {}
  }

  /** Reads the notation of the page. */
  private static final class Reader {
    private static final Pattern TOKEN = Pattern.compile("[\\[\\]{},:?*]|[a-z_]+(?: [a-z_]+)*");

    private final List<String> tokens;
    private int at;

    Reader(String text) {
      this.tokens = TOKEN.matcher(text).results().map(found -> found.group()).toList();
    }

    Shape whole() {
      Shape shape = shape();
      if (at != tokens.size()) {
        throw new IllegalArgumentException("unexpected " + tokens.get(at));
      }
      return shape;
    }

    private Shape shape() {
      String token = tokens.get(at++);
      return switch (token) {
        case "[" -> {
          Shape each = shape();
          expect("]");
          yield new Shape.ListOf(each);
        }
        case "{" -> keys();
        default ->
            token.endsWith(" or null")
                ? new Shape.OrNull(new Shape.Named(token.substring(0, token.length() - 8)))
                : new Shape.Named(token);
      };
    }

    private Shape keys() {
      Map<String, Shape> keys = new LinkedHashMap<>();
      Set<String> optional = new java.util.HashSet<>();
      List<Shape> others = new ArrayList<>();
      while (!tokens.get(at).equals("}")) {
        String key = tokens.get(at++);
        if (tokens.get(at).equals("?")) {
          optional.add(key);
          at++;
        }
        expect(":");
        Shape value = shape();
        if (key.equals("*")) {
          others.add(value);
        } else {
          keys.put(key, value);
        }
        if (tokens.get(at).equals(",")) {
          at++;
        }
      }
      at++;
      return new Shape.Keys(keys, optional, others);
    }

    private void expect(String token) {
      if (!tokens.get(at).equals(token)) {
        throw new IllegalArgumentException("expected " + token + ", got " + tokens.get(at));
      }
      at++;
    }
  }
}
