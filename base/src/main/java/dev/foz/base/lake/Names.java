package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Checks names, and that no two things make the same table, also but for case. For one thread. */
final class Names {
  /** Of a whole table name, as {@link TableName} has it. */
  static final int MAX_LENGTH = 127;

  private record Taken(String what, Place place) {}

  private final Map<String, Taken> taken = new HashMap<>();
  private final Problems problems;

  Names(Problems problems) {
    this.problems = problems;
  }

  /** Whether the name is well-formed; reported where it is not. */
  boolean check(String kind, String name, Place place) {
    return check(kind, new YamlNode.Text(name, name, YamlNode.Kind.TEXT, place));
  }

  /** The same of a name whose variables may not be shown. */
  boolean check(String kind, YamlNode.Text name) {
    if (TableName.isValidPart(name.text())) {
      return true;
    }
    boolean shown = !Variables.isIn(name.raw());
    problems.add(
        Problem.of(Code.BAD_NAME, name.quoted() + " cannot name a " + kind)
            .because("a name is lower case letters, digits and underscores, first a letter")
            .at(name.place())
            .remedy(
                shown ? "call it `" + Naming.suggest(name.raw()) + "`" : "give it another value"));
    return false;
  }

  /**
   * Takes the name of a table for one thing.
   *
   * @param what makes the table, as shown: {@code table `a` of source `b`}
   * @return false, and reported, where something else has taken it
   */
  boolean take(String table, String what, Place place) {
    Taken first = taken.putIfAbsent(table.toLowerCase(Locale.ROOT), new Taken(what, place));
    if (first == null) {
      return true;
    }
    problems.add(
        Code.DUPLICATE_NAME,
        place,
        what + " would make " + table + ", as does " + first.what(),
        "rename one; the other is at " + first.place());
    return false;
  }
}
