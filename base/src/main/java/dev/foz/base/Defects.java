package dev.foz.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns what nobody expected into a problem that can be reported. Pure. */
public final class Defects {
  private static final String OURS = "dev.foz.";
  private static final int MOST_CAUSES = 20;

  private Defects() {}

  /**
   * The problem that names the first place in Foz.
   *
   * @param what could not be done: {@code Cannot make refined.a}
   */
  public static Problem problem(String what, Throwable unexpected) {
    String where = frame(unexpected).map(frame -> " at " + frame).orElse("");
    return Problem.of(Code.DEFECT, what + ": " + unexpected + where)
        .because(
            "this is a defect of Foz; what was committed is safe, nothing half written is seen")
        .remedy("run it once more with --debug and send all it prints, with `foz version`");
  }

  /** Where Foz was when it happened; the very first place where Foz was nowhere. */
  private static Optional<StackTraceElement> frame(Throwable unexpected) {
    List<StackTraceElement> frames = new ArrayList<>();
    Throwable at = unexpected;
    for (int i = 0; at != null && i < MOST_CAUSES; i++) {
      frames.addAll(Arrays.asList(at.getStackTrace()));
      at = at.getCause();
    }
    return frames.stream()
        .filter(frame -> frame.getClassName().startsWith(OURS))
        .findFirst()
        .or(() -> frames.stream().findFirst());
  }
}
