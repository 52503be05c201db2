package dev.foz.source.file;

import dev.foz.base.PayloadFormat;
import java.io.IOException;
import java.util.Optional;

/** Finds where the records of one file begin and end. The bytes between are not judged here. */
sealed interface Splitter permits CsvSplitter, JsonSplitter {
  /**
   * Looks at the start of the file and consumes nothing. Called first.
   *
   * @return how many bytes from the start belong to no record
   */
  int begin(Window window) throws IOException;

  /**
   * Goes on where another splitter of this file was, the window standing there.
   *
   * @param state what the other's {@link #state} was
   * @return false where what follows shows that the last record taken was not whole, or where the
   *     other was not of this kind because the lake folder says another format now
   */
  boolean resume(String state, Window window) throws IOException;

  /**
   * Finds the next record and consumes it.
   *
   * @return false at the end of what can be taken
   */
  boolean next(Window window) throws IOException;

  /** Where the record begins in the bytes of the window. */
  int start();

  /** Where it ends, exclusive. */
  int end();

  /** A word for {@link #resume}. */
  String state();

  PayloadFormat format();

  /** What is missing at the end of the file, if it ended within something. */
  Optional<String> missing();
}
