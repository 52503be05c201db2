package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Layer;
import dev.foz.base.NearestWord;
import dev.foz.base.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the files of a lake folder, and reports those that do not belong where they lie. */
record LakeFolder(Path folder, Problems problems) {
  private static final List<String> LAYERS = List.of("curated", "refined");

  /** The file's name without its extension. */
  static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** The files {@code *.extension} of a folder by name; none where there is no such folder. */
  List<Path> withExtension(Path parent, String extension) {
    return withExtensions(parent, List.of(extension), List.of());
  }

  /**
   * The files with any of these extensions, by name; none where there is no such folder.
   *
   * @param later extensions that belong there and do not work yet: the caller reports those files
   */
  List<Path> withExtensions(Path parent, List<String> extensions, List<String> later) {
    List<Path> found = new ArrayList<>();
    for (Path path : list(parent)) {
      if (isOther(path)) {
        continue;
      }
      if (Files.isDirectory(path)) {
        reportFolder(path, extensions);
      } else if (endsIn(path, extensions) || endsIn(path, later)) {
        found.add(path);
      } else {
        reportExtension(path, extensions);
      }
    }
    return found;
  }

  private static boolean endsIn(Path path, List<String> extensions) {
    String name = path.getFileName().toString();
    return extensions.stream().anyMatch(extension -> name.endsWith("." + extension));
  }

  /** Hidden files, editors' copies and notes may lie anywhere. */
  private static boolean isOther(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || name.endsWith("~") || name.endsWith(".md");
  }

  private void reportFolder(Path path, List<String> extensions) {
    Path parent = path.getParent();
    problems.add(
        Code.BAD_NAME,
        place(path),
        "folder `" + name(path) + "` is not read",
        "put its "
            + shown(extensions)
            + " files into `"
            + name(parent == null ? path : parent)
            + "`");
  }

  private void reportExtension(Path path, List<String> extensions) {
    problems.add(
        Code.BAD_NAME,
        place(path),
        "`" + name(path) + "` does not end in " + shown(extensions),
        "rename it to `" + stem(path) + "." + extensions.getFirst() + "`, or take it away");
  }

  private static String shown(List<String> extensions) {
    return extensions.stream()
        .map(extension -> "." + extension)
        .collect(Collectors.joining(" or "));
  }

  /** The folders of {@code models/} that exist; others are reported. */
  List<Path> layers(Path models) {
    List<Path> found = new ArrayList<>();
    for (Path path : list(models)) {
      String name = path.getFileName().toString();
      if (LAYERS.contains(name) && Files.isDirectory(path)) {
        found.add(path);
      } else if (!isOther(path)) {
        reportNoLayer(path, name);
      }
    }
    return found;
  }

  private void reportNoLayer(Path path, String name) {
    if (name.equals("ml")) {
      problems.notBuiltYet(place(path), "`models/ml`", "take the folder away");
      return;
    }
    boolean isLayer = Layer.find(name.toLowerCase(Locale.ROOT)).isPresent();
    problems.add(
        Code.BAD_NAME,
        place(path),
        "`" + name(path) + "` is no layer that models make",
        NearestWord.find(name, LAYERS)
            .filter(near -> !isLayer || name.equalsIgnoreCase(near))
            .map(Section::didYouMean)
            .orElse("models lie in `models/curated` or `models/refined`"));
  }

  /** Reports what is there of these, unless it is a folder without anything to read. */
  void reportLater(List<String> later) {
    for (String name : later) {
      Path path = folder.resolve(name);
      boolean empty = Files.isDirectory(path) && list(path).stream().allMatch(LakeFolder::isOther);
      if (Files.exists(path) && !empty) {
        problems.notBuiltYet(Place.of(name), "`" + name + "`", "take it out of the lake folder");
      }
    }
  }

  private List<Path> list(Path parent) {
    if (!Files.exists(parent)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(parent)) {
      return paths.sorted().toList();
    } catch (UncheckedIOException e) {
      reportUnreadable(parent, new IOException(e.getMessage(), e));
    } catch (IOException e) {
      reportUnreadable(parent, e);
    }
    return List.of();
  }

  private void reportUnreadable(Path parent, IOException error) {
    problems.add(
        Code.UNREADABLE_FILE,
        place(parent),
        "Cannot list `" + name(parent) + "`: " + LakeFile.reason(error),
        LakeFile.FIX);
  }

  private Place place(Path path) {
    return Place.of(name(path));
  }

  private String name(Path path) {
    return LakeFile.nameOf(folder, path);
  }
}
