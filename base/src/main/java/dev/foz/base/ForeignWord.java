package dev.foz.base;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A word of other tools.
 *
 * @param where what it stands for, as {@code foreign-words.txt} says
 * @param words as they are written there, of one meaning
 * @param here what they are called in Foz, best guess first; empty where there is no equal
 * @param same whether the word of Foz can be put in its place as it is
 * @param tools whose words they are; empty where they are nobody's
 * @param note what else to say; empty where nothing is
 */
public record ForeignWord(
    String where,
    List<String> words,
    List<String> here,
    boolean same,
    List<String> tools,
    String note) {
  public ForeignWord {
    words = List.copyOf(words);
    here = List.copyOf(here);
    tools = List.copyOf(tools);
    if (here.isEmpty() && note.isEmpty()) {
      throw new IllegalArgumentException("nothing is said of " + words);
    }
  }

  /** In which a word is looked for: case, {@code _} and {@code -} do not count. */
  public static String squashed(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }

  boolean has(String squashed) {
    return words.stream().anyMatch(word -> squashed(word).equals(squashed));
  }

  /** {@code dbt calls it that; here it is `primary_key`}. */
  public String told(String word) {
    return callers().map(who -> who + " it that; ").orElse("")
        + "here it is `"
        + word
        + "`"
        + (note.isEmpty() ? "" : ": " + note);
  }

  /** What to do with a word that has no equal. */
  public String told() {
    return owners().map(who -> "a word of " + who + ": ").orElse("") + note;
  }

  private Optional<String> callers() {
    return owners().map(who -> who + (tools.size() == 1 ? " calls" : " call"));
  }

  private Optional<String> owners() {
    return tools.size() < 2
        ? tools.stream().findFirst()
        : Optional.of(
            String.join(", ", tools.subList(0, tools.size() - 1)) + " and " + tools.getLast());
  }
}
