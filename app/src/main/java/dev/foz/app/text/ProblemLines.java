package dev.foz.app.text;

import dev.foz.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Problems as the lines of a console: fitted to a terminal, plain elsewhere, never too many. */
public record ProblemLines(Console console) {
  private static final int MOST_SHOWN = 10;
  private static final int MOST_CODES = 3;
  private static final int INDENT = 3;

  /** The text of one problem, several lines. */
  public String error(Problem problem) {
    return console.interactive() ? problem.render(console.width()) : problem.render();
  }

  /** The same below a line that it belongs to, with a line end. */
  public String errorBelow(Problem problem) {
    String text =
        console.interactive() ? problem.render(console.width() - INDENT) : problem.render();
    return text.indent(INDENT);
  }

  /** The same of what may be wrong. */
  public String warning(Problem problem) {
    return console.interactive() ? problem.renderWarning(console.width()) : problem.renderWarning();
  }

  /**
   * The first problems with a blank line behind each, how many more there are, and on a terminal
   * where to read on.
   */
  public List<String> errors(List<Problem> problems) {
    return lines(problems.stream().limit(MOST_SHOWN).map(this::error).toList(), problems);
  }

  /** The same of what may be wrong. */
  public List<String> warnings(List<Problem> problems) {
    return lines(problems.stream().limit(MOST_SHOWN).map(this::warning).toList(), problems);
  }

  private List<String> lines(List<String> shown, List<Problem> problems) {
    List<String> lines = new ArrayList<>();
    shown.forEach(text -> lines.add(text + "\n"));
    if (problems.size() > MOST_SHOWN) {
      lines.add("and " + (problems.size() - MOST_SHOWN) + " more; --json has all");
    }
    more(problems.subList(0, shown.size())).ifPresent(lines::add);
    return lines;
  }

  /** On a terminal, what tells more of these. */
  public Optional<String> more(List<Problem> problems) {
    return console.interactive() && !problems.isEmpty()
        ? Optional.of(console.dim("more: " + explain(problems)))
        : Optional.empty();
  }

  private static String explain(List<Problem> problems) {
    return problems.stream()
        .map(problem -> "foz explain " + problem.code().id())
        .distinct()
        .limit(MOST_CODES)
        .collect(Collectors.joining(", "));
  }
}
