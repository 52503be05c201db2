package dev.foz.source.file;

import java.io.IOException;

/** The marks that some programs put in front of a text file. */
final class ByteOrderMark {
  private static final int LONGEST = 3;

  private ByteOrderMark() {}

  /**
   * Bytes of a UTF-8 mark at the start of the file, 0 without one.
   *
   * @throws DamagedException where the file begins with a mark of UTF-16 or UTF-32
   */
  static int utf8Length(Window window) throws IOException {
    while (window.to() - window.from() < LONGEST && window.more()) {}
    int first = at(window, 0);
    int second = at(window, 1);
    if ((first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff)) {
      throw new DamagedException(
          "it is UTF-16, whose line ends cannot be told by their bytes",
          "convert it: `iconv -f UTF-16 -t UTF-8`");
    }
    return first == 0xef && second == 0xbb && at(window, 2) == 0xbf ? LONGEST : 0;
  }

  private static int at(Window window, int index) {
    int at = window.from() + index;
    return at < window.to() ? window.bytes()[at] & 0xff : -1;
  }
}
