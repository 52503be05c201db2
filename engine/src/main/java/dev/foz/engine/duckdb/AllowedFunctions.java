package dev.foz.engine.duckdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Functions that user SQL may call: those of the pinned DuckDB version that only compute. The list
 * is the file {@code functions.txt} beside this class.
 */
final class AllowedFunctions {
  private static final int FAR = 3;
  private static final Set<String> NAMES = load();

  private AllowedFunctions() {}

  static Set<String> names() {
    return NAMES;
  }

  static boolean contains(String name) {
    return NAMES.contains(name);
  }

  /** The allowed name that was probably meant; empty where none is near. */
  static String nearest(String name) {
    String nearest = "";
    int least = Math.min(FAR, name.length() / 2);
    for (String candidate : NAMES) {
      int distance = distance(name, candidate, least);
      if (distance < least || (distance == least && nearest.isEmpty() && distance > 0)) {
        nearest = candidate;
        least = distance;
      }
    }
    return nearest;
  }

  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static Set<String> load() {
    try (InputStream file = AllowedFunctions.class.getResourceAsStream("functions.txt")) {
      if (file == null) {
        throw new IllegalStateException("functions.txt is missing");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      // In the order of the file, so that of equally near names it is always the same.
      return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(text.strip().split("\\s+"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
