package dev.foz.source.file;

import dev.foz.source.file.FilePosition.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that belongs to a table.
 *
 * @param name its path as {@link FileNames} tells it
 */
record FoundFile(FileTable table, Path path, String name, Look look) {

  static Look look(Path path) throws IOException {
    return Look.of(Files.readAttributes(path, BasicFileAttributes.class));
  }

  FoundFile withLook(Look now) {
    return new FoundFile(table, path, name, now);
  }

  /** The file's part of the position of the source. */
  String part() {
    return part(table, name);
  }

  static String part(FileTable table, String name) {
    return table.name() + "/" + name;
  }
}
