package dev.foz.app.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Paths as patterns of the lake folder. */
final class PathText {
  private static final Pattern WILD = Pattern.compile("[*?\\[\\]{}\\\\]");

  private PathText() {}

  static boolean isPattern(String text) {
    return WILD.matcher(text).find();
  }

  /** A pattern that means exactly this name. */
  static String escaped(String name) {
    return WILD.matcher(name).replaceAll("\\\\$0");
  }

  /** The path of what is like this pattern below {@code root}, seen from a folder or the root. */
  static String seenFrom(Path folder, Path root, String pattern) {
    boolean inside = root.startsWith(folder) && !folder.equals(folder.getRoot());
    Path way = inside ? folder.relativize(root) : root;
    List<String> parts = new ArrayList<>();
    for (Path part : way) {
      if (!part.toString().isEmpty()) {
        parts.add(escaped(part.toString()));
      }
    }
    parts.add(pattern);
    return (inside ? "" : "/") + String.join("/", parts);
  }

  /** As a YAML value: plain where that means the same. */
  static String yaml(String text) {
    String plain = text.replace("${", "$${");
    return plain.matches("[A-Za-z0-9_./][A-Za-z0-9_./*-]*") && !plain.matches("[0-9.]+")
        ? plain
        : "'" + plain.replace("'", "''") + "'";
  }
}
