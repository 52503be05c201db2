package dev.foz.app.help;

import java.util.Locale;
import java.util.stream.Collectors;

/** Words of commands as scripts need them. */
final class Paths {
  private Paths() {}

  /** {@code /quarantine/list}; empty for the program itself. */
  static String slashed(CommandPage page) {
    return page.path().isEmpty() ? "" : "/" + page.path().replace(' ', '/');
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
