package dev.foz.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of SQL cases. Its first block says {@code portable: yes}, or {@code portable: no} and
 * why: what every engine must answer alike, and what is one engine's own. The others, with an empty
 * line between them, fill tables or ask; lines that begin with {@code #} are comments:
 *
 * <ul>
 *   <li>{@code table curated.t} and SQL: its rows are the first file of a new table
 *   <li>{@code more curated.t} and SQL: one more file; its columns may be new ones or wider
 *   <li>{@code rename curated.t a to b}: a column gets another name
 *   <li>{@code delete curated.t} and a condition: rows are deleted by position
 *   <li>{@code raw t} and JSON documents, a line each: a file of {@code raw.t}; may be repeated
 *   <li>{@code view refined.v} and SQL
 *   <li>{@code query TYPES} or {@code query TYPES as NAMES}, SQL, {@code ----}, and the rows,
 *       values apart by {@code |}
 *   <li>{@code error}, SQL, {@code ----} and the whole text of the error
 * </ul>
 *
 * <p>A text that is empty, reads {@code null} or has a sign that the form needs stands in quotes.
 */
record SqlFile(Path path, boolean portable, List<Block> blocks) {
  private static final Pattern PORTABLE = Pattern.compile("portable: (yes|no, .+)");

  /**
   * @param line of the file, from 1
   * @param words of the first line
   * @param body the lines after it, up to {@code ----}
   * @param expected the lines after that
   */
  record Block(int line, String head, List<String> body, List<String> expected) {
    String word(int index) {
      return head.split(" ", -1)[index];
    }

    String sql() {
      return String.join("\n", body);
    }

    boolean asks() {
      return word(0).equals("query") || word(0).equals("error");
    }
  }

  SqlFile {
    blocks = List.copyOf(blocks);
  }

  static SqlFile read(Path path) {
    List<Block> blocks = blocks(path);
    Matcher first = PORTABLE.matcher(blocks.getFirst().head());
    if (!first.matches()) {
      throw new IllegalArgumentException(path + " does not say whether it is portable");
    }
    return new SqlFile(path, first.group(1).equals("yes"), blocks.subList(1, blocks.size()));
  }

  private static List<Block> blocks(Path path) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (String line : lines(path)) {
      number++;
      if (line.isBlank()) {
        add(blocks, lines, number);
      } else if (!line.startsWith("#")) {
        lines.add(line);
      }
    }
    add(blocks, lines, number + 1);
    return blocks;
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(List<Block> blocks, List<String> lines, int end) {
    if (!lines.isEmpty()) {
      int bar = lines.indexOf("----");
      List<String> body = List.copyOf(lines.subList(1, bar < 0 ? lines.size() : bar));
      List<String> expected =
          bar < 0 ? List.of() : List.copyOf(lines.subList(bar + 1, lines.size()));
      blocks.add(new Block(end - lines.size(), lines.getFirst().strip(), body, expected));
      lines.clear();
    }
  }
}
