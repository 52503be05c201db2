package dev.foz.table;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what a file system says into a problem that a person can act on. */
final class StorageErrors {
  private StorageErrors() {}

  /**
   * @param verb what could not be done, as in {@code write}
   */
  static FozException of(String verb, Path path, IOException error) {
    return problem(verb, path, error).toException(error);
  }

  private static Problem problem(String verb, Path path, IOException error) {
    String reason = reason(error);
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      return Problem.of(Code.STORAGE_FULL, "Cannot " + verb + " " + path + ": the disk is full")
          .remedy("make room on the disk of " + folder(path) + " and run again; nothing is lost");
    }
    if (error instanceof AccessDeniedException
        || lower.contains("permission denied")
        || lower.contains("read-only file system")) {
      return Problem.of(Code.STORAGE_DENIED, "Cannot " + verb + " " + path + ": access is denied")
          .because(reason)
          .remedy("give this user the right to read and write " + folder(path));
    }
    if (error instanceof NoSuchFileException) {
      return Problem.of(Code.STORAGE_FAILED, "Cannot " + verb + " " + path + ": it is missing")
          .remedy("put the file back from a backup, or rebuild its table");
    }
    return Problem.of(Code.STORAGE_FAILED, "Cannot " + verb + " " + path + ": " + reason)
        .remedy("check the disk of " + folder(path) + " and run again");
  }

  private static Path folder(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static String reason(IOException error) {
    if (error instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String message = error.getMessage();
    return message == null ? error.getClass().getSimpleName() : message;
  }
}
