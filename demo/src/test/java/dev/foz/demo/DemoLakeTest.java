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
    assertThat(keys).hasSize(1_500).doesNotContainAnyElementsOf(keys(records));
  }

  @Test
  void everyInvoiceIsThereAndTheCancelledOnesTwice() {
    assertThat(keys(records)).hasSize(1_500);
    assertThat(records).hasSize(1_500 + lake.cancellations());
    assertThat(lake.cancellations()).isBetween(10, 60);
  }

  @Test
  void aCancelledInvoiceComesAgainLaterAndOtherwiseUnchanged() {
    Map<String, JsonNode> first = new TreeMap<>();
    for (JsonNode record : records) {
      if (record.path("status").asText().equals("autorizada")) {
        first.put(record.path("chave").asText(), record);
        continue;
      }
      JsonNode before = Objects.requireNonNull(first.get(record.path("chave").asText()));
      assertThat(record.path("itens")).isEqualTo(before.path("itens"));
      assertThat(record.path("total")).isEqualTo(before.path("total"));
      assertThat(OffsetDateTime.parse(record.path("cancelamento").path("em").asText()))
          .isAfter(OffsetDateTime.parse(before.path("emitida_em").asText()));
    }
  }

  @Test
  void totalsAddUpToTheCent() {
    for (JsonNode record : records) {
      BigDecimal total = record.path("total").decimalValue();
      assertThat(total.scale()).isEqualTo(2);
      assertThat(sum(record.path("itens"), "total")).isEqualTo(total);
      assertThat(sum(record.path("pagamentos"), "valor")).isEqualTo(total);
      assertThat(record.path("itens").size()).isBetween(1, 8);
    }
  }

  @Test
  void documentsHaveTheRightCheckDigits() {
    assertThat(records).allSatisfy(DemoLakeTest::checkDocuments);
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
        .containsExactly("curated.itens_vendidos", "refined.faturamento_por_uf_dia");
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
  void queriesAskTheTablesThatTheLakeMakes() {
    assertThat(lake.queries()).hasSize(3);
    assertThat(lake.queries().stream().map(DemoQuery::sql).collect(Collectors.joining("\n")))
        .contains("curated.notas_nfe", "curated.notas_produtos", "curated.itens_vendidos")
        .contains("refined.faturamento_por_uf_dia");
  }

  private static Set<String> keys(List<JsonNode> records) {
    return records.stream()
        .map(record -> record.path("chave").asText())
        .collect(Collectors.toSet());
  }

  private static BigDecimal sum(JsonNode list, String field) {
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
