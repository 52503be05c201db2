package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.ForeignWord;
import dev.foz.base.ForeignWords;
import dev.foz.base.NearestWord;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.lake.YamlNode.Entries;
import dev.foz.base.lake.YamlNode.Entry;
import dev.foz.base.lake.YamlNode.Items;
import dev.foz.base.lake.YamlNode.Kind;
import dev.foz.base.lake.YamlNode.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A map of a YAML file whose keys are known. Every reading method reports what is wrong and then
 * answers empty (or the default), as it does where the key is not there.
 */
final class Section {
  private final Entries map;
  private final Problems problems;

  /** Keys that are there under another name, which was reported. */
  private final Set<String> meant = new HashSet<>();

  /** A map whose keys nobody has checked yet. */
  Section(Entries map, Problems problems) {
    this.map = map;
    this.problems = problems;
  }

  /** Reports the keys that are not among these. */
  Section check(Keys keys) {
    map.entries().forEach(entry -> checkKey(entry.key(), keys));
    return this;
  }

  private void checkKey(Text key, Keys keys) {
    String word = key.raw();
    if (keys.later().contains(word)) {
      problems.notBuiltYet(key.place(), "`" + word + "`", "leave it out");
    } else if (!keys.known().contains(word)) {
      Remedy remedy = nearest(word, keys);
      remedy.key().ifPresent(meant::add);
      Problem problem =
          Problem.of(Code.UNKNOWN_KEY, "unknown key " + key.quoted())
              .at(key.place())
              .remedy(remedy.text());
      problems.add(remedy.mended().filter(here -> !has(here)).map(problem::mended).orElse(problem));
    }
  }

  /**
   * What to do about a word.
   *
   * @param key that is most likely meant
   * @param mended what to write instead, where that is certain
   */
  private record Remedy(String text, Optional<String> key, Optional<String> mended) {
    static Remedy of(String text) {
      return new Remedy(text, Optional.empty(), Optional.empty());
    }

    static Remedy of(String text, String key, Optional<String> mended) {
      return new Remedy(text, Optional.of(key), mended);
    }

    static Remedy of(ForeignWords.Match match) {
      return new Remedy(match.told(), match.here(), match.mended());
    }
  }

  private static Remedy nearest(String word, Keys keys) {
    if (word.equals("<<")) {
      return Remedy.of("YAML 1.2 has no merge key; write the keys out");
    }
    return same(word, keys)
        .or(() -> foreign(word, keys))
        .or(() -> further(word, keys))
        .or(() -> misspelt(word, keys))
        .orElseGet(() -> Remedy.of(knownWords(keys.known())));
  }

  /** A key of Foz in another spelling. */
  private static Optional<Remedy> same(String word, Keys keys) {
    String squashed = ForeignWord.squashed(word);
    return keys.known().stream()
        .filter(key -> ForeignWord.squashed(key).equals(squashed))
        .findFirst()
        .map(key -> Remedy.of("here it is `" + key + "`", key, Optional.of(key)));
  }

  private static Optional<Remedy> foreign(String word, Keys keys) {
    return ForeignWords.find(word, keys.foreign(), keys.known()::contains)
        .map(Remedy::of)
        .or(
            () ->
                ForeignWords.find(word, keys.foreign(), keys.later()::contains)
                    .map(match -> Remedy.of(match.told() + ", which is not built yet")));
  }

  private static Optional<Remedy> misspelt(String word, Keys keys) {
    List<String> all = new ArrayList<>(keys.known());
    all.addAll(keys.later());
    return NearestWord.find(word, all)
        .map(
            near ->
                Remedy.of(
                    didYouMean(near),
                    near,
                    NearestWord.only(word, all).filter(keys.known()::contains)));
  }

  /** Where a key belongs that stands too far out. */
  private static Optional<Remedy> further(String word, Keys keys) {
    if (keys == Keys.FILE_SOURCE) {
      if (Keys.FILE_TABLE.known().contains(word)) {
        return Optional.of(Remedy.of("it is a key of each table: write it under `tables`"));
      }
      return ForeignWords.find(word, Keys.FILE_TABLE.foreign(), Keys.FILE_TABLE.known()::contains)
          .map(match -> Remedy.of(match.told() + ", a key of each table under `tables`"));
    }
    return keys == Keys.LAKE && Keys.DEFAULTS.known().contains(word)
        ? Optional.of(Remedy.of("write it under `defaults`"))
        : Optional.empty();
  }

  static String didYouMean(String word) {
    return "did you mean `" + word + "`?";
  }

  static String knownWords(List<String> words) {
    return "known: " + words.stream().map(w -> "`" + w + "`").collect(Collectors.joining(", "));
  }

  boolean has(String key) {
    return map.find(key).isPresent();
  }

  /** Where to show what is wrong with a key that is there. */
  Place keyPlace(String key) {
    return map.entries().stream()
        .filter(entry -> entry.key().raw().equals(key))
        .map(entry -> entry.key().place())
        .findFirst()
        .orElse(map.place());
  }

