package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foz.base.FozException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs the public JSON Schema Test Suite on the rules alone, without the typing of columns. */
class SchemaSuiteTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPECTED = "as expected";
  private static final int CASES = 1413;
  private static final int AGREED = 1120;

  /**
   * Where Foz differs on purpose: the start of the titles of cases, what happens instead, and why.
   */
  private record Difference(String titles, String outcome, String reason) {
    static Difference of(String line) {
      String[] parts = line.split(" \\| ");
      return new Difference(parts[0], parts[1], parts[2]);
    }

    boolean covers(Case one) {
      return one.title().startsWith(titles) && one.outcome().startsWith(outcome);
    }
  }

  private record Case(String title, String outcome) {}

  @Test
  void rulesAgreeWithThePublicSuiteButForWhatIsListed() throws IOException {
    List<Difference> listed = differences();
    Set<Difference> met = new HashSet<>();
    List<String> surprises = new ArrayList<>();
    List<Case> cases = cases();
    List<Case> different = cases.stream().filter(one -> !one.outcome().equals(EXPECTED)).toList();
    for (Case one : different) {
      listed.stream()
          .filter(difference -> difference.covers(one))
          .findFirst()
          .ifPresentOrElse(met::add, () -> surprises.add(one.title() + " | " + one.outcome()));
    }
    assertThat(surprises).isEmpty();
    assertThat(met).containsExactlyInAnyOrderElementsOf(listed);
    assertThat(cases.size()).isEqualTo(CASES);
    assertThat(cases.size() - different.size()).isEqualTo(AGREED);
  }

  private static List<Difference> differences() throws IOException {
    try (InputStream in = resource("schema-suite-differences.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Difference::of)
          .toList();
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        SchemaSuiteTest.class.getClassLoader().getResourceAsStream(name), name);
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (JsonNode suite : suites()) {
      String name = suite.get("name").asText().replace("draft2020-12/", "");
      for (JsonNode group : suite.get("value")) {
        for (JsonNode test : group.get("tests")) {
          String title = name + " / " + words(group) + " / " + words(test);
          cases.add(new Case(title, outcome(group.get("schema"), test)));
        }
      }
    }
    return cases;
  }

  private static String words(JsonNode described) {
    return described.get("description").asText();
  }

  private static List<JsonNode> suites() throws IOException {
    try (InputStream in = resource("test-suite-tck.json")) {
      List<JsonNode> suites = new ArrayList<>();
      for (JsonNode suite : JSON.readTree(in).get("suites")) {
        if (suite.get("draft").asText().equals("2020-12")) {
          suites.add(suite);
        }
      }
      return suites;
    }
  }

  private static String outcome(JsonNode schema, JsonNode test) {
    Rules rules;
    try {
      rules = Declaration.rules(SourceText.of("schema.json", schema.toString()));
    } catch (FozException refused) {
      return "refused: " + refused.problem().what();
    }
    byte[] data = test.get("data").toString().getBytes(StandardCharsets.UTF_8);
    boolean valid;
    try {
      valid = accepts(rules, data);
    } catch (RuntimeException e) {
      return "failed: " + e;
    }
    return valid == test.get("valid").asBoolean() ? EXPECTED : "said " + valid;
  }

  static boolean accepts(Rules rules, byte[] data) {
    JsonScanner scanner = new JsonScanner(new KeyValues(List.of()), rules, Growth.LEARN);
    try {
      scanner.check(rules.root(), data, 0, data.length);
    } catch (RecordError error) {
      return false;
    }
    return rules.library().isEmpty() || rules.library().get().check(data, 0, data.length).isEmpty();
  }
}
