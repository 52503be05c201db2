package dev.foz.base.lake;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How a table is read from files.
 *
 * @param onChange what to do when a file changes that was already taken, where its old content is
 *     no prefix of the new; never present on a table with a primary key, which merges it
 * @param quietPeriod how long a file must not have changed before it is taken
 * @param csv for the files that are CSV
 */
public record FileOptions(
    FileGlob path,
    Format format,
    Order order,
    Optional<OnChange> onChange,
    Duration quietPeriod,
    CsvOptions csv) {

  /** What a file holds. */
  public enum Format {
    /** Each file as its name says: {@link Format#find}. */
    AUTO,
    /** One object, an array of objects, or one object after the other. */
    JSON,
    CSV;

    /**
     * The format that a file's name tells: {@code .json}, {@code .jsonl}, {@code .ndjson}, {@code
     * .csv}, before {@code .gz} or {@code .zst}; in any case.
     */
    public static Optional<Format> find(String fileName) {
      String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
      String extension = name.substring(name.lastIndexOf('.') + 1);
      return switch (extension) {
        case "json", "jsonl", "ndjson" -> Optional.of(JSON);
        case "csv" -> Optional.of(CSV);
        default -> Optional.empty();
      };
    }
  }

  /** The order in which new files are taken. */
  public enum Order {
    /** By path, character by character. */
    NAME,
    /** By time of last change, then path. */
    TIME
  }

  /** What to do with a file that changed. */
  public enum OnChange {
    /** Land the new version beside the old one. */
    APPEND,
    /** The new version takes the place of the old one. */
    REPLACE,
    /** Stop with an error. */
    FAIL
  }
}