  /**
   * Reports that the key is missing, where it is. After {@link #check}, which reports a key that is
   * there under another name.
   */
  void require(String key, Place owner, String remedy) {
    if (!has(key) && !meant.contains(key)) {
      problems.add(Code.MISSING_KEY, owner, "missing key `" + key + "`", remedy);
    }
  }

  Optional<Text> text(String key) {
    return map.find(key).flatMap(node -> text(key, Wanted.TEXT, node));
  }

  Optional<Text> text(String key, Wanted wanted, YamlNode node) {
    if (node instanceof Text text && text.kind() == Kind.TEXT) {
      return Optional.of(text);
    }
    return wrongType(key, wanted, node);
  }

  private <T> Optional<T> wrongType(String key, Wanted wanted, YamlNode node) {
    Kind kind = node instanceof Text text ? text.kind() : Kind.TEXT;
    if (kind != Kind.BROKEN) {
      problems.add(
          Code.WRONG_TYPE,
          node.place(),
          "`" + key + "` wants " + wanted.what() + ", got " + node.label(),
          remedy(wanted, kind));
    }
    return Optional.empty();
  }

  private static String remedy(Wanted wanted, Kind got) {
    if (got == Kind.NOTHING) {
      return "write a value, or leave the key out";
    }
    boolean unquoted = got == Kind.NUMBER || got == Kind.FLAG;
    return wanted.isText() && unquoted ? "put it in quotes" : wanted.example();
  }

  /** A text, a number, true or false, as it is written. */
  Optional<Text> scalar(String key, Wanted wanted, YamlNode node) {
    return switch (node) {
      case Text text when text.kind() != Kind.NOTHING && text.kind() != Kind.BROKEN ->
          Optional.of(text);
      case YamlNode other -> wrongType(key, wanted, other);
    };
  }

  /** The same of a key of this map. */
  Optional<Text> scalar(String key, Wanted wanted) {
    return map.find(key).flatMap(node -> scalar(key, wanted, node));
  }

  /** A list that is not empty. */
  List<YamlNode> items(String key, Wanted wanted) {
    return switch (map.find(key).orElse(null)) {
      case null -> List.of();
      case Items list -> {
        reportEmpty(key, list);
        yield list.items();
      }
      case YamlNode node -> this.<List<YamlNode>>wrongType(key, wanted, node).orElse(List.of());
    };
  }

  private void reportEmpty(String key, Items list) {
    if (list.items().isEmpty()) {
      problems.add(
          Code.WRONG_VALUE, list.place(), "`" + key + "` is an empty list", "leave it out");
    }
  }

  /** A column's name. */
  Optional<String> column(String key) {
    return text(key).filter(text -> isColumn(key, text)).map(Text::text);
  }

  /** Names of columns, none of them twice, also but for case. */
  List<String> columns(String key) {
    Set<String> seen = new HashSet<>();
    List<String> columns = new ArrayList<>();
    for (Text text : texts(key)) {
      if (!isColumn(key, text)) {
        continue;
      }
      if (seen.add(text.text().toLowerCase(Locale.ROOT))) {
        columns.add(text.text());
      } else {
        wrongValue(text, "`" + key + "` names " + text.quoted() + " twice", "once is enough");
      }
    }
    return columns;
  }

  private boolean isColumn(String key, Text text) {
    if (text.text().isBlank()) {
      wrongValue(text, "`" + key + "` names no column", "write the name of a column");
    }
    return !text.text().isBlank();
  }

  /** A list of texts; one text is a list of one. */
  List<Text> texts(String key) {
    return switch (map.find(key).orElse(null)) {
      case null -> List.of();
      case Items list -> {
        reportEmpty(key, list);
        yield list.items().stream()
            .flatMap(item -> text(key, Wanted.TEXTS, item).stream())
            .toList();
      }
      case YamlNode node -> text(key, Wanted.TEXTS, node).stream().toList();
    };
  }

  /** True or false, where a variable may stand for it. */
  Optional<Boolean> flag(String key) {
    return map.find(key).flatMap(node -> flag(key, Wanted.FLAG, node));
  }

  private Optional<Boolean> flag(String key, Wanted wanted, YamlNode node) {
    if (node instanceof Text text) {
      boolean filled = text.kind() == Kind.TEXT && Variables.isIn(text.raw());
      String value = text.text().toLowerCase(Locale.ROOT);
      if (text.kind() == Kind.FLAG || (filled && (value.equals("true") || value.equals("false")))) {
        return Optional.of(value.equals("true"));
      }
    }
    return wrongType(key, wanted, node);
  }

