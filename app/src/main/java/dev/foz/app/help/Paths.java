package dev.foz.app.help;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words of commands as scripts need them. */
final class Paths {
  private Paths() {}

  /** {@code /quarantine/list}; empty for the program itself. */
  static String slashed(CommandPage page) {
    return page.path().isEmpty() ? "" : "/" + page.path().replace(' ', '/');
  }

  /** The part that scripts of bash and zsh have in common, in the places that are marked for it. */
  static String filled(String script, CommandPage program) {
    List<CommandPage> all = program.all().toList();
    return script
        .replace(
            "PATHS",
            all.stream()
                .filter(page -> !page.path().isEmpty())
                .map(Paths::slashed)
                .collect(Collectors.joining(" | ")))
        .replace("VALUES", all.stream().map(Paths::values).collect(Collectors.joining()))
        .replace("TOP", words(program));
  }

  /** A line for each option that has a value. */
  private static String values(CommandPage page) {
    StringBuilder lines = new StringBuilder();
    for (CommandPage.Option option : page.options()) {
      if (!option.value().isEmpty()) {
        String cases =
            option.names().stream()
                .map(name -> '"' + slashed(page) + " " + name + '"')
                .collect(Collectors.joining(" | "));
        String kind = kind(CommandPage.Values.of(option.value()));
        lines.append("    ").append(cases).append(") kind=").append(kind).append(" ;;\n");
      }
    }
    return lines.toString();
  }

  /** The commands below it. */
  static String words(CommandPage page) {
    return page.commands().stream().map(CommandPage::word).collect(Collectors.joining(" "));
  }

  /** The long names of its options. */
  static String options(CommandPage page) {
    return page.options().stream()
        .flatMap(option -> option.names().stream())
        .filter(name -> name.startsWith("--"))
        .collect(Collectors.joining(" "));
  }

  static String kind(CommandPage.Values values) {
    return values.name().toLowerCase(Locale.ROOT);
  }
}
