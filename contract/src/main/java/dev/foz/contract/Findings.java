package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.NearestWord;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong with a contract's file, to report all of it at once. */
final class Findings {
  private final SourceText source;
  private final List<Problem> problems = new ArrayList<>();

  Findings(SourceText source) {
    this.source = source;
  }

  void add(Code code, JsonValue value, String what, String remedy) {
    add(code, source.place(value), what, remedy);
  }

  void addKey(Code code, JsonValue.Member member, String what, String remedy) {
    add(code, source.key(member), what, remedy);
  }

  private void add(Code code, Place place, String what, String remedy) {
    problems.add(Problem.of(code, what).at(place).remedy(remedy));
  }

  /** What to say to someone who wrote a word that is not among the known ones. */
  static String near(String word, Collection<String> known, String otherwise) {
    return NearestWord.find(word, known)
        .map(nearest -> "did you mean `" + nearest + "`?")
        .orElse(otherwise);
  }

  /** Throws what was found, in the order of the text. */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(Findings::line).thenComparingInt(Findings::column));
      throw new FozException(problems);
    }
  }

  private static int line(Problem problem) {
    return problem.where().map(Place::line).orElse(0);
  }

  private static int column(Problem problem) {
    return problem.where().map(Place::column).orElse(0);
  }

  static FozException syntax(SourceText source, RecordError error) {
    int at = Math.min(error.position(), source.bytes().length);
    return Problem.of(Code.WRONG_VALUE, "is no JSON: " + error.getMessage())
        .at(source.place(at, at + 1))
        .toException();
  }
}
