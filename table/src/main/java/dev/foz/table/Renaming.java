package dev.foz.table;

import dev.foz.base.Field;
import dev.foz.base.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives fields their new names. A rename whose path is unknown, or whose new name another field has
 * and keeps, is left out: what is asked for again and again is done once, and a column that comes
 * later under the former name is another one.
 */
final class Renaming {
  private final List<Rename> renames;

  Renaming(List<Rename> renames) {
    this.renames = renames;
  }

  List<Field> apply(List<Field> fields) {
    return renames.isEmpty() ? fields : apply(List.of(), fields);
  }

  private List<Field> apply(List<String> parent, List<Field> fields) {
    List<String> names = names(parent, fields);
    List<Field> renamed = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      renamed.add(new Field(field.id(), names.get(i), inside(parent, field)));
    }
    return List.copyOf(renamed);
  }

  /** A name becomes free when its field gets another: renames wait for each other. */
  private List<String> names(List<String> parent, List<Field> fields) {
    List<String> former = fields.stream().map(Field::name).toList();
    List<String> names = new ArrayList<>(former);
    Map<String, String> waiting = asked(parent);
    waiting.keySet().retainAll(former);
    boolean moved = true;
    while (moved) {
      moved = waiting.entrySet().removeIf(rename -> rename(rename, former, names));
    }
    return names;
  }

  private static boolean rename(
      Map.Entry<String, String> rename, List<String> former, List<String> names) {
    if (names.contains(rename.getValue())) {
      return false;
    }
    names.set(former.indexOf(rename.getKey()), rename.getValue());
    return true;
  }

  /** New names by former ones; the first counts. */
  private Map<String, String> asked(List<String> parent) {
    Map<String, String> asked = new LinkedHashMap<>();
    for (Rename rename : renames) {
      List<String> path = rename.path();
      if (path.subList(0, path.size() - 1).equals(parent)) {
        asked.putIfAbsent(path.getLast(), rename.to());
      }
    }
    return asked;
  }

  private Type inside(List<String> parent, Field field) {
    return inside(within(parent, field), field.type());
  }

  private Type inside(List<String> path, Type type) {
    return switch (type) {
      case Type.Primitive primitive -> primitive;
      case Type.Decimal decimal -> decimal;
      case Type.Struct(List<Field> fields) -> new Type.Struct(apply(path, fields));
      case Type.ListOf(Field element) -> new Type.ListOf(same(path, element));
      case Type.MapOf(Field key, Field value) -> new Type.MapOf(same(path, key), same(path, value));
    };
  }

  /** Elements, keys and values have no names of their own. */
  private Field same(List<String> path, Field field) {
    return new Field(field.id(), field.name(), inside(path, field));
  }

  private static List<String> within(List<String> parent, Field field) {
    List<String> path = new ArrayList<>(parent);
    path.add(field.name());
    return path;
  }
}
