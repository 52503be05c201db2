package dev.foz.app.folder;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.NearestWord;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.lake.FileGlob;
import dev.foz.base.lake.FileOptions.Format;
import dev.foz.source.file.FileLooks;
import dev.foz.source.file.FileLooks.Content;
import dev.foz.source.file.FileLooks.FoundAs;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that a person means by a path, and how they seem to be written.
 *
 * @param place the one file that is meant, or the folder in which they lie
 * @param path as the lake folder has it
 * @param absolute the same from the root
 * @param bytes of all of them, packed where they are packed
 * @param named whether their names tell the format
 * @param left what lies there too, and is not taken
 */
public record FoundFiles(
    Path place,
    String path,
    String absolute,
    List<FoundAs> files,
    long bytes,
    Format format,
    boolean named,
    Charset encoding,
    List<String> left) {
  private static final int MOST_LOOKED_AT = 20;

  public FoundFiles {
    files = List.copyOf(files);
    left = List.copyOf(left);
  }

  /**
   * Finds them.
   *
   * @param current the folder that {@code text} is seen from
   * @throws FozException where there is none that can be read, or they are of several formats
   */
  public static FoundFiles find(Path lakeFolder, Path current, String text) {
    return new Search(lakeFolder, text).find(literal(current, text), current);
  }

  private static Optional<Path> literal(Path current, String text) {
    try {
      Path path = current.resolve(text).normalize();
      return Files.exists(path) ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Files of one ending. */
  private record Ending(String text, List<FoundAs> files, Content content) {
    Optional<Format> format() {
      return content instanceof Content.Readable readable
          ? Optional.of(Format.find(files.getFirst().name()).orElse(readable.format()))
          : Optional.empty();
    }

    boolean named() {
      return Format.find(files.getFirst().name()).isPresent();
    }
  }

  private record Search(Path lakeFolder, String text) {
    FoundFiles find(Optional<Path> literal, Path current) {
      if (text.isBlank()) {
        throw cannot("the path is empty").remedy("foz add file PATH").toException();
      }
      if (literal.filter(Files::isDirectory).isPresent()) {
        return of(literal.get(), new FileGlob(literal.get(), "**/*"), Optional.empty());
      }
      if (literal.isPresent()) {
        Path file = literal.get();
        Path parent = file.getParent() == null ? file : file.getParent();
        String name = PathText.escaped(String.valueOf(file.getFileName()));
        return of(parent, new FileGlob(parent, name), Optional.of(name));
      }
      FileGlob glob = glob(current);
      if (!PathText.isPattern(text)) {
        throw missing(glob);
      }
      return of(glob.root(), glob, Optional.of(glob.pattern()));
    }

    private FileGlob glob(Path current) {
      try {
        return FileGlob.parse(current, text);
      } catch (InvalidPathException e) {
        throw cannot("it is no path").remedy("mind its letters").toException(e);
      } catch (IllegalArgumentException e) {
        throw cannot("it is no pattern: " + e.getMessage())
            .remedy("like 'inbox/**/*.json'")
            .toException(e);
      }
    }

    private FozException missing(FileGlob glob) {
      Problem problem = cannot("there is no such file or folder");
      return NearestWord.find(glob.pattern(), names(glob.root()))
          .map(name -> problem.remedy("did you mean `" + name + "`?"))
          .orElseGet(() -> problem.remedy("name a file, a folder or a pattern in quotes"))
          .toException();
    }

    private static List<String> names(Path folder) {
      if (!Files.isDirectory(folder)) {
        return List.of();
      }
      try (Stream<Path> paths = Files.list(folder)) {
        return paths.map(path -> String.valueOf(path.getFileName())).sorted().toList();
      } catch (java.io.IOException | java.io.UncheckedIOException e) {
        return List.of();
      }
    }

    /**
     * @param pattern as it was given; empty for a whole folder
     */
    private FoundFiles of(Path root, FileGlob glob, Optional<String> pattern) {
      FileLooks looks = FileLooks.of(glob, lakeFolder);
      if (looks.files().isEmpty()) {
        throw looks.problems().isEmpty() ? nothing(pattern) : new FozException(looks.problems());
      }
      List<Ending> endings = endings(looks.files());
      Map<Format, List<Ending>> formats = new EnumMap<>(Format.class);
      for (Ending ending : endings) {
        ending
            .format()
            .ifPresent(
                format -> formats.computeIfAbsent(format, key -> new ArrayList<>()).add(ending));
      }
      if (formats.isEmpty()) {
        throw unreadable(endings);
      }
      if (formats.size() > 1) {
        throw mixed(root, pattern, formats);
      }
      Map.Entry<Format, List<Ending>> only = formats.entrySet().iterator().next();
      Format format = only.getKey();
      List<Ending> taken = only.getValue();
      if (pattern.isPresent() && taken.size() < endings.size()) {
        throw other(
            endings.stream().filter(one -> one.format().isEmpty()).findFirst().orElseThrow());
      }
      return found(root, pattern, format, taken, endings);
    }

    private FoundFiles found(
        Path root,
        Optional<String> pattern,
        Format format,
        List<Ending> taken,
        List<Ending> endings) {
      List<FoundAs> files = taken.stream().flatMap(ending -> ending.files().stream()).toList();
      String wanted = pattern.orElseGet(() -> pattern(root, taken));
      List<String> left =
          endings.stream().filter(one -> one.format().isEmpty()).map(Search::told).toList();
      return new FoundFiles(
          files.size() == 1 && pattern.isPresent() && !isPattern(pattern.get())
              ? files.getFirst().path()
              : root,
          PathText.seenFrom(lakeFolder, root, wanted),
          PathText.seenFrom(root.getRoot(), root, wanted),
          files,
          files.stream().mapToLong(FoundAs::bytes).sum(),
          format,
          taken.stream().allMatch(Ending::named),
          encoding(files),
          left);
    }

    private static boolean isPattern(String pattern) {
      return PathText.isPattern(pattern.replaceAll("\\\\.", ""));
    }

    private static String told(Ending ending) {
      String what = ending.content() instanceof Content.Other other ? other.what() : "empty";
      return ending.files().size() + " × " + ending.text() + " (" + what + ")";
    }

    /** By ending, in the order of names. */
    private static List<Ending> endings(List<FoundAs> files) {
      Map<String, List<FoundAs>> byEnding = new LinkedHashMap<>();
      for (FoundAs file : files) {
        byEnding.computeIfAbsent(ending(file), key -> new ArrayList<>()).add(file);
      }
      return byEnding.entrySet().stream()
          .map(one -> new Ending(one.getKey(), one.getValue(), content(one.getValue())))
          .toList();
    }

    /** What the first files say that say anything. */
    private static Content content(List<FoundAs> files) {
      Content content = new Content.Empty();
      for (FoundAs file : files.subList(0, Math.min(files.size(), MOST_LOOKED_AT))) {
        content = FileLooks.content(file);
        if (!(content instanceof Content.Empty)) {
          return content;
        }
      }
      return content;
    }

    /** {@code csv}, {@code json.gz}; empty where the name has none. */
    private static String ending(FoundAs file) {
      String name = String.valueOf(file.path().getFileName());
      int dot = name.lastIndexOf('.');
      if (dot <= 0) {
        return "";
      }
      String last = name.substring(dot + 1);
      if (!last.toLowerCase(Locale.ROOT).matches("gz|zst")) {
        return last;
      }
      int before = name.lastIndexOf('.', dot - 1);
      return before <= 0 ? last : name.substring(before + 1);
    }

    private static String pattern(Path root, List<Ending> taken) {
      boolean flat =
          taken.stream()
              .flatMap(ending -> ending.files().stream())
              .allMatch(file -> root.equals(file.path().getParent()));
      Set<String> endings =
          taken.stream().map(Ending::text).collect(Collectors.toCollection(TreeSet::new));
      String name =
          endings.contains("")
              ? "*"
              : endings.size() == 1
                  ? "*." + PathText.escaped(endings.iterator().next())
                  : endings.stream()
                      .map(PathText::escaped)
                      .collect(Collectors.joining(",", "*.{", "}"));
      return flat ? name : "**/" + name;
    }

    private static Charset encoding(List<FoundAs> files) {
      Charset encoding = StandardCharsets.UTF_8;
      for (FoundAs file : files.subList(0, Math.min(files.size(), MOST_LOOKED_AT))) {
        if (FileLooks.content(file) instanceof Content.Readable readable
            && !readable.encoding().equals(StandardCharsets.UTF_8)) {
          encoding = readable.encoding();
        }
      }
      return encoding;
    }

    private FozException nothing(Optional<String> pattern) {
      return pattern.isPresent()
          ? cannot("no file is like that")
              .remedy("foz add file FOLDER finds the files of a folder by itself")
              .toException()
          : cannot("the folder has no files").remedy("name a folder with files").toException();
    }

    private FozException unreadable(List<Ending> endings) {
      return other(
          endings.stream()
              .filter(one -> one.content() instanceof Content.Other)
              .findFirst()
              .orElse(endings.getFirst()));
    }

    private FozException other(Ending ending) {
      String first = ending.files().getFirst().name();
      String name = first.equals(text) ? "it" : first;
      return switch (ending.content()) {
        case Content.Other other ->
            unknown(name + " is " + other.what()).remedy(other.remedy()).toException();
        case Content.Empty empty ->
            unknown(name + " is empty")
                .remedy("name files with records, so that their columns can be told")
                .toException();
        case Content.Readable readable -> throw new IllegalStateException(name + " can be read");
      };
    }

    private Problem unknown(String reason) {
      return Problem.of(Code.SOURCE_FORMAT_UNKNOWN, "Cannot add " + text + ": " + reason)
          .at(Place.of(text));
    }

    private FozException mixed(
        Path root, Optional<String> pattern, Map<Format, List<Ending>> formats) {
      String counts =
          formats.entrySet().stream()
              .map(one -> count(one.getValue()) + " " + one.getKey())
              .collect(Collectors.joining(" and "));
      String commands =
          pattern.isPresent()
              ? "narrow the pattern down to one of them"
              : formats.values().stream()
                  .map(endings -> "foz add file '" + shown(root, endings) + "'")
                  .collect(Collectors.joining(" and "));
      return unknown("it holds files of several formats")
          .because(counts + "; a table is of one format")
          .remedy(commands)
          .toException();
    }

    private String shown(Path root, List<Ending> endings) {
      return (text.endsWith("/") ? text : text + "/") + pattern(root, endings);
    }

    private static int count(List<Ending> endings) {
      return endings.stream().mapToInt(ending -> ending.files().size()).sum();
    }

    private Problem cannot(String reason) {
      return Problem.of(Code.COMMAND_USAGE, "Cannot add " + text + ": " + reason);
    }
  }
}
