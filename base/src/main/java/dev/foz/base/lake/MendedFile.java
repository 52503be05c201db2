package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the lake folder whose lines are changed.
 *
 * @param name relative to the lake folder, with {@code /}
 * @param path where it really lies
 * @param parts its lines, each with the end that it has
 */
record MendedFile(String name, Path path, List<String> parts) {
  private static final Pattern LINE = Pattern.compile("[^\\r\\n]*(?:\\r\\n|\\r|\\n|\\z)");
  private static final Pattern END = Pattern.compile("[\\r\\n]+\\z");
  private static final String MARK = "\uFEFF";

  /** The file; empty where it must not or cannot be changed. */
  static Optional<MendedFile> read(Path folder, String name) {
    try {
      Path real = folder.resolve(name).toRealPath();
      if (!real.startsWith(folder.toRealPath())
          || !Files.isRegularFile(real)
          || !Files.isWritable(real)) {
        return Optional.empty();
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(real)))
              .toString();
      return Optional.of(new MendedFile(name, real, split(text)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    Matcher line = LINE.matcher(text);
    while (line.find() && !(line.group().isEmpty() && line.start() == text.length())) {
      parts.add(line.group());
    }
    return parts;
  }

  int lines() {
    return parts.size();
  }

  /** A line from 1, without its end and a byte order mark; empty where there is none. */
  String line(int number) {
    if (number < 1 || number > parts.size()) {
      return "";
    }
    String text = END.matcher(parts.get(number - 1)).replaceFirst("");
    return number == 1 && text.startsWith(MARK) ? text.substring(1) : text;
  }

  /** Replaces the file by one with these lines. */
  void write(List<Mend> mends) {
    List<String> changed = new ArrayList<>(parts);
    for (Mend mend : mends) {
      String part = parts.get(mend.line() - 1);
      Matcher end = END.matcher(part);
      String mark = mend.line() == 1 && part.startsWith(MARK) ? MARK : "";
      changed.set(mend.line() - 1, mark + mend.after() + (end.find() ? end.group() : ""));
    }
    Optional<Path> parent = Optional.ofNullable(path.getParent());
    Path beside = parent.orElse(path).resolve("." + path.getFileName() + ".foz");
    try {
      write(beside, String.join("", changed));
    } catch (IOException e) {
      throw Problem.of(Code.STORAGE_FAILED, "Cannot write " + name + ": " + LakeFile.reason(e))
          .at(Place.of(name))
          .remedy("nothing of it was changed; let this user write the file and its folder")
          .toException(e);
    }
  }

  private void write(Path beside, String text) throws IOException {
    try {
      Files.writeString(beside, text);
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        Files.setPosixFilePermissions(beside, permissions);
      }
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
