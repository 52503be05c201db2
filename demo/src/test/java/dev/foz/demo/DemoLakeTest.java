package dev.foz.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foz.base.FozException;
import dev.foz.base.lake.LakeReader;
import dev.foz.base.lake.LakeReading;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class DemoLakeTest {
  private static final DemoOptions SMALL =
      new DemoOptions(7, 1_500, DemoOptions.standard().lastDay());

  private Path temp;
  private DemoLake lake;
  private List<JsonNode> records;

  @BeforeAll
  void makeALake(@TempDir Path folder) throws IOException {
    temp = folder;
    lake = DemoLake.create(temp.resolve("loja"), SMALL);
    records = Records.readAll(lake.folder().resolve("entrada/nfe"));
  }

  @Test
  void theSameOptionsMakeTheSameFiles() throws IOException {
    DemoLake again = DemoLake.create(temp.resolve("again"), SMALL);

    assertThat(content(again.folder())).isEqualTo(content(lake.folder()));
    assertThat(times(again.folder())).isEqualTo(times(lake.folder()));
  }

  @Test
  void anotherSeedMakesOtherInvoices() throws IOException {
    DemoLake other =
        DemoLake.create(temp.resolve("other"), new DemoOptions(8, 1_500, SMALL.lastDay()));

    Set<String> keys = keys(Records.readAll(other.folder().resolve("entrada/nfe")));
    assertThat(keys).hasSizeGreaterThan(1_498).doesNotContainAnyElementsOf(keys(records));
  }

  @Test
  void everyInvoiceIsThereAndTheCancelledOnesTwice() {
    assertThat(records).hasSize(1_500 + lake.cancellations() - 1);
    assertThat(lake.cancellations()).isBetween(10, 60);
  }

  @Test
  void aFewInvoicesComeBroken() throws IOException {
    assertThat(Records.cutLines(lake.folder().resolve("entrada/nfe"))).isEqualTo(1);
    assertThat(records).filteredOn(record -> record.path("total").isTextual()).hasSize(12);
    assertThat(records).filteredOn(record -> !record.has("emitida_em")).hasSize(2);
    assertThat(records)
        .filteredOn(record -> !Documents.isAccessKey(record.path("chave").asText()))
        .hasSize(3);
    assertThat(lake.rejects()).isEqualTo(1 + 12 + 2 + 3);
  }

  @Test
  void anInvoiceWithATotalThatIsTextIsCancelledByARecordThatIsRight() {
    String key = lake.printedKey().orElseThrow();

    assertThat(records)
        .filteredOn(record -> record.path("chave").asText().equals(key))
        .extracting(record -> record.path("status").asText(), DemoLakeTest::cents)
        .hasSize(2)
        .first()
        .isEqualTo(Tuple.tuple("autorizada", cents(lastOf(key))));
    assertThat(lastOf(key).path("status").asText()).isEqualTo("cancelada");
    assertThat(lastOf(key).path("total").isNumber()).isTrue();
  }

  private JsonNode lastOf(String key) {
    return records.stream()
        .filter(record -> record.path("chave").asText().equals(key))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static BigDecimal cents(JsonNode record) {
    return record.path("total").isTextual()
        ? new BigDecimal(record.path("total").asText().replace(".", "").replace(',', '.'))
        : record.path("total").decimalValue();
  }

  @Test
  void aCancelledInvoiceComesAgainLaterAndOtherwiseUnchanged() {
    Map<String, JsonNode> first = new TreeMap<>();
    int compared = 0;
    for (JsonNode record : records) {
      if (record.path("status").asText().equals("autorizada")) {
        first.put(record.path("chave").asText(), record);
      } else if (first.containsKey(record.path("chave").asText())) {
        JsonNode before = Objects.requireNonNull(first.get(record.path("chave").asText()));
        assertThat(items(record)).isEqualTo(items(before));
        assertThat(cents(record)).isEqualTo(cents(before));
        OffsetDateTime cancelled =
            OffsetDateTime.parse(record.path("cancelamento").path("em").asText());
        assertThat(cancelled).isAfter(OffsetDateTime.parse(record.path("emitida_em").asText()));
        compared++;
      }
    }
    assertThat(compared).isBetween(lake.cancellations() - 6, lake.cancellations());
  }

  @Test
  void totalsAddUpToTheCent() {
    for (JsonNode record : records) {
      BigDecimal total = cents(record);
      assertThat(total.scale()).isEqualTo(2);
      assertThat(sum(items(record), "total")).isEqualTo(total);
      assertThat(sum(record.path("pagamentos"), "valor")).isEqualTo(total);
      assertThat(items(record)).hasSizeBetween(1, 8);
    }
  }

  @Test
  void aLoneItemStandsInAListOrWithout() {
    assertThat(records).filteredOn(record -> record.path("itens").isObject()).hasSizeGreaterThan(9);
    assertThat(records).filteredOn(record -> record.path("itens").size() == 1).isNotEmpty();
  }

  /** Of one or of many. */
  private static List<JsonNode> items(JsonNode record) {
    JsonNode items = record.path("itens");
    return items.isObject()
        ? List.of(items)
        : StreamSupport.stream(items.spliterator(), false).toList();
  }

  @Test
  void documentsHaveTheRightCheckDigits() {
    assertThat(records)
        .filteredOn(record -> Documents.isAccessKey(record.path("chave").asText()))
        .hasSize(records.size() - 3)
        .allSatisfy(DemoLakeTest::checkDocuments);
  }

  private static void checkDocuments(JsonNode record) {
    String key = record.path("chave").asText();
    String cnpj = record.path("emitente").path("cnpj").asText();
    assertThat(Documents.isAccessKey(key)).as(key).isTrue();
    assertThat(key.substring(6, 20)).isEqualTo(cnpj);
    JsonNode customer = record.path("destinatario");
    if (customer.isObject()) {
      assertThat(customer.path("cpf").isNull()).isNotEqualTo(customer.path("cnpj").isNull());
      boolean person = customer.path("cnpj").isNull();
      assertThat(
              person
                  ? Documents.isCpf(customer.path("cpf").asText())
                  : Documents.isCnpj(customer.path("cnpj").asText()))
          .isTrue();
    }
  }

  @Test
  void lettersStandInNoCnpjBeforeJuly2026AndInSomeAfter() {
    LocalDate july = LocalDate.of(2026, 7, 1);
    Map<Boolean, Long> withLetters =
        records.stream()
            .filter(record -> record.has("emitida_em"))
            .filter(record -> record.path("chave").asText().matches(".*[A-Z].*"))
            .collect(
                Collectors.partitioningBy(
                    record ->
                        OffsetDateTime.parse(record.path("emitida_em").asText())
                            .toLocalDate()
                            .isBefore(july),
                    Collectors.counting()));

    assertThat(withLetters.get(true)).isZero();
    assertThat(withLetters.get(false)).isPositive();
  }

  @Test
  void recordsAreOfTheSizeOfRealOnes() {
    assertThat(records.stream().mapToInt(record -> record.toString().length()).average().orElse(0))
        .isBetween(600.0, 1_500.0);
  }

  @Test
  void theInputComesInManyShapes() throws IOException {
    Map<String, Long> shapes =
        Records.files(lake.folder().resolve("entrada")).stream()
            .map(file -> file.getFileName().toString())
            .collect(
                Collectors.groupingBy(
                    name -> name.replaceFirst("^[^.-]*", ""), TreeMap::new, Collectors.counting()));

    assertThat(shapes)
        .containsEntry(".json", 200L)
        .containsEntry(".jsonl.gz", 1L)
        .containsEntry(".csv", 1L)
        .containsKeys("-01.json", "-01.jsonl", ".jsonl");
    assertThat(lake.files()).isEqualTo((int) shapes.values().stream().mapToLong(n -> n).sum());
  }

  @Test
  void theProductsAreInLatinLettersWithDecimalCommas() throws IOException {
    byte[] csv = Files.readAllBytes(lake.folder().resolve("entrada/produtos.csv"));

    assertThat(new String(csv, StandardCharsets.ISO_8859_1))
        .startsWith("sku;descricao;categoria;ncm;unidade;preco\r\n")
        .contains("MER-0001;Café torrado e moído 500 g;Mercearia;09012100;UN;18,90\r\n")
        .contains(
            "LIM-0004;\"Esponja \"\"dupla face\"\"; 4 unidades\";Limpeza;68053090;UN;6,49\r\n")
        .contains("ELE-0004;Geladeira frost free 400 L;Eletro;84181000;UN;3.299,00\r\n");
  }

  @Test
  void theFolderReadsWithoutAProblem() {
    LakeReading reading = LakeReader.read(lake.folder(), Map.of());

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.orThrow().sources().getFirst().tables())
        .extracting(table -> table.curatedTable().toString())
        .containsExactly("curated.notas_nfe", "curated.notas_produtos");
    assertThat(reading.orThrow().models())
        .extracting(model -> model.table().toString())
        .containsExactly(
            "curated.itens",
            "curated.notas",
            "refined.vendas_por_produto",
            "refined.vendas_por_uf_dia");
  }

  @Test
  void aFewInvoicesAreEnough() throws IOException {
    DemoLake tiny = DemoLake.create(temp.resolve("tiny"), new DemoOptions(1, 1, SMALL.lastDay()));

    assertThat(Records.readAll(tiny.folder().resolve("entrada/nfe")))
        .hasSize(1 + tiny.cancellations());
  }

  @Test
  void aFolderWithSomethingInItIsLeftAlone() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("full"));
    Files.writeString(folder.resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> DemoLake.create(folder, SMALL))
        .isInstanceOf(FozException.class)
        .hasMessage(
            """
            error[C106]: Cannot make a demo lake in %s: it is not empty
              try: name a folder that does not exist yet"""
                .formatted(folder));
    assertThat(Records.files(folder)).containsExactly(folder.resolve("mine.txt"));
  }

  @Test
  void theStoryTellsOfTheTablesThatTheLakeMakes() {
    assertThat(lake.story()).hasSize(7);
    assertThat(lake.story().stream().map(scene -> scene.commands().toString()).toList().toString())
        .contains("curated.notas", "curated.itens", "quarantine, retry, notas_nfe")
        .contains("refined.vendas_por_uf_dia", "refined.vendas_por_produto")
        .contains(lake.printedKey().orElseThrow());
  }

  @Test
  void theStoryFitsIntoEightyColumnsAndIntoTheQuotesOfAShell() {
    assertThat(lake.story().stream().flatMap(scene -> scene.text().stream()))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(
            lake.story().stream()
                .flatMap(scene -> scene.commands().stream())
                .flatMap(List::stream)
                .toList())
        .allSatisfy(word -> assertThat(word).doesNotContain("\"", "$", "`", "\\", "!"));
  }

  @Test
  void ofFewInvoicesNothingIsToldThatIsNotThere() throws IOException {
    DemoLake few = DemoLake.create(temp.resolve("few"), new DemoOptions(1, 4, SMALL.lastDay()));

    assertThat(few.rejects()).isZero();
    assertThat(few.story()).hasSize(4);
  }

  private static Set<String> keys(List<JsonNode> records) {
    return records.stream()
        .map(record -> record.path("chave").asText())
        .collect(Collectors.toSet());
  }

  private static BigDecimal sum(Iterable<JsonNode> list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(element -> element.path(field).decimalValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (Path file : Records.files(folder)) {
      byte[] bytes = Files.readAllBytes(file);
      content.put(
          folder.relativize(file).toString(), new String(bytes, StandardCharsets.ISO_8859_1));
    }
    return content;
  }

  private static List<String> times(Path folder) throws IOException {
    try (Stream<Path> files = Records.files(folder.resolve("entrada")).stream()) {
      return files
          .map(file -> folder.relativize(file) + " " + file.toFile().lastModified())
          .toList();
    }
  }
}
