package dev.foz.table;

import java.util.List;

/**
 * A column, or a field inside of one, that gets another name and keeps its field id.
 *
 * @param path names from the column inwards, as they are before any rename; the element of a list
 *     is called {@code element}, those of a map {@code key} and {@code value}
 * @param to the new name of the last one
 */
public record Rename(List<String> path, String to) {
  public Rename {
    path = List.copyOf(path);
    if (path.isEmpty() || to.isEmpty()) {
      throw new IllegalArgumentException("a rename names a column and its new name");
    }
  }
}
