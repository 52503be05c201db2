package dev.foz.contract;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The compiled rules of a contract, safe for many threads.
 *
 * @param patterns of the rules, by their numbers
 * @param library for what the rules do not say; empty where they say all
 */
record Rules(Rule root, List<Pattern> patterns, Optional<LibraryRules> library) {
  /** Of records for which nothing is declared. */
  static final Rules NONE = new Rules(Rule.ANY, List.of(), Optional.empty());

  Rules {
    patterns = List.copyOf(patterns);
  }

  static Rules compile(SchemaTree tree) {
    RuleCompiler compiler = new RuleCompiler(tree);
    Rule root = compiler.compile();
    Optional<LibraryRules> library =
        compiler.needsLibrary() ? Optional.of(new LibraryRules(tree.root())) : Optional.empty();
    return new Rules(root, compiler.patterns(), library);
  }

  boolean isNone() {
    return this == NONE;
  }
}
