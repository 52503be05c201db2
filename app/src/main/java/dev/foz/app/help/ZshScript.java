package dev.foz.app.help;

import java.util.List;
import java.util.stream.Collectors;

/** Completes words in zsh, with what each is. */
final class ZshScript {
  private static final String HEAD =
      """
      #compdef foz
      # Completes the words of foz in zsh. Made by: foz completion zsh
      _foz() {
        local at= word kind= lake=. i
        local -a found options
        for ((i = 2; i < CURRENT; i++)); do
          word=${words[i]}
          [[ $word != --lake ]] || lake=${words[i+1]}
          case "$at/$word" in
            PATHS) at=$at/$word ;;
          esac
        done
        case "$at ${words[CURRENT-1]}" in
      VALUES    *)
            case "$at" in
      COMMANDS      esac
            ;;
        esac
        if [[ ${words[CURRENT]} == -* ]]; then
          _describe -o option options
          return
        fi
        case "$kind" in
          tables)
            compset -P +
            found=(${(f)"$(${words[1]} completion tables --lake $lake 2>/dev/null)"})
            compadd -a found
            ;;
          folders) _files -/ ;;
          files) _files ;;
          formats) compadd table csv json markdown ;;
          shells) compadd bash zsh fish ;;
          commands) compadd TOP ;;
          words) _describe command found ;;
        esac
      }
      if [[ $funcstack[1] == _foz ]]; then _foz "$@"; else compdef _foz foz; fi
      """;

  private ZshScript() {}

  static String of(CommandPage program) {
    List<CommandPage> all = program.all().toList();
    return Paths.filled(HEAD, program).replace("COMMANDS", commands(all));
  }

  private static String commands(List<CommandPage> all) {
    StringBuilder lines = new StringBuilder();
    for (CommandPage page : all) {
      String found =
          page.commands().stream()
              .map(child -> described(child.word(), child.brief()))
              .collect(Collectors.joining(" "));
      String options =
          page.options().stream()
              .map(option -> described(option.names().getLast(), option.about()))
              .collect(Collectors.joining(" "));
      String kind = page.commands().isEmpty() ? Paths.kind(page.argument()) : "words";
      lines.append("        \"").append(Paths.slashed(page)).append("\")\n");
      lines.append("          found=(").append(found).append(")\n");
      lines.append("          options=(").append(options).append(")\n");
      lines.append("          kind=").append(kind).append("\n          ;;\n");
    }
    return lines.toString();
  }

  private static String described(String word, String about) {
    return "'" + word + ":" + about.replace("'", "'\\''") + "'";
  }
}
