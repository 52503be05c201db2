package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of one file of the lake folder.
 *
 * @param name relative to the lake folder, with {@code /}
 * @param text without a byte order mark
 */
record LakeFile(String name, String text, List<String> lines) {
  static final int MAX_BYTES = 1 << 20;

  static LakeFile of(String name, String text) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new LakeFile(name, plain, lines(plain));
  }

  /** By hand: a regular expression is slow as long as its code is cold, and it is in most runs. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = SqlText.lineEnd(text, 0);
        end < text.length();
        end = SqlText.lineEnd(text, start)) {
      lines.add(text.substring(start, end));
      start = end + (text.startsWith("\r\n", end) ? 2 : 1);
    }
    lines.add(text.substring(start));
    return List.copyOf(lines);
  }

  /** The file, or empty and a problem that says why not. */
  static Optional<LakeFile> read(Path folder, Path file, Problems problems) {
    String name = nameOf(folder, file);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // A pipe would be waited for without end.
        throw new IOException("it is no plain file");
      }
      if (Files.size(file) > MAX_BYTES) {
        problems.add(
            Code.WRONG_VALUE,
            Place.of(name),
            "`" + name + "` has more than 1 MB",
            "a file of the lake folder has at most 1 MB; split it");
        return Optional.empty();
      }
      return Optional.of(of(name, decode(Files.readAllBytes(file))));
    } catch (CharacterCodingException e) {
      problems.add(
          Code.WRONG_VALUE, Place.of(name), "`" + name + "` is not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      problems.add(
          Code.UNREADABLE_FILE, Place.of(name), "Cannot read `" + name + "`: " + reason(e), FIX);
    }
    return Optional.empty();
  }

  static final String FIX = "make it a file or folder that this user may read";

  /** What an I/O error is called; its message alone is often only a path. */
  static String reason(IOException error) {
    return switch (error) {
      case AccessDeniedException e -> "access denied";
      case NoSuchFileException e -> "it is not there";
      case NotDirectoryException e -> "it is no folder";
      default -> String.valueOf(error.getMessage());
    };
  }

  static String nameOf(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /**
   * The place of so many characters.
   *
   * @param line from 1
   * @param column from 1
   */
  Place place(int line, int column, int length) {
    if (line < 1 || line > lines.size()) {
      return Place.of(name);
    }
    return Place.of(name, line, column, lines.get(line - 1), Math.max(1, length));
  }

  /** The same where characters outside of the first plane of Unicode count once, as YAML does. */
  Place placeOfPoints(int line, int column, int length) {
    if (line < 1 || line > lines.size()) {
      return Place.of(name);
    }
    String text = lines.get(line - 1);
    int points = text.codePointCount(0, text.length());
    if (points == text.length()) {
      return place(line, column, Math.min(length, points - Math.min(column - 1, points)));
    }
    int from = text.offsetByCodePoints(0, Math.min(column - 1, points));
    int to = text.offsetByCodePoints(from, Math.min(length, points - Math.min(column - 1, points)));
    return place(line, from + 1 + Math.max(0, column - 1 - points), to - from);
  }
}
