package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.foz.base.FozException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeclarationProblemsTest {
  private static final Path CASES = Path.of("src/test/resources/contract-problems");
  private static final Pattern TITLE = Pattern.compile("(?m)^=== ");

  /** A contract with mistakes and what is told about them. */
  record Mistakes(String title, String file, String text, String problems) {
    static Mistakes parse(String text) {
      String[] parts = text.split("\n(>>> |<<< problems\n)", 3);
      String[] contract = parts[1].split("\n", 2);
      return new Mistakes(parts[0], contract[0], contract[1], parts[2].strip());
    }

    @Override
    public String toString() {
      return title;
    }
  }

  static List<Mistakes> mistakes() throws IOException {
    List<Mistakes> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.sorted().toList()) {
        TITLE
            .splitAsStream(Files.readString(file))
            .filter(text -> !text.isBlank())
            .map(Mistakes::parse)
            .forEach(all::add);
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreToldAllAtOnceWithTheirPlaces(Mistakes mistakes) {
    DeclarationFormat format =
        mistakes.file().endsWith(".avsc") ? DeclarationFormat.AVRO : DeclarationFormat.JSON_SCHEMA;
    FozException refused =
        catchThrowableOfType(
            FozException.class, () -> Declaration.read(mistakes.file(), format, mistakes.text()));
    assertThat(refused).as("nothing is wrong").isNotNull();
    assertThat(refused.getMessage()).isEqualTo(mistakes.problems());
  }
}
