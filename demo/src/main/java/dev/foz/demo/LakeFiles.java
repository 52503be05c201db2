package dev.foz.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Writes the files of a lake folder and counts them. Not thread-safe. */
final class LakeFiles {
  private final Path folder;
  private int files;
  private long bytes;

  LakeFiles(Path folder) {
    this.folder = folder;
  }

  void write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, content);
  }

  /**
   * Writes a file of input that seems to have lain there since the start of that day, so that
   * nobody waits for it to come to rest.
   */
  void writeInput(String name, LocalDate day, byte[] content) throws IOException {
    write(name, content);
    Path file = folder.resolve(name);
    Files.setLastModifiedTime(file, FileTime.from(day.atStartOfDay(ZoneOffset.UTC).toInstant()));
    files++;
    bytes += content.length;
  }

  int files() {
    return files;
  }

  long bytes() {
    return bytes;
  }
}
