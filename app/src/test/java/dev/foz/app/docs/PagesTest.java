package dev.foz.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example of the documentation is run: see {@link PageRun}. {@code -Ddocs=update} writes what
 * commands print into the pages.
 */
class PagesTest {
  private static final Path ROOT = Path.of("..");

  /** Pages that are drawn from what other tests run. */
  private static final Set<String> DRAWN = Set.of("docs/errors.md", "docs/json.md");

  static List<String> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> readmes = Stream.of("README.md", "README.pt-BR.md").map(ROOT::resolve)) {
      return Stream.concat(readmes, docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .map(file -> ROOT.relativize(file).toString())
          .filter(page -> !DRAWN.contains(page))
          .toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void doesWhatItSays(String name, @TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("here"));
    boolean update = "update".equals(System.getProperty("docs"));
    List<String> notRun = new PageRun(Page.load(name), folder, update).run();
    assertThat(notRun).as("blocks of %s that are not run", name).hasSize(notRun(name));
  }

  /** A number here grows only with a reason in the page. */
  private static int notRun(String page) {
    return switch (page) {
      case "README.md", "README.pt-BR.md" -> 4;
      case "docs/formats/contract.md", "docs/lake-folder.md" -> 2;
      case "docs/benchmarks.md", "docs/formats/tables.md" -> 1;
      default -> 0;
    };
  }

  @Test
  void bothReadmesSayTheSameToAMachine() {
    assertThat(machine("README.pt-BR.md")).isEqualTo(machine("README.md"));
  }

  /** Blocks without comments, which are in the language of the page. */
  private static List<String> machine(String page) {
    return Page.load(page).blocks().stream()
        .map(block -> block.marks() + block.language() + "\n" + block.text())
        .map(text -> text.replaceAll("(?m)(?<=\\s)# .*$", ""))
        .map(text -> String.join("\n", Told.lines(text)))
        .toList();
  }
}
