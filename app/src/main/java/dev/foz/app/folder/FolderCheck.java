package dev.foz.app.folder;

import dev.foz.base.lake.LakeReader;
import dev.foz.base.lake.LakeReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tells what a lake folder would be with one file changed, without changing it. */
final class FolderCheck {
  private static final List<String> READ =
      List.of("lake.yaml", ".env", "sources", "schemas", "models");

  private FolderCheck() {}

  /** The reading of a copy of the folder's text files, in which this file has this text. */
  static LakeReading with(Path folder, Map<String, String> environment, String file, String text) {
    try {
      Path copy = Files.createTempDirectory("foz-check");
      try {
        copy(folder, copy);
        Files.createDirectories(copy.resolve(file).getParent());
        Files.writeString(copy.resolve(file), text);
        return LakeReader.read(copy, environment);
      } finally {
        delete(copy);
      }
    } catch (IOException e) {
      throw FolderWriter.failed("Cannot copy the lake folder to check it", e);
    }
  }

  private static void copy(Path folder, Path copy) throws IOException {
    for (String name : READ) {
      Path root = folder.resolve(name);
      if (!Files.exists(root)) {
        continue;
      }
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path : paths.toList()) {
          Path target = copy.resolve(folder.relativize(path).toString());
          if (Files.isDirectory(path)) {
            Files.createDirectories(target);
          } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(path, target);
          }
        }
      }
    }
  }

  private static void delete(Path copy) throws IOException {
    try (Stream<Path> paths = Files.walk(copy)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
