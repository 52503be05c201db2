package dev.foz.contract;

import static dev.foz.contract.Scans.csv;
import static dev.foz.contract.Scans.key;
import static dev.foz.contract.Scans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.PayloadFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredCsvTest {
  private static final String SCHEMA =
      """
      {
        "type": "object",
        "required": ["sku", "preco"],
        "properties": {
          "sku": {"type": "integer", "minimum": 1},
          "preco": {"type": "number", "format": "decimal(10,2)", "maximum": 5000},
          "custo": {"type": "string", "format": "decimal(10,2)"},
          "ativo": {"type": "boolean"},
          "desde": {"type": "string", "format": "date"},
          "uf": {"enum": ["SP", "RJ"]},
          "cep": {"type": "string", "format": "cep", "x-aliases": ["codigo_postal"]},
          "lista": {"type": "array"}
        }
      }
      """;
  private static final PayloadFormat ROWS = csv("sku;preco;custo;ativo;desde;uf;cep;lista;outro");

  private static RecordScanner scanner(PayloadFormat format, Growth growth, String... key) {
    return new RecordScanner(DeclaredTest.declared(SCHEMA), format, List.of(key), growth);
  }

  @Test
  void rowThatMeetsTheContractIsAccepted() {
    RecordScanner scanner = scanner(ROWS, Growth.LEARN, "sku");
    assertThat(key(scanner, "7;1.234,50;12,5;TRUE;2026-01-31;SP;01310-100;;")).isEqualTo("7");
    assertThat(scan(scanner, "8;1;;;;;;;x")).isEmpty();
    assertThat(scanner.contract().rowType())
        .hasToString(
            "struct<sku: long, preco: decimal(10,2), custo: decimal(10,2), ativo: boolean, desde:"
                + " date, uf: string, cep: string, outro: string>");
    assertThat(scanner.contract().text()).doesNotContain("respelled");
    assertThat(scan(scanner, "9,0;1;;;;;;;")).isEmpty();
    assertThat(scanner.contract().text()).contains("[\"sku\",\"long respelled\"]");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "a;1;;;;;;;|type|sku|0|is `a`, the contract says integer",
        "1,5;1;;;;;;;|type|sku|0|is 1.5, the contract says integer",
        "0;1;;;;;;;|minimum|sku|0|is 0, at least 1 is allowed",
        "1;;;;;;;;|required|preco|0|is missing",
        "\"\";1;;;;;;;|type|sku|0|is ``, the contract says integer",
        "1;1,005;;;;;;;|exact|preco|2|is 1.005, which has more than 2 digits after the point",
        "1;6.000;;;;;;;|maximum|preco|2|is 6000, at most 5000 is allowed",
        "1;1.5;;;;;;;|type|preco|2|is `1.5`, the contract says decimal",
        "1;1;1,005;;;;;;|exact|custo|4|is 1.005, which has more than 2 digits after the point",
        "1;1;;sim;;;;;|type|ativo|5|is `sim`, the contract says boolean",
        "1;1;;;2026-02-30;;;;|format|desde|6|is `2026-02-30`, the contract says date",
        "1;1;;;;XX;;;|enum|uf|7|is `XX`, allowed are `SP`, `RJ`",
        "1;1;;;;;\"0131\"\"\";;|format|cep|8|is `0131\"`, the contract says cep",
        "1;1;;;;;;x;|type|lista|9|is text, the contract says array",
        "1;1|csv|~~|0|has 2 fields, the header has 9 columns",
      })
  void rowThatBreaksTheContractIsRejected(
      String row, String rule, String path, int offset, String what) {
    Rejection rejection = scan(scanner(ROWS, Growth.LEARN), row).orElseThrow();
    assertThat(rejection.rule()).isEqualTo(rule);
    assertThat(rejection.path()).isEqualTo(path);
    assertThat(rejection.offset()).isEqualTo(offset);
    assertThat(rejection.what()).isEqualTo(what);
  }

  @Test
  void columnThatTheContractHasNotIsRefusedWhereItHoldsSomething() {
    RecordScanner scanner = scanner(ROWS, Growth.REFUSE);
    assertThat(scan(scanner, "1;1;;;;;;;")).isEmpty();
    Rejection refused = scan(scanner, "1;1;;;;;;;x").orElseThrow();
    assertThat(refused.rule()).isEqualTo("schema-change");
    assertThat(refused.path()).isEqualTo("outro");
    assertThat(refused.what()).isEqualTo("is no field of the table");
    assertThat(scanner.contract()).isEqualTo(DeclaredTest.declared(SCHEMA));
  }

  @Test
  void aliasIsAnotherNameOfItsColumn() {
    RecordScanner scanner = scanner(csv("sku;preco;codigo_postal;cep"), Growth.REFUSE);
    assertThat(scan(scanner, "1;1;01310100;")).isEmpty();
    assertThat(scan(scanner, "1;1;0131;").orElseThrow().path()).isEqualTo("codigo_postal");
    assertThat(scan(scanner, "1;1;01310100;01310100").orElseThrow().rule())
        .isEqualTo("duplicate-key");
  }

  @Test
  void rareKeywordsHoldForRows() {
    String schema =
        """
        {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}},
         "if": {"properties": {"a": {"const": 1}}, "required": ["a"]},
         "then": {"required": ["b"]}}
        """;
    RecordScanner scanner =
        new RecordScanner(DeclaredTest.declared(schema), csv("a;b"), List.of(), Growth.LEARN);
    assertThat(scan(scanner, "2;")).isEmpty();
    assertThat(scan(scanner, "1;x")).isEmpty();
    Rejection rejection = scan(scanner, "1;").orElseThrow();
    assertThat(rejection.rule()).isEqualTo("required");
    assertThat(rejection.path()).isEqualTo("b");
  }
}
