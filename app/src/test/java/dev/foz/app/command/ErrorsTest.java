package dev.foz.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.app.explain.Explanation;
import dev.foz.base.Area;
import dev.foz.base.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code has a test that provokes it: a file of {@code src/test/errors}, or, for what files
 * cannot provoke, a Java test of any module that is tagged {@code provokes-CODE}. Every code has an
 * explanation, whose example is what that test sees. Draws docs/errors.md.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ErrorsTest {
  private static final boolean UPDATE = "update".equals(System.getProperty("docs"));
  private static final Path REPOSITORY = Path.of("..");
  private static final Path EXPLANATIONS = Path.of("src/main/resources/dev/foz/app/explain");
  private static final Path CASES = Path.of("src/test/errors");
  private static final Path PAGE = REPOSITORY.resolve("docs/errors.md");
  private static final String BEGIN = "<!-- drawn: codes -->\n";
  private static final String END = "<!-- end of drawn -->";
  private static final Pattern JOINED = Pattern.compile("\\\\\\R\\s*");

  private List<String> javaTests = List.of();

  static List<ErrorCase> cases() {
    return ErrorCase.all();
  }

  @BeforeAll
  void draw(@TempDir Path folder) throws IOException {
    if (UPDATE) {
      for (ErrorCase one : ErrorCase.all()) {
        Path lake = Files.createDirectory(folder.resolve(one.code()));
        ErrorCase now = new ErrorCase(one.code(), one.play(lake));
        Files.writeString(CASES.resolve(one.code() + ".test"), now.text());
        drawExample(now);
      }
      String page = Files.readString(PAGE);
      int begin = page.indexOf(BEGIN) + BEGIN.length();
      Files.writeString(
          PAGE, page.substring(0, begin) + drawn() + page.substring(page.indexOf(END)));
    }
  }

  private static void drawExample(ErrorCase one) throws IOException {
    Path file = EXPLANATIONS.resolve(one.code() + ".md");
    String text = Files.readString(file);
    int begin = text.indexOf("```\n") + 4;
    int end = text.indexOf("```", begin);
    Files.writeString(file, text.substring(0, begin) + one.example() + "\n" + text.substring(end));
  }

  private static Explanation explanation(Code code) {
    return Explanation.parse(code, text(EXPLANATIONS.resolve(code.id() + ".md")));
  }

  @BeforeAll
  void readJavaTests() throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY)) {
      javaTests =
          files
              .filter(file -> file.toString().contains("/src/test/java/"))
              .filter(file -> file.toString().endsWith(".java"))
              .map(ErrorsTest::text)
              .filter(text -> text.contains("@Tag(\"provokes-"))
              .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whatIsPrintedIsWhatTheCaseSays(ErrorCase written, @TempDir Path folder) throws IOException {
    assertThat(written.play(folder)).isEqualTo(written.text());
    assertThat(written.example()).as("it provokes its code").isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void everyCodeHasATestAndAnExplanationWithWhatTheTestSees(Code code) throws IOException {
    Optional<ErrorCase> written =
        ErrorCase.all().stream().filter(one -> one.code().equals(code.id())).findFirst();
    if (written.isPresent()) {
      assertThat(explanation(code).example())
          .as("./test --update-docs draws it")
          .isEqualTo(written.get().example());
    } else {
      assertProvokedByJava(code);
    }
  }

  private void assertProvokedByJava(Code code) {
    String tag = "@Tag(\"provokes-" + code.id() + "\")";
    List<String> sources = javaTests.stream().filter(text -> text.contains(tag)).toList();
    assertThat(sources)
        .as("%s has no file in %s, and no test is tagged %s", code.id(), CASES, tag)
        .isNotEmpty();
    List<Pattern> asserted = sources.stream().flatMap(ErrorsTest::lines).toList();
    assertThat(explanation(code).example().lines())
        .as("lines of the example of %s that its test does not assert", code.id())
        .allMatch(
            line -> asserted.stream().anyMatch(pattern -> pattern.matcher(line.strip()).matches()));
  }

  /** The lines of text blocks, where {@code %s} stands for anything. */
  private static Stream<Pattern> lines(String source) {
    return JOINED
        .matcher(source)
        .replaceAll("")
        .lines()
        .map(line -> line.strip().replaceFirst("\"\"\".*$", ""))
        .filter(line -> !line.isEmpty() && !line.matches("%[sd]"))
        .map(line -> Pattern.compile(Pattern.quote(line).replaceAll("%[sd]", "\\\\E.*\\\\Q")));
  }

  @Test
  void noExplanationIsOfACodeThatIsGone() throws IOException {
    List<String> ids = Arrays.stream(Code.values()).map(code -> code.id() + ".md").toList();
    try (Stream<Path> files = Files.list(EXPLANATIONS)) {
      assertThat(files.map(file -> file.getFileName().toString())).hasSameElementsAs(ids);
    }
  }

  @Test
  void numbersAreUnique() {
    assertThat(Arrays.stream(Code.values()).map(code -> code.id().substring(1)))
        .doesNotHaveDuplicates();
  }

  @Test
  void thePageIsUpToDate() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(page.substring(begin, end))
        .as("docs/errors.md is not what foz explain says; ./test --update-docs draws it")
        .isEqualTo(drawn());
  }

  private static String drawn() {
    return Arrays.stream(Area.values()).map(ErrorsTest::drawn).collect(Collectors.joining());
  }

  private static String drawn(Area area) {
    String codes =
        Arrays.stream(Code.values())
            .filter(code -> code.area() == area)
            .map(ErrorsTest::explanation)
            .map(ErrorsTest::drawn)
            .collect(Collectors.joining());
    return "## " + area.letter() + ": " + area.title() + "\n\n" + codes;
  }

  private static String drawn(Explanation one) {
    return "### %s: %s\n\n%s\n\n```\n%s\n```\n\nWhy: %s\n\nWho is affected: %s\n\nWhat to do: %s\n\n"
        .formatted(
            one.code().id(),
            one.title(),
            one.meaning(),
            one.example(),
            one.why(),
            one.affected(),
            one.remedy());
  }
}
