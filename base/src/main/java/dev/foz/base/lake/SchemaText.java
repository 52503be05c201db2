package dev.foz.base.lake;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts and numbers as JSON for people, two blanks a level. */
final class SchemaText {
  private static final int SHORT = 80;

  private final StringBuilder out = new StringBuilder();

  private SchemaText() {}

  static String of(Map<String, ?> value) {
    SchemaText text = new SchemaText();
    text.map(value, 0);
    return text.out.append('\n').toString();
  }

  private void value(@Nullable Object value, int depth) {
    switch (value) {
      case Map<?, ?> map -> map(map, depth);
      case List<?> list -> list(list, depth);
      case String text -> text(text);
      case null, default -> out.append(value);
    }
  }

  private void map(Map<?, ?> map, int depth) {
    out.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        entries.hasNext(); ) {
      Map.Entry<?, ?> entry = entries.next();
      line(depth + 1);
      text(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), depth + 1);
      out.append(entries.hasNext() ? "," : "");
    }
    line(depth);
    out.append('}');
  }

  private void list(List<?> list, int depth) {
    boolean flat = list.stream().noneMatch(item -> item instanceof Map || item instanceof List);
    boolean oneLine = flat && list.toString().length() <= SHORT;
    out.append('[');
    for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
      Object item = items.next();
      if (!oneLine) {
        line(depth + 1);
      }
      value(item, depth + 1);
      if (items.hasNext()) {
        out.append(oneLine ? ", " : ",");
      }
    }
    if (!oneLine) {
      line(depth);
    }
    out.append(']');
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private void text(String text) {
    out.append('"')
        .append(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t"))
        .append('"');
  }
}
