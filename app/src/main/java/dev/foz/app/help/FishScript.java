package dev.foz.app.help;

import java.util.List;
import java.util.stream.Collectors;

/** Completes words in fish, with what each is. */
final class FishScript {
  private static final String HEAD =
      """
      # Completes the words of foz in fish. Made by: foz completion fish
      function __foz_at
          set -l at ''
          for word in (commandline -opc)[2..-1]
              switch "$at/$word"
                  case PATHS
                      set at "$at/$word"
              end
          end
          test "$at" = "$argv[1]"
      end
      function __foz_tables
          set -l words (commandline -opc)
          set -l lake .
          if set -l place (contains -i -- --lake $words)
              set lake $words[(math $place + 1)]
          end
          $words[1] completion tables --lake $lake 2>/dev/null
      end
      complete -c foz -f
      """;

  private FishScript() {}

  static String of(CommandPage program) {
    List<CommandPage> all = program.all().toList();
    StringBuilder script =
        new StringBuilder(
            HEAD.replace(
                "PATHS",
                all.stream()
                    .filter(page -> !page.path().isEmpty())
                    .map(Paths::slashed)
                    .collect(Collectors.joining(" "))));
    for (CommandPage page : all) {
      add(script, page, Paths.words(program));
    }
    return script.toString();
  }

  private static void add(StringBuilder script, CommandPage page, String top) {
    String when = "complete -c foz -n '__foz_at \"" + Paths.slashed(page) + "\"'";
    for (CommandPage child : page.commands()) {
      script.append(when).append(" -a ").append(child.word());
      script.append(" -d ").append(quoted(child.brief())).append('\n');
    }
    if (page.commands().isEmpty()) {
      script.append(arguments(when, page.argument(), top));
    }
    for (CommandPage.Option option : page.options()) {
      script.append(when);
      for (String name : option.names()) {
        String plain = name.replaceFirst("^--?", "");
        script.append(name.startsWith("--") ? " -l " : " -s ").append(plain);
      }
      if (!option.value().isEmpty()) {
        script.append(values(CommandPage.Values.of(option.value()), top));
      }
      script.append(" -d ").append(quoted(option.about())).append('\n');
    }
  }

  private static String arguments(String when, CommandPage.Values values, String top) {
    return switch (values) {
      case FREE -> "";
      case FOLDERS, FILES -> when + " -F\n";
      default -> when + " -a " + list(values, top) + "\n";
    };
  }

  private static String values(CommandPage.Values values, String top) {
    return switch (values) {
      case FREE -> " -x";
      case FOLDERS, FILES -> " -rF";
      default -> " -x -a " + list(values, top);
    };
  }

  private static String list(CommandPage.Values values, String top) {
    return switch (values) {
      case TABLES -> "'(__foz_tables)'";
      case FORMATS -> "'table csv json markdown'";
      case SHELLS -> "'bash zsh fish'";
      case COMMANDS -> "'" + top + "'";
      case FOLDERS, FILES, FREE -> "''";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
