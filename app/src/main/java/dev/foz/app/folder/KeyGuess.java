package dev.foz.app.folder;

import dev.foz.app.lake.Trial;
import dev.foz.app.text.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which field names a row, and why it is thought so.
 *
 * @param reason for people; also where no field does
 */
record KeyGuess(Optional<String> field, String reason) {
  /** Words that columns with keys have, best first; the table's own name may stand beside them. */
  private static final List<String> WORDS =
      List.of(
          "id", "_id", "uuid", "guid", "chave", "key", "sku", "codigo", "cod", "code", "numero",
          "number", "nr", "cnpj", "cpf");

  /** Those that also stand before what they are of; {@code nr_itens} is a count. */
  private static final List<String> BEGINNINGS = List.of("id", "chave", "cod", "codigo");

  private static final int NO_WORD = Integer.MAX_VALUE;
  private static final int MOST_TOLD = 3;

  /**
   * @param table its name
   */
  static KeyGuess of(Trial.Result result, String table) {
    List<Trial.Column> unique =
        result.columns().stream().filter(column -> isUnique(column, result)).toList();
    Optional<Trial.Column> best =
        unique.stream()
            .filter(column -> rank(column.key(), table) < NO_WORD)
            .min(Comparator.comparingInt(column -> rank(column.key(), table)));
    return best.map(column -> new KeyGuess(Optional.of(column.key()), because(column, result)))
        .orElseGet(() -> new KeyGuess(Optional.empty(), none(result, table, unique)));
  }

  private static boolean isUnique(Trial.Column column, Trial.Result result) {
    return result.landed() > 0
        && column.filled() == result.landed()
        && column.distinct().filter(count -> count == result.landed()).isPresent();
  }

  /** Lower is likelier; the name may be that of the key's table with a key word. */
  private static int rank(String name, String table) {
    String plain = name.toLowerCase(Locale.ROOT).replace("-", "_");
    int word = WORDS.indexOf(plain);
    if (word >= 0) {
      return word;
    }
    for (int i = 0; i < WORDS.size(); i++) {
      String suffix = WORDS.get(i).replaceFirst("^_", "");
      boolean ends = plain.endsWith("_" + suffix) || name.endsWith(capital(suffix));
      boolean begins = BEGINNINGS.contains(suffix) && plain.startsWith(suffix + "_");
      if (ends || begins) {
        boolean own =
            plain.contains(table) || table.contains(plain.replaceFirst("_?" + suffix + "_?", ""));
        return WORDS.size() * (own ? 1 : 2) + i;
      }
    }
    return NO_WORD;
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String because(Trial.Column column, Trial.Result result) {
    String name = "`" + column.key() + "`";
    return result.landed() == 1
        ? name + " is named like a key, but only 1 record was looked at"
        : name
            + " is named like a key, never null, and different in each of "
            + Figures.count(result.landed(), "record");
  }

  private static String none(Trial.Result result, String table, List<Trial.Column> unique) {
    Optional<Trial.Column> named =
        result.columns().stream()
            .filter(column -> rank(column.key(), table) < NO_WORD && column.distinct().isPresent())
            .min(Comparator.comparingInt(column -> rank(column.key(), table)));
    if (named.isPresent()) {
      return "none: " + notUnique(named.get(), result);
    }
    if (!unique.isEmpty()) {
      String names =
          unique.stream()
              .limit(MOST_TOLD)
              .map(column -> "`" + column.key() + "`")
              .collect(Collectors.joining(", "));
      return "none: no field is named like a key; different in each record: " + names;
    }
    return "none: no single field is different in each record; every record becomes a row";
  }

  private static String notUnique(Trial.Column column, Trial.Result result) {
    String name = "`" + column.key() + "`";
    if (column.filled() < result.landed()) {
      return name + " is null in " + Figures.count(result.landed() - column.filled(), "record");
    }
    return name
        + " has "
        + Figures.count(column.distinct().orElse(0L), "value")
        + " in "
        + Figures.count(result.landed(), "record")
        + "; if it names a row, `primary_key: "
        + column.key()
        + "` keeps the last of each";
  }
}
