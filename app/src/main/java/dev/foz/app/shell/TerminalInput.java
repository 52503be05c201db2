package dev.foz.app.shell;

import dev.foz.app.text.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Lines that can be edited, with history and completion. A statement that begins with a blank is
 * not kept.
 */
final class TerminalInput implements Input {
  private static final int HISTORY = 1000;

  private final Terminal terminal;
  private final LineReader reader;

  /**
   * @param history the file that keeps what was typed; without it nothing is kept
   */
  TerminalInput(Completion completion, Optional<Path> history) {
    try {
      terminal = TerminalBuilder.builder().system(true).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .appName("foz")
            .terminal(terminal)
            .parser(TerminalInput::parse)
            .completer((line, parsed, found) -> complete(completion, parsed, found))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.INSERT_TAB, false)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  -> ")
            .variable(LineReader.HISTORY_SIZE, HISTORY)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    reader = builder.build();
  }

  @Override
  public Typed next() {
    try {
      return new Typed.Text(reader.readLine("foz> "));
    } catch (UserInterruptException e) {
      return new Typed.GivenUp();
    } catch (EndOfFileException e) {
      return new Typed.End();
    }
  }

  @Override
  public void onInterrupt(Runnable action) {
    terminal.handle(Terminal.Signal.INT, signal -> action.run());
  }

  @Override
  public Screen screen() {
    return () -> new Screen.Size(terminal.getWidth(), terminal.getHeight());
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void complete(Completion completion, ParsedLine line, List<Candidate> found) {
    for (Completion.Word word : completion.at(line.line(), line.cursor())) {
      boolean whole = !word.value().endsWith("(");
      String about = word.about();
      found.add(
          new Candidate(
              word.value(), word.value(), null, about.isEmpty() ? null : about, null, null, whole));
    }
  }

  /** The word at the cursor; on Enter, whether the statement goes on in the next line. */
  private static ParsedLine parse(String line, int cursor, Parser.ParseContext context) {
    boolean ended = context != Parser.ParseContext.ACCEPT_LINE || SqlShell.isEnded(line);
    if (!ended) {
      throw new EOFError(-1, -1, "no semicolon yet", "semicolon");
    }
    return new Line(line, cursor, Completion.typed(line, cursor));
  }

  /** One word, which ends at the cursor: what is behind it stays as it is. */
  private record Line(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }
  }
}
