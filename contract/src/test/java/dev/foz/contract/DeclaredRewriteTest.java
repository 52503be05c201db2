package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.foz.base.FozException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What a contract accepts can be read: by the contract as it was then, and as it has grown. */
class DeclaredRewriteTest {
  private static final int SCHEMAS = 3_000;
  private static final int DOCUMENTS = 12;
  private static final long SEED = 20260601;

  @Test
  void acceptedRecordsAreReadable() {
    RandomSchema random = new RandomSchema(SEED);
    int accepted = 0;
    for (int number = 0; number < SCHEMAS; number++) {
      ObjectNode schema = random.schema();
      Optional<Contract> contract = contract(schema);
      if (contract.isPresent()) {
        accepted += read(random, schema, contract.get(), "seed " + SEED + ", schema " + number);
      }
    }
    assertThat(accepted).isGreaterThan(SCHEMAS);
  }

  private static int read(RandomSchema random, ObjectNode schema, Contract start, String seed) {
    RecordScanner scanner = new RecordScanner(start, Scans.JSON, List.of(), Growth.LEARN);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] record = Scans.bytes(random.document(schema).toString());
      if (scanner.scan(record, 0, record.length).isEmpty()) {
        records.add(record);
        requireReadable(scanner.contract(), record, schema + ", " + seed);
      }
    }
    Contract grown = Contract.parse(scanner.contract().text());
    assertThat(grown).as(seed).isEqualTo(scanner.contract());
    records.forEach(record -> requireReadable(grown, record, schema + ", " + seed));
    return records.size();
  }

  private static void requireReadable(Contract contract, byte[] record, String about) {
    assertThatCode(() -> new DocumentRewriter(contract, Scans.JSON).rewrite(record))
        .as(new String(record, StandardCharsets.UTF_8) + " of " + about)
        .doesNotThrowAnyException();
  }

  /** Empty where the random schema is refused. */
  private static Optional<Contract> contract(ObjectNode schema) {
    try {
      return Optional.of(DeclaredTest.declared(schema.toString()));
    } catch (FozException refused) {
      assertThat(refused.problem().what())
          .containsAnyOf("leads back to itself", "does not describe an object");
      return Optional.empty();
    }
  }
}
