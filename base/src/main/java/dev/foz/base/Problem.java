package dev.foz.base;

import java.util.Optional;

/**
 * One thing that is wrong, told so that a tired person can act: what, where, why, who is affected,
 * and what to do next. Immutable; the methods that name a part return changed copies.
 *
 * @param what one sentence without a full stop: <em>Cannot land pedidos: field `total` is text, was
 *     decimal(18,2)</em>
 * @param why the reason, where {@code what} does not already give it
 * @param affected who is worse off until it is mended: <em>refined.vendas keeps its last
 *     version</em>
 * @param remedy what to do or type next
 * @param mended what to put in the underlined place instead, where that is certain; a command may
 *     then do it
 */
public record Problem(
    Code code,
    String what,
    Optional<Place> where,
    Optional<String> why,
    Optional<String> affected,
    Optional<String> remedy,
    Optional<String> mended) {

  public static Problem of(Code code, String what) {
    Optional<String> none = Optional.empty();
    return new Problem(code, what, Optional.empty(), none, none, none, none);
  }

  /** The same problem in other words. */
  public Problem told(String sentence) {
    return new Problem(code, sentence, where, why, affected, remedy, mended);
  }

  public Problem at(Place place) {
    return new Problem(code, what, Optional.of(place), why, affected, remedy, mended);
  }

  public Problem because(String reason) {
    return new Problem(code, what, where, Optional.of(reason), affected, remedy, mended);
  }

  public Problem affecting(String who) {
    return new Problem(code, what, where, why, Optional.of(who), remedy, mended);
  }

  public Problem remedy(String action) {
    return new Problem(code, what, where, why, affected, Optional.of(action), mended);
  }

  public Problem mended(String text) {
    return new Problem(code, what, where, why, affected, remedy, Optional.of(text));
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
   * Where the place has no line text, the remedy follows on a line of its own. Characters that
   * would write to a terminal are shown as signs, long lines of files are cut around the place.
   */
  public String render() {
    return new ProblemText(this, ProblemText.NO_TERMINAL).write("error");
  }

  /** The same, in lines that a terminal of this width has room for. */
  public String render(int width) {
    return new ProblemText(this, width).write("error");
  }

  /** As {@link #render()}, of something that is not wrong, but may be. */
  public String renderWarning() {
    return new ProblemText(this, ProblemText.NO_TERMINAL).write("warning");
  }

  /** The same, in lines that a terminal of this width has room for. */
  public String renderWarning(int width) {
    return new ProblemText(this, width).write("warning");
  }
}
