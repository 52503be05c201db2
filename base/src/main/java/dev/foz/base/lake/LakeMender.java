package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Mends what is mechanical in the files of a lake folder: words of which only one can be meant, and
 * tabs in the indentation of YAML. Touches nothing where something else could be meant, no file
 * that lies outside of the folder and none that this user may not write. Each file is replaced
 * whole, with its line ends and permissions; a failure leaves it as it was.
 */
public final class LakeMender {
  /** More than the keys of any file; each round changes at most one line of a file. */
  private static final int MOST_ROUNDS = 500;

  private final Path folder;
  private final Map<String, String> environment;
  private final List<Mend> mends = new ArrayList<>();
  private final Set<Mend> tried = new HashSet<>();

  private LakeMender(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Mends what can be mended.
   *
   * @return the lines that were changed, by file and line
   * @throws dev.foz.base.FozException where a file cannot be written
   */
  public static List<Mend> mend(Path folder, Map<String, String> environment) {
    LakeMender mender = new LakeMender(folder, environment);
    for (int round = 0; round < MOST_ROUNDS && mender.round(); round++) {
      // What a change leads to is seen in the next round.
    }
    return mender.whole();
  }

  /** Each line once, by file and line, however often it was changed. */
  private List<Mend> whole() {
    Map<String, Mend> lines = new LinkedHashMap<>();
    for (Mend mend : mends) {
      lines.merge(
          mend.file() + ":" + mend.line(),
          mend,
          (first, later) -> new Mend(first.file(), first.line(), first.before(), later.after()));
    }
    return lines.values().stream()
        .sorted(Comparator.comparing(Mend::file).thenComparingInt(Mend::line))
        .toList();
  }

  /** Whether anything was changed. */
  private boolean round() {
    Set<String> files = new HashSet<>();
    boolean changed = false;
    for (Problem problem : LakeReader.read(folder, environment).problems()) {
      Optional<Place> place = problem.where();
      if (place.isPresent() && !files.contains(place.get().file())) {
        List<Mend> made = mend(problem, place.get());
        if (!made.isEmpty()) {
          files.add(place.get().file());
          mends.addAll(made);
          changed = true;
        }
      }
    }
    return changed;
  }

  private List<Mend> mend(Problem problem, Place place) {
    Optional<MendedFile> file = MendedFile.read(folder, place.file());
    List<Mend> wanted =
        file.map(
                text ->
                    isTab(problem)
                        ? TabIndent.mends(text)
                        : problem.mended().flatMap(word -> word(text, place, word)).stream()
                            .toList())
            .orElse(List.of());
    // A change that comes back would be made for ever.
    if (wanted.isEmpty() || !tried.addAll(wanted)) {
      return List.of();
    }
    file.orElseThrow().write(wanted);
    return wanted;
  }

  private static boolean isTab(Problem problem) {
    return problem.code() == Code.YAML_SYNTAX && problem.what().endsWith(YamlSyntax.TAB);
  }

  private static Optional<Mend> word(MendedFile file, Place place, String word) {
    String line = file.line(place.line());
    int from = place.column() - 1;
    int to = from + place.length();
    boolean isThere =
        place.text().filter(line::equals).isPresent() && from >= 0 && to <= line.length();
    return isThere
        ? Optional.of(
            new Mend(
                place.file(),
                place.line(),
                line,
                line.substring(0, from) + word + line.substring(to)))
        : Optional.empty();
  }
}
