package dev.foz.app.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A file of statements and commands.
 *
 * @param parts each statements, or one command, in order
 */
record Script(List<String> parts) {
  Script {
    parts = List.copyOf(parts);
  }

  /** Line ends may be those of Windows; a byte order mark is passed over. */
  static Script of(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    String clean = text.startsWith("\ufeff") ? text.substring(1) : text;
    for (String line : clean.lines().toList()) {
      if (Statements.isEmpty(open.toString()) && line.strip().startsWith("\\")) {
        parts.add(line);
      } else {
        open.append(line).append('\n');
        if (Statements.of(open.toString()).isComplete()) {
          add(parts, open);
        }
      }
    }
    add(parts, open);
    return new Script(parts);
  }

  private static void add(List<String> parts, StringBuilder open) {
    if (!Statements.isEmpty(open.toString())) {
      parts.add(open.toString());
    }
    open.setLength(0);
  }
}
