package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong with a lake folder. For one thread. */
final class Problems {
  private static final List<String> FILE_ORDER =
      List.of(".env", "lake.yaml", "sources", "schemas", "models");
  private static final Comparator<Problem> ORDER =
      Comparator.comparingInt((Problem problem) -> rank(file(problem)))
          .thenComparing(Problems::file)
          .thenComparingInt(problem -> problem.where().map(Place::line).orElse(0))
          .thenComparingInt(problem -> problem.where().map(Place::column).orElse(0));

  private final List<Problem> found = new ArrayList<>();

  void add(Problem problem) {
    found.add(problem);
  }

  void addAll(Problems others) {
    found.addAll(others.found);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void add(Code code, Place place, String what, String remedy) {
    add(Problem.of(code, what).at(place).remedy(remedy));
  }

  /** Of a key, a value or a file that the design knows and this version does not do yet. */
  void notBuiltYet(Place place, String thing, String remedy) {
    add(Code.NOT_BUILT_YET, place, thing + " is not built yet", remedy);
  }

  /** In the order of files, lines and columns. */
  List<Problem> sorted() {
    return found.stream().sorted(ORDER).toList();
  }

  private static String file(Problem problem) {
    return problem.where().map(Place::file).orElse("");
  }

  private static int rank(String file) {
    int slash = file.indexOf('/');
    int rank = FILE_ORDER.indexOf(slash < 0 ? file : file.substring(0, slash));
    return rank < 0 ? FILE_ORDER.size() : rank;
  }
}
