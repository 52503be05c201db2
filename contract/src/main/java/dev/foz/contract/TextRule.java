package dev.foz.contract;

import dev.foz.base.Type;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a contract asks of strings.
 *
 * @param least length in code points
 * @param decimals types of which the text must be a number
 */
record TextRule(
    int least, int most, List<Match> matches, List<Format> formats, List<Type.Decimal> decimals) {

  /**
   * A pattern.
   *
   * @param number among the patterns of the contract
   * @param run what accepts most strings faster, where the pattern is of that kind
   */
  record Match(int number, Pattern pattern, String source, Optional<AsciiRun> run) {}

  TextRule {
    matches = List.copyOf(matches);
    formats = List.copyOf(formats);
    decimals = List.copyOf(decimals);
  }

  /** Whether every string passes. */
  boolean isEmpty() {
    return least == 0
        && most == Integer.MAX_VALUE
        && matches.isEmpty()
        && formats.isEmpty()
        && decimals.isEmpty();
  }
}
