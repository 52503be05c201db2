package dev.foz.engine.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foz.base.PayloadFormat;
import dev.foz.engine.duckdb.RandomDeclaration.Member;
import dev.foz.engine.duckdb.RandomDeclaration.Shape;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A random CSV row of a declaration, which breaks it in one field at most. */
record RandomRow(String text, Optional<String> path) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_NUMBER_LENGTH = 80;

  /** Columns of a random file, among them some that are not declared. */
  static PayloadFormat.Csv file(Random random, Shape.Struct shape) {
    List<String> keys =
        shape.members().stream()
            .map(one -> one.alias().isEmpty() || random.nextBoolean() ? one.key() : one.alias())
            .filter(key -> !key.isEmpty())
            .collect(Collectors.toCollection(ArrayList::new));
    keys.add("extra " + random.nextInt(3));
    keys.add("nota");
    char decimal = random.nextBoolean() ? ',' : '.';
    char separator = random.nextBoolean() ? ';' : ',';
    String header = keys.stream().map(key -> '"' + key + '"').collect(joining(separator));
    return new PayloadFormat.Csv(separator, '"', StandardCharsets.UTF_8, decimal, header);
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joining(char separator) {
    return Collectors.joining(String.valueOf(separator));
  }

  /** Declared fields that can stand in rows: no objects, no lists, and their names not empty. */
  static Shape.Struct flat(Shape.Struct shape) {
    Stream<Member> members =
        shape.members().stream()
            .filter(one -> one.shape() instanceof Shape.Leaf && !one.key().isEmpty());
    return new Shape.Struct(members.toList(), false);
  }

  static RandomRow of(
      Random random, Shape.Struct shape, PayloadFormat.Csv format, boolean grows, boolean breaks) {
    List<String> cells = new ArrayList<>();
    Optional<String> path = Optional.empty();
    int broken = breaks ? random.nextInt(shape.members().size() + 1) : -1;
    List<String> header = header(format);
    for (int i = 0; i < shape.members().size(); i++) {
      Member member = shape.members().get(i);
      DeclaredLeaf leaf = ((Shape.Leaf) member.shape()).leaf();
      boolean hidden = member.column().equals("false");
      String wrong = i == broken && !hidden ? wrong(random, leaf, format) : "";
      String right = member.required() || random.nextInt(6) > 0 ? right(random, leaf, format) : "";
      cells.add(wrong.isEmpty() ? right : wrong);
      if (!wrong.isEmpty()) {
        path = Optional.of(header.get(i));
      } else if (right.isEmpty() && member.required()) {
        path = path.or(() -> Optional.of(member.key()));
      }
    }
    cells.add(grows && random.nextBoolean() ? extra(random) : "");
    cells.add("");
    if (cells.stream().allMatch(cell -> cell.replace("\"", "").isBlank())) {
      // A row with nothing in any field is rejected as a whole.
      path = Optional.of("");
    }
    return new RandomRow(cells.stream().collect(joining(format.separator())), path);
  }

  private static List<String> header(PayloadFormat.Csv format) {
    String between = '"' + String.valueOf(format.separator()) + '"';
    String names = format.header().substring(1, format.header().length() - 1);
    return List.of(names.split(java.util.regex.Pattern.quote(between), -1));
  }

  private static String extra(Random random) {
    List<String> texts = List.of("1", "x", "TRUE", "2026-01-31", "\"\"", "-7", "\"1,5\"", "0");
    return texts.get(random.nextInt(texts.size()));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** A field that meets the schema; empty, which is null, where JSON has no such text. */
  private static String right(Random random, DeclaredLeaf leaf, PayloadFormat.Csv format) {
    String text = leaf.valid().apply(random);
    JsonNode value = json(text);
    if (value.isNumber()) {
      return number(random, text, format);
    }
    if (value.isBoolean()) {
      return random.nextBoolean() ? text : text.toUpperCase(Locale.ROOT);
    }
    if (!value.isTextual()) {
      return "";
    }
    return isNumeric(leaf) ? number(random, value.asText(), format) : quoted(value.asText());
  }

  /** A field that breaks the schema; empty where this draw has none. */
  private static String wrong(Random random, DeclaredLeaf leaf, PayloadFormat.Csv format) {
    String text = leaf.wrong().apply(random);
    JsonNode value = text.isEmpty() ? json("null") : json(text);
    boolean plain = value.isTextual() && value.asText().matches("[0-9.,eE+-]+");
    if (leaf.column().equals("string")) {
      return value.isTextual() ? quoted(value.asText()) : "";
    }
    if (isNumeric(leaf)) {
      // What JSON must have in quotes is a number here.
      plain |= value.isNumber() && leaf.schema().contains("\"string\"");
      return value.isNumber() && !plain
          ? number(random, text, format)
          : plain || value.isNull() ? "" : quoted(value.isTextual() ? value.asText() : text);
    }
    boolean word = leaf.column().equals("boolean") && value.isTextual();
    return word || value.isNull() ? "" : quoted(value.isTextual() ? value.asText() : text);
  }

  private static boolean isNumeric(DeclaredLeaf leaf) {
    String column = leaf.column();
    return column.equals("long") || column.equals("double") || column.startsWith("decimal");
  }

  /** The number as CSV has it; empty where it is too long to be written out. */
  private static String number(Random random, String json, PayloadFormat.Csv format) {
    BigDecimal value = new BigDecimal(json);
    boolean isLong = Math.abs(value.scale()) > MAX_NUMBER_LENGTH || json.length() > 60;
    if (isLong) {
      return "";
    }
    String plain = value.toPlainString();
    String whole = plain.contains(".") ? plain.substring(0, plain.indexOf('.')) : plain;
    String fraction = plain.substring(whole.length()).replace('.', format.decimal());
    boolean grouped = random.nextBoolean() && (format.decimal() == ',' || !fraction.isEmpty());
    char group = format.decimal() == ',' ? '.' : ',';
    String digits = grouped ? whole.replaceAll("(?<=[0-9])(?=([0-9]{3})+$)", group + "") : whole;
    return quoted(digits + fraction);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
