package dev.foz.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of {@code src/test/errors}: what is done in an empty folder and what is said to it. A line
 * {@code >>> FILE} before the text of a file, {@code - COMMAND} that prepares, {@code $ COMMAND}
 * before what it prints.
 *
 * @param code that it provokes: the name of its file
 */
record ErrorCase(String code, String text) {
  private static final Path FOLDER = Path.of("src/test/errors");
  private static final Pattern STEP =
      Pattern.compile("(?m)^(?=>>> |- foz |- rm |- cut |- chmod |- ln |\\$ )");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  /** How the folder of the lake is called, wherever it lies. */
  private static final String LAKE = "/home/ana/loja";

  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}\\.[0-9]+Z";

  static List<ErrorCase> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<ErrorCase> cases = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        cases.add(new ErrorCase(name.replaceFirst("\\.test$", ""), Files.readString(file)));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same text with what is said now. */
  String play(Path folder) throws IOException {
    Path lake = folder.toRealPath();
    StringBuilder told = new StringBuilder();
    for (String step : STEP.split(text)) {
      String head = step.lines().findFirst().orElse("");
      if (head.startsWith(">>> ")) {
        new Shell(lake).write(head.substring(4), step.substring(head.length() + 1));
        told.append(step);
      } else if (head.startsWith("$ ")) {
        told.append(head).append('\n').append(run(lake, words(head.substring(2))));
      } else if (head.startsWith("- ")) {
        run(lake, words(head.substring(2)));
        told.append(step);
      } else {
        throw new IllegalArgumentException("no step of " + code + ": " + head);
      }
    }
    return told.toString();
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group().replaceAll("^['\"]|['\"]$", ""));
    }
    return words;
  }

  private static String run(Path lake, List<String> words) throws IOException {
    List<String> arguments = words.subList(1, words.size());
    switch (words.getFirst()) {
      case "foz" -> {
        return new Shell(lake)
            .told(arguments.toArray(String[]::new))
            .replace(lake.toString(), LAKE)
            .replaceAll(UUID, "UUID")
            .replaceAll(TIME, "TIME")
            .replaceAll("\\b[0-9]{16,19}\\b", "VERSION");
      }
      case "rm" -> {
        for (Path file : files(lake, arguments)) {
          Files.delete(file);
        }
      }
      case "cut" -> {
        for (Path file : files(lake, arguments)) {
          Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) / 2));
        }
      }
      case "ln" -> {
        Path link = lake.resolve(arguments.getLast());
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, link.resolveSibling(arguments.get(1)));
      }
      case "chmod" ->
          Files.setPosixFilePermissions(
              lake.resolve(arguments.getLast()),
              PosixFilePermissions.fromString(arguments.getFirst()));
      default -> throw new IllegalArgumentException("no command " + words);
    }
    return "";
  }

  /** Those that globs name. */
  private static List<Path> files(Path lake, List<String> globs) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String glob : globs) {
      PathMatcher matcher = lake.getFileSystem().getPathMatcher("glob:" + lake + "/" + glob);
      try (Stream<Path> files = Files.walk(lake)) {
        files.filter(matcher::matches).forEach(found::add);
      }
    }
    return found;
  }

  /** What is printed of the problem of this code: the first in what is expected. */
  String example() {
    return example(text, code);
  }

  /** The lines of the first problem of a code, without what they are indented by. */
  static String example(String text, String code) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.strip().matches("(error|warning)\\[" + code + "]: .*")) {
        int indent = line.length() - line.stripLeading().length();
        int end = i + 1;
        while (end < lines.size() && lines.get(end).startsWith(" ".repeat(indent + 2))) {
          end++;
        }
        return String.join(
            "\n", lines.subList(i, end).stream().map(each -> each.substring(indent)).toList());
      }
    }
    return "";
  }

  @Override
  public String toString() {
    return code;
  }
}
