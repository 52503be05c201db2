package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The laws that let workers scan apart and join after. */
class LatticeTest {
  private static final int ROUNDS = 3_000;
  private static final long SEED = 77;

  private static Contract random(RandomJson json) {
    RecordScanner scanner = Scans.scanner(Scans.JSON);
    int records = 1 + json.random().nextInt(3);
    for (int i = 0; i < records; i++) {
      Scans.scan(scanner, json.record());
    }
    return scanner.contract();
  }

  /** Without order and names, which depend on what came first. */
  private static ContractType unordered(ContractType type) {
    return switch (type) {
      case ContractType.Simple simple -> simple;
      case ContractType.Fixed fixed -> fixed;
      case ContractType.Number number -> number;
      case ContractType.ListOf list -> new ContractType.ListOf(unordered(list.element()));
      case ContractType.Struct struct ->
          new ContractType.Struct(
              struct.fields().stream()
                  .map(field -> new ContractField(field.key(), "", unordered(field.type())))
                  .sorted(Comparator.comparing(ContractField::key))
                  .toList());
    };
  }

  private static void assertSame(String place, Contract left, Contract right) {
    assertThat(unordered(left.root())).as(place).isEqualTo(unordered(right.root()));
  }

  @Test
  void joinIsCommutativeAssociativeAndIdempotent() {
    RandomJson json = new RandomJson(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      Contract a = random(json);
      Contract b = random(json);
      Contract c = random(json);
      String place = "seed " + SEED + ", round " + round + ":\n" + a + "\n" + b + "\n" + c;
      assertSame(place, a.join(b), b.join(a));
      assertSame(place, a.join(b).join(c), a.join(b.join(c)));
      assertThat(a.join(a)).isSameAs(a);
      assertThat(a.join(b).join(b)).as(place).isEqualTo(a.join(b));
      assertThat(a.join(b).join(a)).as(place).isEqualTo(a.join(b));
      assertThat(a.join(Contract.empty())).isSameAs(a);
      assertThat(Contract.empty().join(a)).isEqualTo(a);
    }
  }

  @Test
  void anyPartitionOfRecordsLearnsTheSame() {
    RandomJson json = new RandomJson(SEED);
    Random random = json.random();
    for (int round = 0; round < ROUNDS / 3; round++) {
      List<String> records = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        records.add(json.record());
      }
      RecordScanner all = Scans.scanner(Scans.JSON);
      records.forEach(record -> Scans.scan(all, record));
      Collections.shuffle(records, random);
      int cut = random.nextInt(7);
      RecordScanner left = Scans.scanner(Scans.JSON);
      RecordScanner right = Scans.scanner(Scans.JSON);
      records.subList(0, cut).forEach(record -> Scans.scan(left, record));
      records.subList(cut, 6).forEach(record -> Scans.scan(right, record));
      String place = "seed " + SEED + ", round " + round + ": " + records;
      Contract learnt = all.contract();
      assertSame(place, learnt, left.contract().join(right.contract()));
      RecordScanner again = new RecordScanner(learnt, Scans.JSON, List.of());
      records.forEach(record -> Scans.scan(again, record));
      assertThat(again.contract()).as(place).isSameAs(learnt);
    }
  }

  @Test
  void scanGoesOnFromStartLikeJoin() {
    RandomJson json = new RandomJson(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      Contract start = random(json);
      String record = json.record();
      RecordScanner scanner = new RecordScanner(start, Scans.JSON, List.of());
      Scans.scan(scanner, record);
      Contract alone = Scans.contract(Scans.JSON, record);
      assertThat(scanner.contract())
          .as("seed %s, round %s: %s %s", SEED, round, start, record)
          .isEqualTo(start.join(alone));
    }
  }

  @Test
  void orderAndNamesOfTheFirstStay() {
    Contract first = Scans.contract(Scans.JSON, "{\"b\":1,\"a\":{\"y\":1}}");
    Contract second =
        Scans.contract(Scans.JSON, "{\"c\":1,\"B\":1,\"a\":{\"x\":1,\"Y\":1},\"b\":1.5}");
    assertThat(first.join(second).rowType())
        .hasToString(
            "struct<b: decimal(18,2), a: struct<y: long, x: long, Y_2: long>, c: long, B_2: long>");
  }

  @Test
  void textReadsBackToAnEqualContract() {
    RandomJson json = new RandomJson(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      Contract contract = random(json).join(random(json));
      Contract read = Contract.parse(contract.text());
      assertThat(read).isEqualTo(contract).hasSameHashCodeAs(contract);
      assertThat(read.text()).isEqualTo(contract.text());
      assertThat(read.hash()).isEqualTo(contract.hash());
    }
  }
}
