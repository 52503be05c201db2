package dev.foz.base.lake;

import dev.foz.base.Place;
import java.util.List;

/**
 * A mask of one column, or of a field inside of one. Whether there is such a column is not known
 * here.
 *
 * @param path names from the column inwards, at least one; elements of lists have no name
 * @param place of the column's name in its file
 */
public record MaskSpec(List<String> path, Mask mask, Place place) {
  public MaskSpec {
    path = List.copyOf(path);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("a mask is of a column");
    }
  }

  /** The path as files have it. */
  public String column() {
    return String.join(".", path);
  }
}
