package dev.foz.app.help;

import java.util.List;

/** Completes words in bash; also in versions of 2006, which macOS has. */
final class BashScript {
  private static final String HEAD =
      """
      # Completes the words of foz in bash. Made by: foz completion bash
      _foz() {
        local cur=${COMP_WORDS[COMP_CWORD]} prev= at= word i words= kind= plus= lake=.
        [ "$COMP_CWORD" -lt 1 ] || prev=${COMP_WORDS[COMP_CWORD-1]}
        for ((i = 1; i < COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          [ "$word" != --lake ] || lake=${COMP_WORDS[i+1]}
          case "$at/$word" in
            PATHS) at=$at/$word ;;
          esac
        done
        case "$at $prev" in
      VALUES    *)
            case "$at" in
      COMMANDS      esac
            ;;
        esac
        case "$cur" in -*) kind= ;; *) [ -z "$kind" ] || words= ;; esac
        case "$kind" in
          tables)
            case "$cur" in +*) plus=+ cur=${cur#+} ;; esac
            words=$("${COMP_WORDS[0]}" completion tables --lake "$lake" 2>/dev/null)
            ;;
          folders) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")); return ;;
          files) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
          formats) words="table csv json markdown" ;;
          shells) words="bash zsh fish" ;;
          commands) words="TOP" ;;
        esac
        COMPREPLY=($(compgen -P "$plus" -W "$words" -- "$cur"))
      }
      complete -F _foz foz ./foz
      """;

  private BashScript() {}

  static String of(CommandPage program) {
    List<CommandPage> all = program.all().toList();
    return Paths.filled(HEAD, program).replace("COMMANDS", commands(all));
  }

  /** A line for each command: what can be typed behind it. */
  private static String commands(List<CommandPage> all) {
    StringBuilder lines = new StringBuilder();
    for (CommandPage page : all) {
      String words = page.commands().isEmpty() ? Paths.options(page) : Paths.words(page);
      CommandPage.Values values = page.argument();
      String kind = values == CommandPage.Values.FREE ? "" : Paths.kind(values);
      lines.append("        \"").append(Paths.slashed(page)).append("\") words=\"");
      lines.append(words).append("\" kind=").append(kind).append(" ;;\n");
    }
    return lines.toString();
  }
}
