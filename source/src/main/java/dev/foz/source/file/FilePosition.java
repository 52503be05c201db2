package dev.foz.source.file;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a file was taken, and what it looked like then. Kept as one line of JSON.
 *
 * @param offset uncompressed bytes taken from the start
 * @param look of the file when it was opened
 * @param sha hex SHA-256 of the first {@code offset} uncompressed bytes
 * @param records taken from this version of the file
 * @param version 1, and one more each time the old content was no prefix of the new
 * @param state what the splitter has to know to go on at {@code offset}
 * @param done whether everything was taken that the file held then
 */
record FilePosition(
    long offset, Look look, String sha, long records, int version, String state, boolean done) {

  /**
   * What can be seen of a file without opening it.
   *
   * @param size bytes, compressed ones where it is compressed
   * @param modified nanoseconds since 1970
   * @param key the file's identity in its file system (inode), empty where there is none
   */
  record Look(long size, long modified, String key) {
    static Look of(BasicFileAttributes attributes) {
      return new Look(
          attributes.size(),
          attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
          inode(String.valueOf(attributes.fileKey())));
    }

    /** Device numbers change when a disk is mounted again, so only the inode counts. */
    private static String inode(String fileKey) {
      int at = fileKey.indexOf("ino=");
      String key = at < 0 ? "" : fileKey.substring(at + 4, fileKey.length() - 1);
      return key.chars().allMatch(Character::isLetterOrDigit) ? key : "";
    }
  }

  private static final Pattern TEXT =
      Pattern.compile(
          "\\{\"offset\":(\\d{1,18}),\"size\":(\\d{1,18}),\"mtime\":(-?\\d{1,18}|-?[1-8]\\d{18}),\"key\":\"(\\w*)\","
              + "\"sha\":\"([0-9a-f]{64})\",\"records\":(\\d{1,18}),\"version\":(\\d{1,9}),"
              + "\"state\":\"([a-z]*)\",\"done\":(true|false)\\}");

  String text() {
    return "{\"offset\":%d,\"size\":%d,\"mtime\":%d,\"key\":\"%s\",\"sha\":\"%s\",\"records\":%d,\"version\":%d,\"state\":\"%s\",\"done\":%s}"
        .formatted(
            offset, look.size(), look.modified(), look.key(), sha, records, version, state, done);
  }

  /** Empty where the text is not one that {@link #text} made. */
  static Optional<FilePosition> find(String text) {
    Matcher part = TEXT.matcher(text);
    if (!part.matches()) {
      return Optional.empty();
    }
    Look look = new Look(number(part, 2), number(part, 3), part.group(4));
    return Optional.of(
        new FilePosition(
            number(part, 1),
            look,
            part.group(5),
            number(part, 6),
            (int) number(part, 7),
            part.group(8),
            part.group(9).equals("true")));
  }

  private static long number(Matcher part, int group) {
    return Long.parseLong(part.group(group));
  }
}
