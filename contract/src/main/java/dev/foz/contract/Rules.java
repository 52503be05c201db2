package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The compiled rules of a contract, safe for many threads.
 *
 * @param patterns of the rules, by their numbers
 */
record Rules(Rule root, List<Pattern> patterns) {
  /** Of records for which nothing is declared. */
  static final Rules NONE = new Rules(Rule.ANY, List.of());

  Rules {
    patterns = List.copyOf(patterns);
  }

  static Rules compile(SchemaTree tree) {
    RuleCompiler compiler = new RuleCompiler(tree);
    Rule root = compiler.compile();
    if (compiler.needsLibrary()) {
      throw Problem.of(Code.NOT_BUILT_YET, "some keywords of the contract are not built yet")
          .remedy("use those that need no look at the whole record")
          .toException();
    }
    return new Rules(root, compiler.patterns());
  }

  boolean isNone() {
    return root == Rule.ANY;
  }
}
