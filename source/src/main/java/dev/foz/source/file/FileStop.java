package dev.foz.source.file;

import dev.foz.base.Problem;
import java.io.IOException;
import java.io.Serial;

/** A file cannot be read further, for a reason that is already told; other files go on. */
final class FileStop extends IOException {
  @Serial private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  FileStop(Problem problem) {
    super(problem.what());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
