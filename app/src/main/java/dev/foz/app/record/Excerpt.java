package dev.foz.app.record;

import java.util.List;

/**
 * Lines of a record, one of which has a mark.
 *
 * @param line the marked one, from 0
 * @param column where the mark begins in it, from 0
 * @param length of the mark, at least 1
 */
record Excerpt(List<String> lines, int line, int column, int length) {
  Excerpt {
    lines = List.copyOf(lines);
  }
}
