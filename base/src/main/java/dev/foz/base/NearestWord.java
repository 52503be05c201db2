package dev.foz.base;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that someone most likely meant. Pure. */
public final class NearestWord {
  private static final int MOST_WRONG_LETTERS = 2;

  private NearestWord() {}

  /**
   * The candidate with the fewest letters added, removed, replaced or swapped with their neighbour;
   * empty where even the nearest differs in more than a third of its letters. Case does not count;
   * of equally near ones the first.
   */
  public static Optional<String> find(String word, Collection<String> candidates) {
    String wanted = word.toLowerCase(Locale.ROOT);
    String nearest = "";
    int best = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    int allowed = Math.max(1, Math.max(wanted.length(), nearest.length()) / 3);
    return best <= allowed && !nearest.isEmpty() ? Optional.of(nearest) : Optional.empty();
  }

  /**
   * The nearest word, where that is certain enough to write it: at most two letters differ, and
   * every other candidate is further away.
   */
  public static Optional<String> only(String word, Collection<String> candidates) {
    String wanted = word.toLowerCase(Locale.ROOT);
    Optional<String> nearest = find(word, candidates);
    int best = nearest.map(near -> distance(wanted, near.toLowerCase(Locale.ROOT))).orElse(0);
    boolean alone =
        candidates.stream()
                .map(candidate -> candidate.toLowerCase(Locale.ROOT))
                .distinct()
                .filter(candidate -> distance(wanted, candidate) <= best)
                .limit(2)
                .count()
            == 1;
    return nearest.filter(near -> alone && best <= MOST_WRONG_LETTERS);
  }

  /** The optimal string alignment distance. */
  private static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, right, i, j);
      }
    }
    return cost[left.length()][right.length()];
  }

  private static int cheapest(int[][] cost, String left, String right, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
