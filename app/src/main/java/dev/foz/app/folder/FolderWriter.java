package dev.foz.app.folder;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes files below one folder. Each is there whole or not at all. */
final class FolderWriter {
  /** How long input seems to have been at rest. */
  private static final Duration AT_REST = Duration.ofMinutes(1);

  private final Path folder;

  FolderWriter(Path folder) {
    this.folder = folder;
  }

  /** Throws a problem for each file that is there already, or that cannot be there. */
  void refuseClashes(List<NewFile> files) {
    List<Problem> problems = new ArrayList<>();
    for (NewFile file : files) {
      clash(file.path()).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new FozException(problems.stream().distinct().toList());
    }
  }

  private Optional<Problem> clash(String path) {
    if (Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(
          clashing(folder.resolve(path), "`" + path + "` is there already")
              .remedy("move it away, or name another folder; nothing was written"));
    }
    for (Path at = folder.resolve(path).getParent(); at != null; at = at.getParent()) {
      if (Files.exists(at) && !Files.isDirectory(at)) {
        return Optional.of(
            clashing(at, "`" + shown(at) + "` is a file, and must be a folder")
                .remedy("move it away, or name another folder; nothing was written"));
      }
    }
    return Optional.empty();
  }

  private Problem clashing(Path place, String reason) {
    return Problem.of(Code.FOLDER_NOT_EMPTY, "Cannot make a lake in " + folder + ": " + reason)
        .at(Place.of(shown(place)));
  }

  private String shown(Path path) {
    boolean inside = path.startsWith(folder) && !path.equals(folder);
    return inside ? folder.relativize(path).toString() : path.toString();
  }

  /** Writes the files in their order; those of the user only where none is. */
  void write(List<NewFile> files) {
    List<Path> written = new ArrayList<>();
    try {
      for (NewFile file : files) {
        Path path = folder.resolve(file.path());
        Files.createDirectories(path.getParent());
        write(path, file, written);
      }
    } catch (FileAlreadyExistsException e) {
      remove(written);
      throw clashing(Path.of(e.getFile()), "`" + shown(Path.of(e.getFile())) + "` is there already")
          .toException(e);
    } catch (IOException e) {
      remove(written);
      throw failed("Cannot write into " + folder, e);
    }
  }

  private static void write(Path path, NewFile file, List<Path> written) throws IOException {
    switch (file.kind()) {
      case OWN -> replace(path, file.text());
      case FOLDER, INPUT -> {
        Files.writeString(path, file.text(), StandardOpenOption.CREATE_NEW);
        written.add(path);
      }
    }
    if (file.kind() == NewFile.Kind.INPUT) {
      Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(AT_REST)));
    }
  }

  /** A file in the place of another, at once. */
  static void replace(Path path, String text) throws IOException {
    Path made = Files.createTempFile(path.getParent(), ".new-", ".tmp");
    try {
      Files.writeString(made, text);
      if (Files.getFileStore(path.getParent()).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(
            made, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private static void remove(List<Path> written) {
    for (Path path : written) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // The first failure is told; this one is most likely the same.
        return;
      }
    }
  }

  void makeFolders(List<String> paths) {
    try {
      for (String path : paths) {
        Files.createDirectories(folder.resolve(path));
      }
    } catch (IOException e) {
      throw failed("Cannot write into " + folder, e);
    }
  }

  boolean has(String path, String text) {
    try {
      Path file = folder.resolve(path);
      return Files.exists(file) && Files.readString(file).equals(text);
    } catch (IOException e) {
      return false;
    }
  }

  /** Puts a line before a file that was just made. */
  void prepend(String path, String line) {
    try {
      String text = Files.readString(folder.resolve(path), StandardCharsets.UTF_8);
      if (!text.startsWith("# yaml-language-server:")) {
        replace(folder.resolve(path), line + "\n" + text);
      }
    } catch (IOException e) {
      throw failed("Cannot write " + path, e);
    }
  }

  static FozException failed(String what, IOException e) {
    boolean denied = e instanceof AccessDeniedException;
    return Problem.of(denied ? Code.STORAGE_DENIED : Code.STORAGE_FAILED, what)
        .because(denied ? "no permission: " + e.getMessage() : String.valueOf(e.getMessage()))
        .remedy("name another folder, or make room and rights there")
        .toException(e);
  }
}
