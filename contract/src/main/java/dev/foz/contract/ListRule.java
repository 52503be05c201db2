package dev.foz.contract;

import java.util.List;

/**
 * What a contract asks of lists.
 *
 * @param prefix rules of the first elements
 * @param rest of all others
 * @param described whether the contract says anything of elements
 */
record ListRule(List<Rule> prefix, Rule rest, boolean described, int least, int most) {
  ListRule {
    prefix = List.copyOf(prefix);
  }

  Rule element(int index) {
    return index < prefix.size() ? prefix.get(index) : rest;
  }
}
