package dev.foz.contract;

import static dev.foz.contract.Scans.JSON;
import static dev.foz.contract.Scans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroTest {
  private static final String PEDIDO =
      """
      {
        "type": "record", "name": "Pedido", "namespace": "loja",
        "fields": [
          {"name": "id", "type": "long"},
          {"name": "quantidade", "type": "int", "default": 1},
          {"name": "peso", "type": ["null", "double"]},
          {"name": "total", "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}},
          {"name": "criado_em", "type": {"type": "long", "logicalType": "timestamp-micros"}, "aliases": ["data"]},
          {"name": "dia", "type": ["null", {"type": "int", "logicalType": "date"}], "default": null},
          {"name": "status", "type": {"type": "enum", "name": "Status", "symbols": ["NOVO", "PAGO"]}},
          {"name": "antes", "type": ["null", "Status"], "default": null},
          {"name": "extra", "type": {"type": "map", "values": "int"}, "default": {}},
          {"name": "itens", "type": {"type": "array", "items": {
            "type": "record", "name": "Item", "fields": [
              {"name": "sku", "type": "string"},
              {"name": "partes", "type": {"type": "array", "items": "Item"}, "default": []}]}}}
        ]
      }
      """;
  private static final String GOOD =
      "{'id':1,'total':'12.50','criado_em':'2026-01-31T10:00:00Z','status':'NOVO','itens':[]";

  private static Contract contract() {
    Declaration declaration =
        Declaration.read("schemas/pedido.avsc", DeclarationFormat.AVRO, PEDIDO);
    return Contract.empty().declare(declaration);
  }

  private static Optional<Rejection> rejection(String record) {
    RecordScanner scanner = new RecordScanner(contract(), JSON, List.of(), Growth.REFUSE);
    return scan(scanner, record.replace('\'', '"'));
  }

  @Test
  void columnsFollowTheRecord() {
    assertThat(contract().rowType())
        .hasToString(
            "struct<id: long, quantidade: long, peso: double, total: decimal(10,2), criado_em:"
                + " timestamptz, dia: date, status: string, antes: string, extra: string, itens:"
                + " list<struct<sku: string, partes: list<string>>>>");
  }

  @Test
  void plainJsonIsAccepted() {
    assertThat(rejection(GOOD + "}")).isEmpty();
    assertThat(rejection(GOOD.replace("criado_em", "data").replace("'12.50'", "12.5") + "}"))
        .isEmpty();
    assertThat(rejection(GOOD + ",'peso':null,'dia':'2026-01-31','antes':'PAGO','extra':{'a':1}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{'total':1}|required|id|is missing",
        ",'quantidade':2147483648}|format|quantidade|is 2147483648, at most 2147483647 is allowed",
        ",'peso':'1'}|anyOf|peso|is text, the contract says number or null",
        ",'dia':'31/01/2026'}|format|dia|is `31/01/2026`, the contract says date",
        ",'antes':'X'}|enum|antes|is `X`, allowed are `NOVO`, `PAGO`",
        ",'extra':{'a':'x'}}|type|extra.a|is text, the contract says integer",
        ",'novo':1}|schema-change|novo|is no field of the table",
      })
  void recordThatBreaksTheSchemaIsRejected(String record, String rule, String path, String what) {
    Rejection rejection = rejection(record.startsWith("{") ? record : GOOD + record).orElseThrow();
    assertThat(rejection.rule()).isEqualTo(rule);
    assertThat(rejection.path()).isEqualTo(path);
    assertThat(rejection.what()).isEqualTo(what);
  }

  @Test
  void recursiveRecordsAreCheckedToAnyDepth() {
    String record =
        GOOD.replace(
            "'itens':[]", "'itens':[{'sku':'a','partes':[{'sku':'b','partes':[{'sku':1}]}]}]}");
    assertThat(rejection(record).orElseThrow().path())
        .isEqualTo("itens[0].partes[0].partes[0].sku");
  }
}
