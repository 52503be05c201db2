package dev.foz.contract;

import org.jspecify.annotations.Nullable;

/**
 * All that a contract asks of the values of one place, compiled. Rules lead on to the rules of
 * fields and elements; where a contract is recursive they form circles. Filled once by {@link
 * RuleCompiler}, never changed after, safe for many threads.
 */
final class Rule {
  /** Asks nothing, of whatever lies below too. */
  static final Rule ANY = new Rule();

  /** Kinds of values that may stand here. */
  int kinds = Kinds.ALL;

  /** The keyword that forbids the others. */
  String keyword = Keyword.TYPE.word();

  /** Where what is asked depends on the kind, the rule of each kind by its index. */
  private Rule @Nullable [] byKind;

  Choices[] choices = {};
  @Nullable TextRule text;
  @Nullable NumberRule number;
  @Nullable ListRule list;
  @Nullable ObjectRule object;

  /** The rule for a value of this kind. */
  Rule of(int kind) {
    return byKind == null ? this : byKind[Kinds.index(kind)];
  }

  void split(Rule[] rules) {
    byKind = rules;
    kinds = 0;
    for (int index = 0; index < Kinds.COUNT; index++) {
      kinds |= rules[index].kinds & 1 << index;
    }
  }

  boolean allows(int kind) {
    return (kinds & kind) != 0;
  }

  /** The rule of objects here, where there is one. */
  @Nullable ObjectRule objectRule() {
    return of(Kinds.OBJECT).object;
  }

  /** The rule of an element, where this is the rule of lists. */
  Rule element(int index) {
    return list == null ? ANY : list.element(index);
  }

  /** The rule of elements that have no place of their own. */
  Rule elements() {
    ListRule rule = of(Kinds.LIST).list;
    return rule == null ? ANY : rule.rest();
  }
}
