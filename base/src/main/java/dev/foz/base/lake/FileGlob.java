package dev.foz.base.lake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which files belong to a table: all below {@code root} whose path from there matches {@code
 * pattern}. In a pattern {@code *} and {@code ?} stay within a name, a part {@code **} stands for
 * any number of folders (none too), {@code [a-z]} and {@code [!a-z]} for one character, {@code
 * {a,b}} for either, and a backslash takes the next character as it is. A wildcard at the start of
 * a name does not match a leading dot, so hidden files are left alone.
 *
 * @param root absolute and normalised; the folders before the first wildcard
 * @param pattern the rest, parts separated by {@code /}; at least a file name
 */
public record FileGlob(Path root, String pattern) {
  /**
   * Checks the pattern.
   *
   * @throws IllegalArgumentException whose message says what is wrong, without the pattern
   */
  public FileGlob {
    root = root.toAbsolutePath().normalize();
    GlobPattern.compile(pattern);
  }

  /**
   * The glob that {@code text} means, seen from {@code base}.
   *
   * @throws IllegalArgumentException whose message says what is wrong, without the text
   */
  public static FileGlob parse(Path base, String text) {
    if (text.endsWith("/")) {
      throw new IllegalArgumentException("it ends with `/`");
    }
    List<String> parts = new ArrayList<>(List.of(text.split("/", -1)));
    Path root = text.startsWith("/") ? Path.of("/") : base;
    while (parts.size() > 1 && !GlobPattern.isGlob(parts.getFirst())) {
      root = root.resolve(parts.removeFirst());
    }
    return new FileGlob(root, String.join("/", parts));
  }

  /**
   * Tells which absolute, normalised paths match, going by their text alone. Any thread may use it.
   */
  public Predicate<Path> matcher() {
    Pattern compiled = GlobPattern.compile(pattern);
    return file ->
        file.startsWith(root)
            && !file.equals(root)
            && compiled.matcher(slashed(root.relativize(file))).matches();
  }

  /** Whether a file somewhere below this folder could match. */
  boolean reaches(Path folder) {
    if (root.startsWith(folder)) {
      return true;
    }
    if (!folder.startsWith(root)) {
      return false;
    }
    List<String> wanted = List.of(slashed(root.relativize(folder)).split("/"));
    return reaches(List.of(pattern.split("/")), wanted);
  }

  private static boolean reaches(List<String> parts, List<String> names) {
    if (names.isEmpty()) {
      return !parts.isEmpty();
    }
    if (parts.isEmpty()) {
      return false;
    }
    String part = parts.getFirst();
    if (part.equals("**")) {
      return names.stream().noneMatch(name -> name.startsWith("."))
          || reaches(parts.subList(1, parts.size()), names);
    }
    return GlobPattern.compile(part).matcher(names.getFirst()).matches()
        && reaches(parts.subList(1, parts.size()), names.subList(1, names.size()));
  }

  private static String slashed(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  @Override
  public String toString() {
    return root + "/" + pattern;
  }
}
