package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.FozException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules and the library give the same verdict, and the rules name a place that it names. */
class LibraryAgreementTest {
  private static final int SCHEMAS = 4_000;
  private static final int DOCUMENTS = 12;
  private static final long SEED = 20260415;

  private int accepted;
  private int compiled;
  private int placed;

  @Test
  void randomDocumentsMeetTheSameVerdictAtTheSamePlace() {
    RandomSchema random = new RandomSchema(SEED);
    for (int number = 0; number < SCHEMAS; number++) {
      JsonNode schema = random.schema();
      SourceText source = SourceText.of("schema.json", schema.toString());
      Optional<Rules> found = rules(source);
      if (found.filter(rules -> rules.library().isEmpty()).isPresent()) {
        Rules rules = found.get();
        compiled++;
        LibraryRules library =
            new LibraryRules(JsonTree.read(source.bytes(), 0, source.bytes().length));
        for (int i = 0; i < DOCUMENTS; i++) {
          compare(rules, library, random, schema, "seed " + SEED + ", schema " + number);
        }
      }
    }
    assertThat(compiled).isGreaterThan(SCHEMAS / 3);
    assertThat(accepted).isBetween(compiled * DOCUMENTS / 10, compiled * DOCUMENTS * 9 / 10);
    assertThat(placed).isGreaterThan(compiled / 4);
  }

  /** Empty where a reference leads back to itself, which is refused. */
  private static Optional<Rules> rules(SourceText source) {
    try {
      return Optional.of(Declaration.rules(source));
    } catch (FozException refused) {
      assertThat(refused.problem().what()).contains("leads back to itself");
      return Optional.empty();
    }
  }

  private void compare(
      Rules rules, LibraryRules library, RandomSchema random, JsonNode schema, String seed) {
    JsonNode document = random.document(schema);
    boolean valid = agree(rules, library, document, schema, seed).isEmpty();
    accepted += valid ? 1 : 0;
    if (valid && document.isContainer() && !document.isEmpty()) {
      JsonNode changed = document.deepCopy();
      String place = change(changed, random);
      agree(rules, library, changed, schema, seed)
          .ifPresent(path -> requireNear(path, place, changed + " of " + schema + ", " + seed));
    }
  }

  private static Optional<String> agree(
      Rules rules, LibraryRules library, JsonNode document, JsonNode schema, String seed) {
    byte[] data = document.toString().getBytes(StandardCharsets.UTF_8);
    String about = seed + ": " + document + " of " + schema;
    Optional<Rejection> rejection = rejection(rules, data);
    Set<String> places = new HashSet<>(library.places(data, 0, data.length));
    assertThat(rejection.isEmpty()).as(about + " -> " + rejection).isEqualTo(places.isEmpty());
    rejection.ifPresent(
        broken -> assertThat(places).as(about + " -> " + broken).contains(placeOf(broken)));
    return rejection.map(Rejection::path);
  }

  /** Where the library sees it: an element that may not be there is the fault of its list. */
  private static String placeOf(Rejection broken) {
    return broken.rule().equals("items")
        ? broken.path().replaceFirst("\\[[0-9]+\\]$", "")
        : broken.path();
  }

  private static Optional<Rejection> rejection(Rules rules, byte[] data) {
    JsonScanner scanner = new JsonScanner(new KeyValues(List.of()), rules, Growth.LEARN);
    try {
      scanner.check(rules.root(), data, 0, data.length);
      return Optional.empty();
    } catch (RecordError error) {
      return Optional.of(error.rejection(0));
    }
  }

  /** Puts another value somewhere into a document; returns where. */
  private static String change(JsonNode document, RandomSchema random) {
    StringBuilder path = new StringBuilder();
    JsonNode at = document;
    while (true) {
      int index = random.random().nextInt(at.size());
      JsonNode child;
      if (at instanceof ArrayNode list) {
        path.append('[').append(index).append(']');
        child = list.get(index);
      } else {
        String key = List.copyOf(at.propertyNames()).get(index);
        path.append('.').append(key);
        child = at.get(key);
      }
      if (!child.isContainer() || child.isEmpty() || random.random().nextInt(3) == 0) {
        replace(at, path.toString(), index, random.mutant());
        return path.toString().replaceFirst("^\\.", "");
      }
      at = child;
    }
  }

  private static void replace(JsonNode parent, String path, int index, JsonNode value) {
    if (parent instanceof ArrayNode list) {
      list.set(index, value);
    } else {
      ((ObjectNode) parent).set(path.substring(path.lastIndexOf('.') + 1), value);
    }
  }

  /** What is wrong lies at the changed place, inside of it, or in what holds it. */
  private void requireNear(String path, String place, String about) {
    assertThat(path.startsWith(place) || place.startsWith(path)).as(path + ": " + about).isTrue();
    placed += path.equals(place) ? 1 : 0;
  }
}
