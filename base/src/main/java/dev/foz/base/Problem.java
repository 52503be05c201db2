package dev.foz.base;

import java.util.Optional;

/**
 * One thing that is wrong, told so that a tired person can act: what, where, why, and what to do
 * next. Immutable; {@code with...} methods return changed copies.
 *
 * @param what one sentence without a full stop: <em>Cannot land pedidos: field `total` is text, was
 *     decimal(18,2)</em>
 * @param why the reason, where {@code what} does not already give it
 * @param remedy what to do or type next
 */
public record Problem(
    Code code, String what, Optional<Place> where, Optional<String> why, Optional<String> remedy) {

  public static Problem of(Code code, String what) {
    return new Problem(code, what, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Problem at(Place place) {
    return new Problem(code, what, Optional.of(place), why, remedy);
  }

  public Problem because(String reason) {
    return new Problem(code, what, where, Optional.of(reason), remedy);
  }

  public Problem remedy(String action) {
    return new Problem(code, what, where, why, Optional.of(action));
  }

  public FozException toException() {
    return new FozException(this);
  }

  public FozException toException(Throwable cause) {
    return new FozException(this, cause);
  }

  /**
   * The text that people see, several lines, no line end at the end:
   *
   * <pre>
   * error[F203]: unknown key `unique_key`
   *   sources/loja.yaml:6:5
   *    6 |     unique_key: id
   *      |     ^^^^^^^^^^ here it is `primary_key`
   * </pre>
   *
   * Where the place has no line text, reason and remedy follow on lines of their own.
   */
  public String render() {
    return render("error");
  }

  /** The same of something that is not wrong, but may be. */
  public String renderWarning() {
    return render("warning");
  }

  private String render(String word) {
    StringBuilder out = new StringBuilder();
    out.append(word).append('[').append(code.id()).append("]: ").append(what);
    where.ifPresent(place -> out.append("\n  ").append(place));
    boolean remedyShown = where.map(place -> renderLine(out, place)).orElse(false);
    why.ifPresent(reason -> out.append("\n  why: ").append(reason));
    if (!remedyShown) {
      remedy.ifPresent(action -> out.append("\n  try: ").append(action));
    }
    return out.toString();
  }

  private boolean renderLine(StringBuilder out, Place place) {
    if (place.text().isEmpty()) {
      return false;
    }
    String number = Integer.toString(place.line());
    String margin = " ".repeat(number.length() + 2);
    out.append("\n  ").append(number).append(" | ").append(place.text().get());
    out.append("\n")
        .append(margin)
        .append(" | ")
        .append(" ".repeat(Math.max(0, place.column() - 1)));
    out.append("^".repeat(Math.max(1, place.length())));
    remedy.ifPresent(action -> out.append(' ').append(action));
    return true;
  }
}
