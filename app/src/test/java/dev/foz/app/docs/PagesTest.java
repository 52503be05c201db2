package dev.foz.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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

  private static final Pattern CODE = Pattern.compile("\\b[A-Z][1-9][0-9]{2}\\b");
  private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^\\]]+\\]\\(([^)\\s]+)\\)");

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
      case "README.md", "README.pt-BR.md", "docs/terminal.md" -> 2;
      case "docs/operations.md" -> 3;
      case "docs/formats/contract.md", "docs/lake-folder.md" -> 2;
      case "docs/benchmarks.md", "docs/formats/tables.md" -> 1;
      default -> 0;
    };
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    String index = Files.readString(ROOT.resolve("docs/README.md"));
    assertThat(pages())
        .filteredOn(page -> page.startsWith("docs/") && !page.equals("docs/README.md"))
        .allSatisfy(page -> assertThat(index).contains("(" + page.substring(5) + ")"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void linksLeadSomewhere(String name) throws IOException {
    Path page = ROOT.resolve(name);
    LINK.matcher(Files.readString(page))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.startsWith("http"))
        .forEach(link -> assertLeads(page, link));
  }

  private static void assertLeads(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    assertThat(target).as(page + " links to " + link).exists();
    if (parts.length == 2) {
      assertThat(headings(target)).as(page + " links to " + link).contains(parts[1]);
    }
  }

  /** As GitHub names them. */
  private static List<String> headings(Path page) {
    try (Stream<String> lines = Files.lines(page)) {
      return lines
          .filter(line -> line.startsWith("#"))
          .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
          .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void codesAreThoseOfTheProgram(String name) throws IOException {
    assertThat(CODE.matcher(Files.readString(ROOT.resolve(name))).results())
        .extracting(MatchResult::group)
        .isSubsetOf(Stream.of(Code.values()).map(Code::id).toList());
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
