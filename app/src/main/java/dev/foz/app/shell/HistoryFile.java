package dev.foz.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * Where the shell keeps what was typed: {@code $XDG_STATE_HOME/foz/history}, for its user alone.
 */
final class HistoryFile {
  private HistoryFile() {}

  /** Makes it where it is not there yet; empty where it cannot be written. */
  static Optional<Path> in(Map<String, String> environment) {
    try {
      Optional<Path> file = folder(environment).map(folder -> folder.resolve("foz/history"));
      if (file.isEmpty()) {
        return file;
      }
      make(file.get());
      return file.filter(Files::isWritable);
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      // A shell without a memory is better than none.
      return Optional.empty();
    }
  }

  private static Optional<Path> folder(Map<String, String> environment) {
    String wanted = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!wanted.isEmpty() && Path.of(wanted).isAbsolute()) {
      return Optional.of(Path.of(wanted));
    }
    String home = environment.getOrDefault("HOME", "");
    return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".local/state"));
  }

  private static void make(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
