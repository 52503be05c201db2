package dev.foz.app.help;

import java.util.List;
import java.util.Optional;

/** The shells whose words can be completed. */
public enum Shells {
  BASH("bash"),
  ZSH("zsh"),
  FISH("fish");

  private final String word;

  Shells(String word) {
    this.word = word;
  }

  public static List<String> words() {
    return List.of("bash", "zsh", "fish");
  }

  public static Optional<Shells> find(String word) {
    for (Shells shell : values()) {
      if (shell.word.equals(word)) {
        return Optional.of(shell);
      }
    }
    return Optional.empty();
  }

  /** The script by which the shell completes the words of the program. */
  public String script(CommandPage program) {
    return switch (this) {
      case BASH -> BashScript.of(program);
      case ZSH -> ZshScript.of(program);
      case FISH -> FishScript.of(program);
    };
  }
}
