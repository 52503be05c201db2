package dev.foz.base.lake;

import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What reading a lake folder gave: a lake, or at least one problem, never both.
 *
 * @param problems in the order of files, lines and columns
 * @param broken what could be read of a lake with problems, to look for more of them; nothing is to
 *     be done with it
 */
public record LakeReading(Optional<Lake> lake, List<Problem> problems, Optional<Lake> broken) {
  public LakeReading {
    problems = List.copyOf(problems);
    if (lake.isPresent() != problems.isEmpty()) {
      throw new IllegalArgumentException("a reading is a lake or problems");
    }
  }

  /**
   * The lake.
   *
   * @throws FozException with all problems where there are any
   */
  public Lake orThrow() {
    return lake.orElseThrow(() -> new FozException(problems));
  }
}
