package dev.foz.base;

import java.util.List;
import java.util.stream.Collectors;

/** Carries one or more {@link Problem}s to the one who reports them. The only exception of Foz. */
public class FozException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  public FozException(Problem problem) {
    this(List.of(problem));
  }

  public FozException(Problem problem, Throwable cause) {
    super(problem.render(), cause);
    this.problems = List.of(problem);
  }

  /**
   * @param problems at least one
   */
  public FozException(List<Problem> problems) {
    super(problems.stream().map(Problem::render).collect(Collectors.joining("\n\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an exception needs a problem");
    }
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }

  /** The first problem: the one whose fault decides retry and exit code. */
  public Problem problem() {
    return problems.getFirst();
  }
}