  /** The columns of a header, or whether there is one. */
  Optional<CsvOptions.Header> header(String key) {
    Optional<YamlNode> found = map.find(key);
    if (found.filter(Items.class::isInstance).isPresent()) {
      List<String> names = texts(key).stream().map(Text::text).toList();
      return names.isEmpty() ? Optional.empty() : Optional.of(new CsvOptions.Header.Names(names));
    }
    return found
        .flatMap(node -> flag(key, Wanted.HEADER, node))
        .map(first -> first ? new CsvOptions.Header.FirstLine() : new CsvOptions.Header.None());
  }

  /** One of these words; {@code later} are those of the design that do not work yet. */
  Optional<String> word(String key, List<String> known, List<String> later) {
    return text(key).flatMap(text -> word(key, text, known, later));
  }

  private Optional<String> word(String key, Text text, List<String> known, List<String> later) {
    if (known.contains(text.text())) {
      return Optional.of(text.text());
    }
    if (later.contains(text.text())) {
      problems.notBuiltYet(text.place(), "`" + key + ": " + text.text() + "`", knownWords(known));
    } else {
      unknownWord(key, key, text, known, later);
    }
    return Optional.empty();
  }

  /**
   * Reports a word that is none of these.
   *
   * @param key whose words other tools may call otherwise
   * @param kind what people call it
   */
  void unknownWord(String key, String kind, Text text, List<String> known, List<String> later) {
    List<String> all = new ArrayList<>(known);
    all.addAll(later);
    // How near the value of a variable is to something could tell it.
    Optional<Remedy> meant = Variables.isIn(text.raw()) ? Optional.empty() : meant(key, text, all);
    Problem problem =
        Problem.of(Code.WRONG_VALUE, "unknown " + kind + " " + text.quoted())
            .at(text.place())
            .remedy(meant.map(Remedy::text).orElseGet(() -> knownWords(known)));
    problems.add(
        meant.flatMap(Remedy::mended).filter(known::contains).map(problem::mended).orElse(problem));
  }

  private static Optional<Remedy> meant(String key, Text text, List<String> words) {
    String word = text.raw();
    return words.stream()
        .filter(known -> ForeignWord.squashed(known).equals(ForeignWord.squashed(word)))
        .findFirst()
        .map(known -> Remedy.of("here it is `" + known + "`", known, Optional.of(known)))
        .or(() -> ForeignWords.find(word, List.of(key), words::contains).map(Remedy::of))
        .or(
            () ->
                NearestWord.find(word, words)
                    .map(near -> Remedy.of(didYouMean(near), near, NearestWord.only(word, words))));
  }

  /** One of an enum's words. */
  <E extends Enum<E>> Optional<E> choice(String key, Class<E> type, List<String> later) {
    List<String> known = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      known.add(value.name().toLowerCase(Locale.ROOT));
    }
    return word(key, known, later).map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
  }

  Optional<Duration> duration(String key) {
    return text(key).flatMap(text -> duration(key, text));
  }

  private Optional<Duration> duration(String key, Text text) {
    Optional<Duration> duration = Durations.parse(text.text());
    if (duration.isEmpty()) {
      wrongValue(text, "`" + key + "` is no duration: " + text.quoted(), Durations.EXAMPLES);
    }
    return duration;
  }

  /** A duration of more than nothing, or {@code none}. */
  Optional<Freshness> freshness(String key) {
    Optional<Text> text = text(key);
    if (text.map(Text::text).filter("none"::equals).isPresent()) {
      return Optional.of(new Freshness.None());
    }
    Optional<Duration> duration = text.flatMap(found -> duration(key, found));
    if (duration.filter(Duration::isZero).isPresent()) {
      wrongValue(text.get(), "`" + key + "` of nothing is never met", "like 15m or 24h, or none");
      return Optional.empty();
    }
    return duration.map(within -> new Freshness.Within(within, keyPlace(key)));
  }

  /** Exactly one character of ASCII, and none that values are made of. */
  Optional<Character> mark(String key) {
    return text(key).flatMap(text -> mark(key, text));
  }

  private Optional<Character> mark(String key, Text text) {
    if (text.text().length() == 1) {
      char mark = text.text().charAt(0);
      if (mark < 128 && !Character.isLetterOrDigit(mark) && mark != '\n' && mark != '\r') {
        return Optional.of(mark);
      }
    }
    wrongValue(
        text,
        "`" + key + "` wants one character that is no letter or digit, got " + text.quoted(),
        "like \";\" or \"\\t\"");
    return Optional.empty();
  }

  void notBuiltYet(Text text, String thing, String remedy) {
    problems.notBuiltYet(text.place(), thing, remedy);
  }

  void wrongValue(Text text, String what, String remedy) {
    problems.add(Code.WRONG_VALUE, text.place(), what, remedy);
  }

  /** A map in this map. */
  Optional<Entries> map(String key, Wanted wanted) {
    return map.find(key).flatMap(node -> map(key, wanted, node));
  }

  Optional<Entries> map(String key, Wanted wanted, YamlNode node) {
    return node instanceof Entries entries ? Optional.of(entries) : wrongType(key, wanted, node);
  }

  List<Entry> entries() {
    return map.entries();
  }
}
