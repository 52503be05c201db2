package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.NearestWord;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code ${NAME}} from the environment, then from {@code .env}. {@code $${} stands for a
 * literal {@code ${}.
 */
record Variables(Map<String, String> environment, Map<String, String> dotEnv) {
  private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^}]*)(}?)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  static boolean isIn(String raw) {
    return raw.contains("${");
  }

  /** Where a problem with a reference is reported. */
  interface Places {
    Place of(String reference);
  }

  /** The text with its variables filled in; empty, and every reason reported, where one fails. */
  Optional<String> fill(String raw, Places places, Problems problems) {
    boolean[] broken = {false};
    String filled =
        REFERENCE
            .matcher(raw)
            .replaceAll(
                reference -> {
                  Optional<String> value = value(reference, places, problems);
                  broken[0] |= value.isEmpty();
                  return Matcher.quoteReplacement(value.orElse(""));
                });
    return broken[0] ? Optional.empty() : Optional.of(filled);
  }

  private Optional<String> value(MatchResult reference, Places places, Problems problems) {
    if (!reference.group(1).isEmpty()) {
      return Optional.of(reference.group().substring(1));
    }
    String name = reference.group(2);
    Place place = places.of(reference.group());
    if (reference.group(3).isEmpty()) {
      problems.add(Code.WRONG_VALUE, place, "`${` has no `}`", "write `$${` for a plain `${`");
      return Optional.empty();
    }
    if (name.startsWith("{")) {
      problems.add(Templates.ofActions(reference.group(), place));
      return Optional.empty();
    }
    if (name.startsWith("secret:")) {
      problems.notBuiltYet(place, "the secret store", "put it into a variable: `${NAME}`");
      return Optional.empty();
    }
    if (!NAME.matcher(name).matches()) {
      problems.add(
          Code.WRONG_VALUE,
          place,
          "`${" + name + "}` is not the name of a variable",
          "letters, digits and underscores only; defaults are not known here");
      return Optional.empty();
    }
    Optional<String> value = find(name);
    if (value.isEmpty()) {
      problems.add(missing(name, place));
    }
    return value;
  }

  private Optional<String> find(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(dotEnv.get(name)));
  }

  private Problem missing(String name, Place place) {
    TreeSet<String> names = new TreeSet<>(environment.keySet());
    names.addAll(dotEnv.keySet());
    String near =
        NearestWord.find(name, names).map(word -> "did you mean `" + word + "`? else ").orElse("");
    return Problem.of(Code.MISSING_VARIABLE, "no variable `" + name + "`")
        .at(place)
        .remedy(near + "set it in the environment or in .env");
  }
}
