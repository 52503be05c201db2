package dev.foz.base;

import java.util.Optional;

/**
 * Where a problem is: a file of the lake folder or of a source, with line and column from 1 where
 * they are known (0 where not), and the text of that line with the length to underline.
 */
public record Place(String file, int line, int column, Optional<String> text, int length) {
  public Place {
    if (line < 0 || column < 0 || length < 0) {
      throw new IllegalArgumentException("line, column and length are 0 or more");
    }
  }

  public static Place of(String file) {
    return new Place(file, 0, 0, Optional.empty(), 0);
  }

  public static Place of(String file, int line, int column) {
    return new Place(file, line, column, Optional.empty(), 0);
  }

  public static Place of(String file, int line, int column, String text, int length) {
    return new Place(file, line, column, Optional.of(text), length);
  }

  /** {@code file:line:column}, as far as known. */
  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
