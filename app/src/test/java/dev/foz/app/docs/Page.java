package dev.foz.app.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation: its fenced blocks, each with the marks before it. A mark is an HTML
 * comment {@code <!-- word: value -->} on a line of its own.
 */
final class Page {
  private static final Pattern MARK =
      Pattern.compile(
          "<!-- (not run|lake|prepare|file|hidden|output|exit|answers|drawn)(?:: (.*?))? -->");
  private static final String DRAWN_ENDS = "<!-- end of drawn -->";
  private static final Path ROOT = Path.of("..");

  private final Path file;
  private final List<String> lines;

  private Page(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * @param name seen from the root of the project
   */
  static Page load(String name) {
    Path file = ROOT.resolve(name);
    try {
      return new Page(file, new ArrayList<>(Files.readAllLines(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is told to the test before a block. */
  record Mark(String word, String value) {}

  /**
   * A fenced block.
   *
   * @param language what stands behind the fence, or empty
   * @param line of its first line of text, counted from 1
   */
  record Block(String language, List<Mark> marks, List<String> lines, int line) {
    boolean has(String word) {
      return marks.stream().anyMatch(mark -> mark.word().equals(word));
    }

    String text() {
      return String.join("\n", lines) + "\n";
    }
  }

  /** The blocks in their order; marks behind the last one stand in a last, empty block. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher mark = MARK.matcher(lines.get(i));
      if (mark.matches()) {
        marks.add(new Mark(mark.group(1), mark.group(2) == null ? "" : mark.group(2)));
      } else if (lines.get(i).equals(DRAWN_ENDS)) {
        marks.removeIf(drawn -> drawn.word().equals("drawn"));
      } else if (lines.get(i).startsWith("```")) {
        int end = end(i);
        String language = lines.get(i).substring(3).strip();
        blocks.add(
            new Block(language, List.copyOf(marks), List.copyOf(lines.subList(i + 1, end)), i + 2));
        marks.clear();
        i = end;
      }
    }
    if (!marks.isEmpty()) {
      blocks.add(new Block("", List.copyOf(marks), List.of(), lines.size()));
    }
    return List.copyOf(blocks);
  }

  private int end(int fence) {
    for (int i = fence + 1; i < lines.size(); i++) {
      if (lines.get(i).strip().equals("```")) {
        return i;
      }
    }
    throw new AssertionError(file + ":" + (fence + 1) + ": this block does not end");
  }

  /** Writes the page with other lines in some blocks. */
  void rewrite(Map<Block, List<String>> texts) {
    List<String> page = new ArrayList<>(lines);
    texts.keySet().stream()
        .sorted(Comparator.comparingInt(Block::line).reversed())
        .forEach(
            block -> {
              int first = block.line() - 1;
              page.subList(first, first + block.lines().size()).clear();
              page.addAll(first, texts.getOrDefault(block, block.lines()));
            });
    try {
      Files.writeString(file, String.join("\n", page) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
