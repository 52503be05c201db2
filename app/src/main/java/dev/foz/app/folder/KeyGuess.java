package dev.foz.app.folder;

import dev.foz.app.lake.KeyFields.Candidate;
import dev.foz.app.lake.Trial;
import dev.foz.app.text.Figures;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which field names a row, and why it is thought so. What is only likely (a field within another,
 * several fields together) is proposed, for a wrong key hides records.
 *
 * @param field that is taken
 * @param proposed where none is: fields that a person may take
 * @param reason for people; also where no field does
 */
record KeyGuess(Optional<String> field, List<String> proposed, String reason) {
  /** Words that columns with keys have, best first; the table's own name may stand beside them. */
  private static final List<String> WORDS =
      List.of(
          "id", "_id", "uuid", "guid", "chave", "key", "sku", "codigo", "cod", "code", "numero",
          "number", "nr", "cnpj", "cpf");

  /** How many of them at the beginning can hardly mean anything else. */
  private static final int PLAIN_WORDS = 6;

  /** Those that also stand before what they are of; {@code nr_itens} is a count. */
  private static final List<String> BEGINNINGS = List.of("id", "chave", "cod", "codigo");

  /** Words of columns that name a row together with others. */
  private static final Set<String> PARTS =
      Set.of(
          "pedido",
          "order",
          "nota",
          "invoice",
          "item",
          "linha",
          "line",
          "seq",
          "sequencia",
          "sequence",
          "parcela",
          "serie",
          "ano",
          "year",
          "mes",
          "month",
          "dia",
          "day",
          "data",
          "date",
          "hora",
          "hour",
          "loja",
          "store",
          "filial",
          "branch",
          "cliente",
          "customer",
          "produto",
          "product",
          "versao",
          "version");

  private static final int NO_WORD = Integer.MAX_VALUE;
  private static final int MOST_TOLD = 3;

  /** In fewer rows fields are different together by chance. */
  private static final int FEWEST_FOR_SEVERAL = 4;

  KeyGuess {
    proposed = List.copyOf(proposed);
  }

  /** The line of a source's file; a comment where the key is only proposed. */
  Optional<String> line() {
    List<String> names = field.map(List::of).orElse(proposed);
    String keys = names.stream().map(PathText::yaml).collect(Collectors.joining(", "));
    String value = names.size() > 1 ? "[" + keys + "]" : keys;
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of((field.isPresent() ? "" : "# ") + "primary_key: " + value);
  }

  /**
   * @param table its name
   */
  static KeyGuess of(Trial.Result result, String table) {
    List<Candidate> fields = result.keys().fields();
    List<Candidate> unique = fields.stream().filter(one -> isUnique(one, result)).toList();
    Optional<Candidate> named =
        best(fields.stream().filter(Candidate::isName).toList(), table, false);
    return best(unique, table, false)
        .map(one -> new KeyGuess(Optional.of(one.key()), List.of(), because(one, result)))
        .or(() -> several(result, table, 0))
        .or(
            () ->
                named
                    .filter(one -> rank(one, table) % WORDS.size() < PLAIN_WORDS)
                    .map(one -> none(notUnique(one, result))))
        .or(() -> best(unique, table, true).map(one -> nested(one, result)))
        .or(() -> several(result, table, 1))
        .or(() -> named.map(one -> none(notUnique(one, result))))
        .orElseGet(() -> none(unique));
  }

  private static boolean isUnique(Candidate one, Trial.Result result) {
    return one.isName()
        && result.landed() > 0
        && one.filled() == result.landed()
        && one.distinct() == result.landed();
  }

  private static Optional<Candidate> best(List<Candidate> fields, String table, boolean nested) {
    return fields.stream()
        .filter(one -> one.isNested() == nested && rank(one, table) < NO_WORD)
        .min(Comparator.comparingInt(one -> rank(one, table)));
  }

  private static int rank(Candidate one, String table) {
    return rank(one.path().getLast(), table);
  }

  /** Lower is likelier; the name may be that of the key's table with a key word. */
  private static int rank(String written, String table) {
    String name = withoutAccents(written);
    String plain = plain(written);
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

  private static String plain(String name) {
    return withoutAccents(name).strip().toLowerCase(Locale.ROOT).replaceAll("[-. ]+", "_");
  }

  private static String withoutAccents(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String because(Candidate one, Trial.Result result) {
    String name = "`" + one.key() + "`";
    return result.landed() == 1
        ? name + " is named like a key, but only 1 record was looked at"
        : name
            + " is named like a key, never null, and different in each of "
            + Figures.count(result.landed(), "record");
  }

  private static KeyGuess nested(Candidate one, Trial.Result result) {
    return new KeyGuess(
        Optional.empty(),
        List.of(one.key()),
        "none yet: " + because(one, result) + "; if it names a row, take away the # below");
  }

  /**
   * Fields that are different only together, of which one at least is named like a part of a key.
   */
  private static Optional<KeyGuess> several(Trial.Result result, String table, int mostOthers) {
    return result.landed() < FEWEST_FOR_SEVERAL
        ? Optional.empty()
        : result.keys().together().stream()
            .filter(set -> unlikely(set, table) <= mostOthers)
            .min(Comparator.comparingLong(set -> unlikely(set, table)))
            .map(set -> several(set, result));
  }

  private static long unlikely(List<Candidate> set, String table) {
    return set.stream().filter(one -> rank(one, table) == NO_WORD && !isPart(one)).count();
  }

  private static boolean isPart(Candidate one) {
    return List.of(plain(one.path().getLast()).split("_")).stream().anyMatch(PARTS::contains);
  }

  private static KeyGuess several(List<Candidate> set, Trial.Result result) {
    String names =
        set.stream()
            .map(one -> "`" + one.key() + "`")
            .collect(Collectors.joining(", "))
            .replaceFirst(", (?=[^,]*$)", " and ");
    return new KeyGuess(
        Optional.empty(),
        set.stream().map(Candidate::key).toList(),
        "none yet: "
            + names
            + " together are different in each of "
            + Figures.count(result.landed(), "record")
            + "; if they name a row, take away the # below");
  }

  private static KeyGuess none(List<Candidate> unique) {
    if (unique.isEmpty()) {
      return none("no single field is different in each record; every record becomes a row");
    }
    String names =
        unique.stream()
            .limit(MOST_TOLD)
            .map(one -> "`" + one.key() + "`")
            .collect(Collectors.joining(", "));
    return none("no field is named like a key; different in each record: " + names);
  }

  private static KeyGuess none(String reason) {
    return new KeyGuess(Optional.empty(), List.of(), "none: " + reason);
  }

  private static String notUnique(Candidate one, Trial.Result result) {
    String name = "`" + one.key() + "`";
    if (one.filled() < result.landed()) {
      return name + " is null in " + Figures.count(result.landed() - one.filled(), "record");
    }
    return name
        + " has "
        + Figures.count(one.distinct(), "value")
        + " in "
        + Figures.count(result.landed(), "record")
        + "; if it names a row, `primary_key: "
        + one.key()
        + "` keeps the last of each";
  }
}
