package dev.foz.app.shell;

import dev.foz.app.text.RowFormat;
import dev.foz.base.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the words that may stand where the cursor is. */
final class Completion {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.\"\\\\]*$");
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:from|join|,)\\s*([\\p{L}_][\\p{L}\\p{N}_]*\\.[\\p{L}_][\\p{L}\\p{N}_]*)"
              + "(?:\\s+(?:as\\s+)?([\\p{L}_][\\p{L}\\p{N}_]*))?",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern TABLE_COMES =
      Pattern.compile(
          "\\b(?:from|join)\\s+(?:[\\p{L}\\p{N}_.\"]+(?:\\s+(?:as\\s+)?[\\p{L}\\p{N}_]+)?\\s*,\\s*)*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private final Names names;

  Completion(Names names) {
    this.names = names;
  }

  /**
   * A word that may be typed.
   *
   * @param about what it is, a few words; may be empty
   */
  record Word(String value, String about) {}

  /** The part of a word that stands before the cursor. */
  static String typed(String text, int cursor) {
    Matcher matcher = WORD.matcher(text.substring(0, cursor));
    return matcher.find() ? matcher.group() : "";
  }

  /**
   * The words that begin as what is typed does, without regard to case; where none does, those that
   * contain it.
   */
  List<Word> at(String text, int cursor) {
    String typed = typed(text, cursor);
    List<Word> all = candidates(text, text.substring(0, cursor), typed);
    String small = typed.toLowerCase(Locale.ROOT);
    List<Word> begun = matching(all, value -> value.startsWith(small));
    return begun.isEmpty() ? matching(all, value -> value.contains(small)) : begun;
  }

  private static List<Word> matching(List<Word> all, Predicate<String> wanted) {
    return all.stream().filter(word -> wanted.test(word.value.toLowerCase(Locale.ROOT))).toList();
  }

  private List<Word> candidates(String text, String head, String typed) {
    if (head.stripLeading().startsWith("\\")) {
      return ofCommand(head.stripLeading());
    }
    String before = head.substring(0, head.length() - typed.length());
    if (TABLE_COMES.matcher(before).find()) {
      return tables();
    }
    Map<String, String> named = named(text);
    int dot = typed.lastIndexOf('.');
    if (dot >= 0) {
      String prefix = typed.substring(0, dot);
      String table = named.get(prefix.toLowerCase(Locale.ROOT));
      return table == null ? tables() : columns(table, prefix + ".");
    }
    return words(named);
  }

  private List<Word> ofCommand(String head) {
    int blank = head.indexOf(' ');
    if (blank < 0) {
      return Stream.of(Command.values()).map(c -> new Word(c.word(), c.about())).toList();
    }
    return switch (head.substring(0, blank)) {
      case "\\d" -> tables();
      case "\\format" -> RowFormat.NAMES.stream().map(name -> new Word(name, "")).toList();
      case "\\timing", "\\x" -> List.of(new Word("on", ""), new Word("off", ""));
      default -> List.of();
    };
  }

  private List<Word> tables() {
    return names.tables().stream().map(name -> new Word(name, "")).toList();
  }

  private List<Word> columns(String table, String prefix) {
    return names.columns(table).stream().map(field -> column(field, table, prefix)).toList();
  }

  private static Word column(Field field, String table, String prefix) {
    String name = field.name();
    String shown = PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
    return new Word(prefix + shown, field.type() + " of " + table);
  }

  /** Tables that the statement names, by their names and by what it calls them. */
  private static Map<String, String> named(String text) {
    Map<String, String> named = new LinkedHashMap<>();
    Matcher matcher = NAMED.matcher(text);
    while (matcher.find()) {
      String table = matcher.group(1).toLowerCase(Locale.ROOT);
      named.put(table, table);
      named.put(table.substring(table.indexOf('.') + 1), table);
      String alias = matcher.group(2);
      if (alias != null && !SqlWords.ALL.contains(alias.toLowerCase(Locale.ROOT))) {
        named.put(alias.toLowerCase(Locale.ROOT), table);
      }
    }
    return named;
  }

  private List<Word> words(Map<String, String> named) {
    Set<String> seen = new LinkedHashSet<>();
    List<Word> words = new ArrayList<>();
    for (String table : new LinkedHashSet<>(named.values())) {
      columns(table, "").stream().filter(word -> seen.add(word.value)).forEach(words::add);
    }
    SqlWords.ALL.stream().filter(seen::add).forEach(word -> words.add(new Word(word, "")));
    return words;
  }
}
