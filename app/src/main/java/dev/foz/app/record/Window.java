package dev.foz.app.record;

import dev.foz.app.text.Figures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps the lines around the first marked one, however many go through. For one thread. */
final class Window {
  private static final int BEFORE = 8;
  private static final int AFTER = 6;

  private final Deque<String> before = new ArrayDeque<>();
  private final List<String> after = new ArrayList<>();
  private long leftOutBefore;
  private long leftOutAfter;
  private String marked = "";
  private boolean isMarked;
  private int column;
  private int length;

  void add(String line) {
    if (!isMarked) {
      before.add(line);
      if (before.size() > BEFORE) {
        before.remove();
        leftOutBefore++;
      }
    } else if (after.size() < AFTER) {
      after.add(line);
    } else {
      leftOutAfter++;
    }
  }

  /** The line with the mark; a second one is a line as others are. */
  void addMarked(String line, int from, int width) {
    if (isMarked) {
      add(line);
      return;
    }
    isMarked = true;
    marked = line;
    column = from;
    length = Math.max(1, width);
  }

  Excerpt excerpt() {
    List<String> lines = new ArrayList<>();
    addLeftOut(lines, leftOutBefore);
    lines.addAll(before);
    int line = lines.size();
    lines.add(marked);
    lines.addAll(after);
    addLeftOut(lines, leftOutAfter);
    return new Excerpt(lines, line, column, length);
  }

  private static void addLeftOut(List<String> lines, long count) {
    if (count > 0) {
      lines.add("... " + Figures.count(count, "more line"));
    }
  }
}
