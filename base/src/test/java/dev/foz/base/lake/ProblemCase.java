package dev.foz.base.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A lake folder with mistakes and what is told about them, as the files in {@code lake-problems}
 * have it: {@code === title}, {@code >>> file} before the text of each file ({@code environment}
 * holds variables), {@code <<< problems}.
 */
record ProblemCase(String title, Map<String, String> files, String problems) {
  private static final Path CASES = Path.of("src/test/resources/lake-problems");
  private static final Pattern TITLE = Pattern.compile("(?m)^=== ");
  private static final Pattern PROBLEMS = Pattern.compile("(?m)^<<< problems\n");
  private static final Pattern FILE = Pattern.compile("(?m)^>>> ");

  static List<ProblemCase> all() {
    try (Stream<Path> files = Files.list(CASES)) {
      List<ProblemCase> cases = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        TITLE
            .splitAsStream(Files.readString(file))
            .filter(text -> !text.isBlank())
            .map(ProblemCase::parse)
            .forEach(cases::add);
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProblemCase parse(String text) {
    int title = text.indexOf('\n');
    String[] parts = PROBLEMS.split(text.substring(title + 1), 2);
    Map<String, String> files = new LinkedHashMap<>();
    FILE.splitAsStream(parts[0])
        .filter(file -> !file.isEmpty())
        .forEach(file -> files.put(firstLine(file), file.substring(file.indexOf('\n') + 1)));
    return new ProblemCase(
        text.substring(0, title), files, parts.length > 1 ? parts[1].strip() : "");
  }

  private static String firstLine(String text) {
    return text.substring(0, text.indexOf('\n'));
  }

  /** What is told about the files, written into this empty folder. */
  String tell(Path folder) {
    TestingLake lake = new TestingLake(folder);
    files.forEach(
        (name, text) -> {
          if (name.equals("environment")) {
            text.lines().forEach(line -> variable(lake, line));
          } else {
            lake.write(name, text);
          }
        });
    return lake.problems();
  }

  private static void variable(TestingLake lake, String line) {
    int equals = line.indexOf('=');
    lake.variable(line.substring(0, equals), line.substring(equals + 1));
  }
}
