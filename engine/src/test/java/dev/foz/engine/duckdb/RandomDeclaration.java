package dev.foz.engine.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A random JSON Schema of records. */
final class RandomDeclaration {
  private static final List<String> KEYS =
      List.of("a", "b", "c", "A", "ção", "_seq", "x y", "itens", "", "q't");

  private RandomDeclaration() {}

  /** What a place of a record holds. */
  sealed interface Shape {
    record Leaf(DeclaredLeaf leaf) implements Shape {}

    record Struct(List<Member> members, boolean closed) implements Shape {}

    record Elements(Shape element, int least) implements Shape {}
  }

  /**
   * A field of an object.
   *
   * @param column {@code x-column}: a name, {@code false}, or empty where there is none
   * @param alias another key, or empty
   */
  record Member(String key, Shape shape, boolean required, String column, String alias) {}

  static Shape.Struct root(Random random) {
    return struct(random, 2);
  }

  private static Shape.Struct struct(Random random, int depth) {
    List<Member> members = new ArrayList<>();
    for (String key : KEYS) {
      if (random.nextInt(3) > 0) {
        members.add(member(random, key, depth));
      }
    }
    return new Shape.Struct(members, random.nextInt(4) == 0);
  }

  static Member member(Random random, String key, int depth) {
    String column =
        switch (random.nextInt(12)) {
          case 0 -> "coluna " + key.hashCode();
          case 1 -> "false";
          default -> "";
        };
    String alias = random.nextInt(8) == 0 ? "era " + key : "";
    return new Member(key, shape(random, depth), random.nextInt(3) == 0, column, alias);
  }

  static Shape shape(Random random, int depth) {
    int kind = depth == 0 ? 9 : random.nextInt(10);
    return switch (kind) {
      case 0 -> struct(random, depth - 1);
      case 1 -> new Shape.Elements(shape(random, depth - 1), random.nextInt(2));
      default -> {
        DeclaredLeaf leaf = DeclaredLeaf.any(random);
        yield new Shape.Leaf(random.nextInt(3) == 0 ? leaf.orNull() : leaf);
      }
    };
  }

  /** The same with some fields of the top changed, renamed, dropped and added. */
  static Shape.Struct changed(Random random, Shape.Struct before) {
    List<Member> members = new ArrayList<>();
    for (Member member : before.members()) {
      switch (random.nextInt(14)) {
        case 0 -> {}
        case 1, 2, 3 -> members.add(retyped(member, shape(random, 1)));
        case 4 -> members.add(renamed(member));
        case 5 -> members.add(hiddenOrShown(member));
        default -> members.add(member);
      }
    }
    String added = KEYS.get(random.nextInt(KEYS.size()));
    if (members.stream().noneMatch(one -> added.equals(one.key()) || added.equals(one.alias()))) {
      members.add(member(random, added, 1));
    }
    return new Shape.Struct(members, before.closed());
  }

  private static Member retyped(Member member, Shape shape) {
    return new Member(member.key(), shape, member.required(), member.column(), member.alias());
  }

  private static Member hiddenOrShown(Member member) {
    String column = member.column().isEmpty() ? "false" : "";
    return new Member(member.key(), member.shape(), member.required(), column, member.alias());
  }

  private static Member renamed(Member member) {
    return member.alias().isEmpty()
        ? new Member(
            member.key() + "*", member.shape(), member.required(), member.column(), member.key())
        : member;
  }

  static String schema(Shape shape) {
    return switch (shape) {
      case Shape.Leaf(DeclaredLeaf leaf) -> "{" + leaf.schema() + "}";
      case Shape.Elements(Shape element, int least) ->
          "{\"type\":\"array\",\"minItems\":" + least + ",\"items\":" + schema(element) + "}";
      case Shape.Struct(List<Member> members, boolean closed) ->
          "{\"type\":\"object\",\"additionalProperties\":"
              + !closed
              + ",\"required\":["
              + members.stream()
                  .filter(Member::required)
                  .map(member -> '"' + member.key() + '"')
                  .collect(Collectors.joining(","))
              + "],\"properties\":{"
              + members.stream()
                  .map(member -> '"' + member.key() + "\":" + schema(member))
                  .collect(Collectors.joining(","))
              + "}}";
    };
  }

  private static String schema(Member member) {
    String text = schema(member.shape());
    StringBuilder further = new StringBuilder("{");
    if (!member.column().isEmpty()) {
      String name = member.column();
      further.append("\"x-column\":").append(name.equals("false") ? name : '"' + name + '"');
    }
    if (!member.alias().isEmpty()) {
      further.append(further.length() > 1 ? "," : "");
      further.append("\"x-aliases\":[\"").append(member.alias()).append("\"]");
    }
    boolean both = further.length() > 1 && text.length() > 2;
    return further + (both ? "," : "") + text.substring(1);
  }

  /** The type of the row that such records make, as text. */
  static String columns(Shape.Struct struct, boolean top) {
    List<String> taken = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (Member member : struct.members()) {
      String name = name(member, taken, top);
      String type = type(member.shape());
      if (!name.equals("false")) {
        taken.add(name);
        if (!type.isEmpty()) {
          columns.add(name + ": " + type);
        }
      }
    }
    return columns.isEmpty() && !top ? "" : "struct<" + String.join(", ", columns) + ">";
  }

  private static String name(Member member, List<String> taken, boolean top) {
    if (!member.column().isEmpty()) {
      return member.column();
    }
    String wanted = member.key().isEmpty() ? "empty" : member.key();
    String first = top && wanted.equals("_seq") ? "source_seq" : wanted;
    return taken.stream().anyMatch(first::equalsIgnoreCase) ? first + "_2" : first;
  }

  private static String type(Shape shape) {
    return switch (shape) {
      case Shape.Leaf(DeclaredLeaf leaf) -> leaf.column();
      case Shape.Struct struct -> columns(struct, false);
      case Shape.Elements(Shape element, int least) -> {
        String type = type(element);
        yield type.isEmpty() ? "" : "list<" + type + ">";
      }
    };
  }
}
