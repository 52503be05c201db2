package dev.foz.source.file;

import com.github.luben.zstd.ZstdIOException;
import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Every problem that a file can have, in one place so that they read alike. */
final class FileProblems {
  private FileProblems() {}

  static Problem unreadable(String name, IOException cause) {
    Problem problem =
        Problem.of(Code.SOURCE_UNREACHABLE, "Cannot read " + name + ": " + reason(cause));
    return switch (cause) {
      case NoSuchFileException e ->
          problem.remedy("make it, or change `path` in the source's file");
      case AccessDeniedException e ->
          problem.remedy("give the user that runs Foz the right to read it");
      case FileSystemLoopException e -> problem.remedy("remove the link that leads back up");
      default -> problem;
    };
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case NoSuchFileException e -> "no such file or folder";
      case AccessDeniedException e -> "permission denied";
      case FileSystemLoopException e -> "the link leads back to a folder above it";
      default -> String.valueOf(cause.getMessage());
    };
  }

  static Problem notRegular(String name) {
    return Problem.of(Code.SOURCE_UNREACHABLE, "Cannot read " + name + ": it is not a regular file")
        .remedy("for the files of a folder write `path: " + name + "/*`");
  }

  static Problem unknownFormat(String name) {
    return Problem.of(
            Code.SOURCE_FORMAT_UNKNOWN,
            "Cannot read " + name + ": its name does not say whether it is JSON or CSV")
        .remedy("set `format: json` or `format: csv`, or narrow `path` down to the right files");
  }

  static Problem positionUnknown(String name) {
    return Problem.of(
            Code.STATE_NEWER,
            "Cannot read " + name + ": its position was written in a form that is not known here")
        .remedy("use the version of Foz that read it last, or a newer one");
  }

  static Problem changed(String name, long offset) {
    return Problem.of(
            Code.SOURCE_FILE_CHANGED,
            "Cannot read "
                + name
                + ": it changed within the first "
                + offset
                + " bytes, which were already landed, and the table has no primary key")
        .at(Place.of(name))
        .remedy(
            "set `on_change: append` to land the new version beside the old one, `on_change:"
                + " replace` to put it in its place, or a `primary_key` to merge it");
  }

  static Problem changeRefused(String name, long offset) {
    return Problem.of(
            Code.SOURCE_FILE_CHANGED,
            "Cannot read "
                + name
                + ": it changed within the first "
                + offset
                + " bytes, which were already landed, and the table says `on_change: fail`")
        .at(Place.of(name))
        .remedy(
            "put the old file back, or say `on_change: append` to land the new version beside the"
                + " old one or `on_change: replace` to put it in its place");
  }

  static Problem cutWhileRead(String name, String what) {
    return Problem.of(Code.SOURCE_FILE_CHANGED, "Cannot read " + name + " to its end: it " + what)
        .at(Place.of(name))
        .remedy("run again when it is written; what came before is kept");
  }

  /** What an exception means that came while a file was read beyond {@code offset}. */
  static Problem of(String name, long offset, IOException cause) {
    return switch (cause) {
      case FileStop stop -> stop.problem();
      case DamagedException damaged -> broken(name, offset, damaged);
      case ZstdIOException damaged ->
          broken(
              name,
              offset,
              new DamagedException("the zstd data is damaged (" + damaged.getMessage() + ")"));
      default -> unreadable(name, cause);
    };
  }

  private static Problem broken(String name, long offset, DamagedException cause) {
    return Problem.of(
            Code.SOURCE_FILE_BROKEN,
            "Cannot read " + name + " beyond byte " + offset + ": " + cause.reason())
        .at(Place.of(name))
        .remedy(cause.remedy());
  }

  static Problem tooLarge(String name, long offset, int limit) {
    return Problem.of(
            Code.RECORD_TOO_LARGE,
            "Cannot read "
                + name
                + " beyond byte "
                + offset
                + ": the record that starts there has more than "
                + limit
                + " bytes")
        .at(Place.of(name))
        .because("the record is that large, or a bracket or a quote in it is never closed")
        .remedy("correct or split that record; the ones before it are kept");
  }
}
