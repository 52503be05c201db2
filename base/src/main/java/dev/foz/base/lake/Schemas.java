package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.NearestWord;
import dev.foz.base.lake.YamlNode.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The contracts of a lake folder.
 *
 * @param specs those without mistakes, by name
 * @param names of all that lie there, so that a table is not blamed for a file that is told already
 */
record Schemas(List<SchemaSpec> specs, Set<String> names) {
  Schemas {
    specs = List.copyOf(specs);
    names = Set.copyOf(names);
  }

  /**
   * The contract that a table names, reported where there is none.
   *
   * @param table as commands name it: {@code shop_orders}
   */
  Optional<String> contract(Section section, String table, Problems problems) {
    return section.text("contract").filter(text -> isThere(text, table, problems)).map(Text::text);
  }

  private boolean isThere(Text text, String table, Problems problems) {
    if (names.contains(text.text())) {
      return true;
    }
    problems.add(
        Code.DANGLING_NAME,
        text.place(),
        "no contract " + text.quoted() + " in `schemas`",
        remedy(text, table));
    return false;
  }

  private String remedy(Text text, String table) {
    // How near the value of a variable is to something could tell it.
    return Variables.isIn(text.raw())
        ? "give it another value"
        : meant(text.raw())
            .orElse("leave it out until `foz schema freeze " + table + "` has written one");
  }

  /** People write the file's name, or its path. */
  private Optional<String> meant(String word) {
    String name = word.strip().replaceFirst("^(\\./)?(schemas/)?", "").replaceFirst("\\..*$", "");
    if (names.contains(name)) {
      return Optional.of("here it is `" + name + "`");
    }
    return NearestWord.find(name, names.stream().sorted().toList()).map(Section::didYouMean);
  }
}
