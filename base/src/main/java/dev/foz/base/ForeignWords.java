package dev.foz.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The words of other tools, as the resource {@code foreign-words.txt} lists them. Immutable. */
public final class ForeignWords {
  private static final String RESOURCE = "lake/foreign-words.txt";
  private static final int PARTS = 5;

  /** Read when the first word is found that is none of Foz. */
  private static final List<ForeignWord> ALL = read();

  private ForeignWords() {}

  /** In the order of the list. */
  public static List<ForeignWord> all() {
    return ALL;
  }

  /**
   * What a word means.
   *
   * @param where what it would stand for; more exact ones first
   * @param may whether this word of Foz may stand there
   */
  public static Optional<Match> find(String word, List<String> where, Predicate<String> may) {
    String squashed = ForeignWord.squashed(word);
    return where.stream()
        .flatMap(kind -> ALL.stream().filter(foreign -> foreign.where().equals(kind)))
        .filter(foreign -> foreign.has(squashed))
        .flatMap(foreign -> match(foreign, may))
        .findFirst();
  }

  private static Stream<Match> match(ForeignWord foreign, Predicate<String> may) {
    return foreign.here().isEmpty()
        ? Stream.of(new Match(foreign, Optional.empty()))
        : foreign.here().stream()
            .filter(may)
            .limit(1)
            .map(word -> new Match(foreign, Optional.of(word)));
  }

  /**
   * A word that was found.
   *
   * @param here its equal that may stand there
   */
  public record Match(ForeignWord word, Optional<String> here) {
    /** What to say. */
    public String told() {
      return here.map(word::told).orElseGet(word::told);
    }

    /** What can be written in its place, where that is certain. */
    public Optional<String> mended() {
      return here.filter(equal -> word.same());
    }
  }

  private static List<ForeignWord> read() {
    try (InputStream in =
        Objects.requireNonNull(ForeignWords.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(ForeignWords::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ForeignWord parse(String line) {
    String[] parts = line.split("\\|", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("this line has no " + PARTS + " parts: " + line);
    }
    List<String> here = words(parts[2], " ");
    boolean same = !here.isEmpty() && here.getFirst().equals("=");
    return new ForeignWord(
        parts[0].strip(),
        words(parts[1], " "),
        here.isEmpty() ? here : here.subList(1, here.size()),
        same,
        words(parts[3], ","),
        parts[4].strip());
  }

  private static List<String> words(String text, String separator) {
    return Arrays.stream(text.strip().split(separator, -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
