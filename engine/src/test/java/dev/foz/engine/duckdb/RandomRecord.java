package dev.foz.engine.duckdb;

import dev.foz.engine.duckdb.RandomDeclaration.Member;
import dev.foz.engine.duckdb.RandomDeclaration.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A random record of a declaration, which breaks it in one place at most. */
final class RandomRecord {
  private final Random random;
  private final boolean grows;

  /** The number of the place to be broken; none where it is negative. */
  private final int broken;

  private int places;
  private Optional<String> path = Optional.empty();
  private String text = "";

  private RandomRecord(Random random, boolean grows, int broken) {
    this.random = random;
    this.grows = grows;
    this.broken = broken;
  }

  /**
   * @param grows whether records may have fields that are not declared
   */
  static RandomRecord valid(Random random, Shape.Struct shape, boolean grows) {
    return of(random, shape, grows, -1);
  }

  static RandomRecord broken(Random random, Shape.Struct shape, boolean grows) {
    int places = of(random, shape, grows, -1).places;
    return of(random, shape, grows, random.nextInt(places));
  }

  private static RandomRecord of(Random random, Shape.Struct shape, boolean grows, int broken) {
    RandomRecord record = new RandomRecord(random, grows, broken);
    record.text = record.struct(shape, "");
    return record;
  }

  String text() {
    return text;
  }

  /** Where it is broken; empty where it is right. */
  Optional<String> path() {
    return path.map(place -> place.isEmpty() ? place : place.substring(1));
  }

  private boolean isBroken() {
    return places++ == broken;
  }

  private String value(Shape shape, String at) {
    return switch (shape) {
      case Shape.Leaf(DeclaredLeaf leaf) -> leaf(leaf, at);
      case Shape.Struct struct -> struct(struct, at);
      case Shape.Elements elements -> list(elements, at);
    };
  }

  private String leaf(DeclaredLeaf leaf, String at) {
    if (isBroken()) {
      String wrong = leaf.wrong().apply(random);
      if (!wrong.isEmpty()) {
        path = Optional.of(at);
        return wrong;
      }
    }
    return leaf.valid().apply(random);
  }

  private String list(Shape.Elements list, String at) {
    if (isBroken()) {
      path = Optional.of(at);
      return list.least() > 0 && random.nextBoolean() ? "[]" : "\"x\"";
    }
    List<String> elements = new ArrayList<>();
    int size = list.least() + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      elements.add(value(list.element(), at + "[" + i + "]"));
    }
    return "[" + String.join(" , ", elements) + "]";
  }

  private String struct(Shape.Struct struct, String at) {
    Optional<Member> missing = Optional.empty();
    boolean breaks = isBroken();
    if (breaks) {
      missing = struct.members().stream().filter(Member::required).findAny();
      missing.ifPresent(member -> path = Optional.of(join(at, member.key())));
    }
    List<String> fields = new ArrayList<>();
    for (Member member : struct.members()) {
      boolean present = member.required() || random.nextInt(6) > 0;
      if (present && !missing.equals(Optional.of(member))) {
        fields.add(field(member, at));
      }
    }
    boolean refused = struct.closed() || !grows;
    if (refused && breaks && missing.isEmpty()) {
      path = Optional.of(join(at, "zz"));
      fields.add(random.nextInt(fields.size() + 1), "\"zz\":1");
    } else if (!refused && random.nextInt(6) == 0) {
      fields.add(random.nextInt(fields.size() + 1), extra());
    }
    return "{" + String.join(", ", fields) + "}";
  }

  private String extra() {
    String[] values = {"1", "\"x\"", "1.50", "{\"k\": [1]}", "true", "null", "\"2026-01-31\""};
    return "\"extra " + random.nextInt(3) + "\": " + values[random.nextInt(values.length)];
  }

  private String field(Member member, String at) {
    boolean former = !member.alias().isEmpty() && random.nextBoolean();
    String key = former ? member.alias() : member.key();
    // Without a column a value need not be kept exactly, so that it may be right nevertheless.
    RandomRecord fields = member.column().equals("false") ? whole() : this;
    return '"' + key + "\": " + fields.value(member.shape(), join(at, key));
  }

  private RandomRecord whole() {
    return new RandomRecord(random, grows, -1);
  }

  private static String join(String at, String key) {
    return at + "." + key;
  }
}
