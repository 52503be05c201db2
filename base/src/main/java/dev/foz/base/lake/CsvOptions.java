package dev.foz.base.lake;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How CSV files are written.
 *
 * @param separator between fields; where it is not said, the one of comma, semicolon, tab and bar
 *     that the first row of a file has most of
 * @param quote around fields, doubled inside them
 * @param decimal {@code '.'} or {@code ','}
 */
public record CsvOptions(
    Optional<Character> separator, char quote, Charset encoding, char decimal, Header header) {
  public static final CsvOptions DEFAULT =
      new CsvOptions(Optional.empty(), '"', StandardCharsets.UTF_8, '.', new Header.FirstLine());

  /** Where the names of the columns come from. */
  public sealed interface Header {
    /** The first line of each file. */
    record FirstLine() implements Header {}

    /** Nowhere: every line is a row, columns are {@code column_1}, {@code column_2} and so on. */
    record None() implements Header {}

    /** The lake folder: every line of a file is a row. */
    record Names(List<String> columns) implements Header {
      public Names {
        columns = List.copyOf(columns);
      }
    }
  }
}
