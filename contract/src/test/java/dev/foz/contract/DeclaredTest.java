package dev.foz.contract;

import static dev.foz.contract.Scans.JSON;
import static dev.foz.contract.Scans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredTest {
  private static final String PEDIDO =
      """
      {
        "type": "object",
        "required": ["id", "status", "total"],
        "properties": {
          "id": {"type": "integer", "minimum": 1},
          "status": {"enum": ["novo", "pago", "enviado"]},
          "total": {"type": "number", "format": "decimal(10,2)", "minimum": 0},
          "codigo": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]+$", "maxLength": 8},
          "criado_em": {"type": "string", "format": "date-time"},
          "dia": {"type": "string", "format": "date"},
          "obs": {"anyOf": [{"type": "string"}, {"type": "null"}]},
          "cliente": {"$ref": "#/$defs/cliente"},
          "itens": {
            "type": "array", "minItems": 1,
            "items": {
              "type": "object",
              "required": ["sku", "valor"],
              "additionalProperties": false,
              "properties": {
                "sku": {"type": "string"},
                "valor": {"type": "string", "format": "decimal(10,2)"},
                "quantidade": {"type": "integer", "exclusiveMaximum": 100, "multipleOf": 2}
              }
            }
          }
        },
        "$defs": {
          "cliente": {
            "type": "object",
            "properties": {"cpf": {"type": "string", "format": "cpf"}, "peso": {"type": "number"}}
          }
        }
      }
      """;

  static Contract declared(String schema) {
    Declaration declaration =
        Declaration.read("schemas/pedidos.json", DeclarationFormat.JSON_SCHEMA, schema);
    return Contract.empty().declare(declaration);
  }

  private static RecordScanner scanner(String schema, Growth growth, String... primaryKey) {
    return new RecordScanner(declared(schema), JSON, List.of(primaryKey), growth);
  }

  private static Optional<Rejection> rejection(String record) {
    return scan(scanner(PEDIDO, Growth.LEARN), record.replace('\'', '"'));
  }

  @Test
  void columnsFollowTheContract() {
    assertThat(declared(PEDIDO).rowType())
        .hasToString(
            "struct<id: long, status: string, total: decimal(10,2), codigo: string, criado_em:"
                + " timestamptz, dia: date, obs: string, cliente: struct<cpf: string, peso:"
                + " double>, itens: list<struct<sku: string, valor: decimal(10,2), quantidade:"
                + " long>>>");
  }

  @Test
  void recordThatMeetsTheContractIsAccepted() {
    assertThat(
            rejection(
                "{'id':7,'status':'pago','total':12.50,'codigo':'ABC-1','criado_em':"
                    + "'2026-01-31T10:00:00.123456-03:00','dia':'2026-01-31','obs':null,"
                    + "'cliente':{'cpf':'529.982.247-25','peso':1e2},"
                    + "'itens':[{'sku':'a','valor':'12.5','quantidade':98}],'novo':{'a':1}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{'id':'7'}|type|id|6|is text, the contract says integer",
        "{'id':1.5}|type|id|6|is 1.5, the contract says integer",
        "{'id':0}|minimum|id|6|is 0, at least 1 is allowed",
        "{'id':null}|type|id|6|is null, the contract says integer",
        "{'id':9223372036854775808}|exact|id|6|is 9223372036854775808, which lies beyond the integers of 64 bits",
        "{'id':1,'status':'x'}|enum|status|17|is `x`, allowed are `novo`, `pago`, `enviado`",
        "{'id':1,'status':'pago'}|required|total|0|is missing",
        "{'a':{'total':1},'total':1.005}|exact|total|25|is 1.005, which has more than 2 digits after the point",
        "{'total':123456789}|exact|total|9|is 123456789, which has more than 8 digits before the point",
        "{'total':'1'}|type|total|9|is text, the contract says number",
        "{'codigo':'ABCD-1'}|pattern|codigo|10|is `ABCD-1`, it must match `^[A-Z]{3}-[0-9]+$`",
        "{'codigo':'ABC-12345'}|maxLength|codigo|10|is 9 characters long, at most 8 are allowed",
        "{'criado_em':'2026-01-31'}|format|criado_em|13|is `2026-01-31`, the contract says date-time",
        "{'criado_em':'2026-01-31T10:00:00.1234567Z'}|exact|criado_em|13|is `2026-01-31T10:00:00.1234567Z`, the column takes `T`, at most 6 digits of a second and an offset of at most 14:59",
        "{'dia':'2026-02-30'}|format|dia|7|is `2026-02-30`, the contract says date",
        "{'obs':1}|anyOf|obs|7|is a number, the contract says string or null",
        "{'cliente':[]}|type|cliente|11|is a list, the contract says object",
        "{'cliente':{'cpf':'111.111.111-11'}}|format|cliente.cpf|18|is `111.111.111-11`, the contract says cpf",
        "{'cliente':{'peso':0.1234567890123456789}}|exact|cliente.peso|19|is 0.1234567890123456789, which a double holds only rounded",
        "{'itens':[]}|minItems|itens|9|has 0 elements, at least 1 is needed",
        "{'itens':[{'sku':'a','valor':'1'},{'sku':'a'}]}|required|itens[1].valor|34|is missing",
        "{'itens':[{'sku':'a','valor':'1.234,56'}]}|format|itens[0].valor|29|is `1.234,56`, the contract says decimal(10,2)",
        "{'itens':[{'sku':'a','valor':'1.005'}]}|exact|itens[0].valor|29|is 1.005, which has more than 2 digits after the point",
        "{'itens':[{'preco':1}]}|additionalProperties|itens[0].preco|19|is no field of the contract",
        "{'itens':[{'quantidade':100}]}|exclusiveMaximum|itens[0].quantidade|24|is 100, less than 100 is allowed",
        "{'itens':[{'quantidade':3}]}|multipleOf|itens[0].quantidade|24|is 3, only multiples of 2 are allowed",
        "{'id':1,'id':2}|duplicate-key|~~|8|the key `id` stands twice in one object",
      })
  void recordThatBreaksTheContractIsRejected(
      String record, String rule, String path, int offset, String what) {
    Rejection rejection = rejection(record).orElseThrow();
    assertThat(rejection.rule()).isEqualTo(rule);
    assertThat(rejection.path()).isEqualTo(path);
    assertThat(rejection.offset()).isEqualTo(offset);
    assertThat(rejection.what()).isEqualTo(what);
  }

  @Test
  void undeclaredFieldsAreLearntOrRefused() {
    String schema = "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}";
    RecordScanner learning = scanner(schema, Growth.LEARN);
    assertThat(scan(learning, "{\"id\":1,\"x\":{\"y\":1.5}}")).isEmpty();
    assertThat(learning.contract().rowType())
        .hasToString("struct<id: long, x: struct<y: decimal(18,2)>>");
    Rejection refused =
        scan(scanner(schema, Growth.REFUSE), "{\"id\":1,\"x\":{\"y\":1.5}}").orElseThrow();
    assertThat(refused.rule()).isEqualTo("schema-change");
    assertThat(refused.path()).isEqualTo("x");
    assertThat(refused.offset()).isEqualTo(12);
    assertThat(refused.what()).isEqualTo("is no field of the table");
  }

  @Test
  void typeThatAnInferredFieldHasNotIsRefused() {
    Contract known = Scans.contract(JSON, "{\"a\":1,\"b\":\"x\",\"c\":{\"d\":1}}");
    RecordScanner scanner = new RecordScanner(known, JSON, List.of(), Growth.REFUSE);
    assertThat(scan(scanner, "{\"a\":12345678901,\"b\":null,\"c\":{\"d\":1e3}}")).isEmpty();
    assertThat(scan(scanner, "{\"a\":\"x\"}").orElseThrow().what())
        .isEqualTo("is text, the column is long");
    assertThat(scan(scanner, "{\"c\":{\"d\":1.5}}").orElseThrow().what())
        .isEqualTo("is a number, the column is long");
    assertThat(scan(scanner, "{\"c\":[]}").orElseThrow().what())
        .isEqualTo("is a list, an object is known");
    assertThat(scanner.contract().rowType()).isEqualTo(known.rowType());
  }

  @Test
  void numbersSpelledAnotherWayAreMarked() {
    RecordScanner scanner =
        scanner(PEDIDO.replace("\"required\": [\"id\", \"status\", \"total\"],", ""), Growth.LEARN);
    assertThat(scan(scanner, "{\"id\":1,\"total\":1.5}")).isEmpty();
    assertThat(scanner.contract().needsRewrite(JSON)).isFalse();
    assertThat(scan(scanner, "{\"id\":1.0,\"total\":1.5}")).isEmpty();
    assertThat(scanner.contract().text()).contains("[\"id\",\"long respelled\"]");
  }

  @Test
  void aliasesAndHiddenFieldsAreValidated() {
    String schema =
        """
        {"type": "object", "required": ["id"], "properties": {
          "id": {"type": "integer", "x-aliases": ["codigo"], "x-column": "numero"},
          "senha": {"type": "string", "minLength": 3, "x-column": false}}}
        """;
    RecordScanner scanner = scanner(schema, Growth.REFUSE, "id");
    assertThat(scan(scanner, "{\"codigo\":1,\"senha\":\"abc\"}")).isEmpty();
    assertThat(scanner.contract().rowType()).hasToString("struct<numero: long>");
    assertThat(scan(scanner, "{\"codigo\":1,\"senha\":\"ab\"}").orElseThrow().what())
        .isEqualTo("is 2 characters long, at least 3 are needed");
    assertThat(scan(scanner, "{\"codigo\":1,\"id\":1}").orElseThrow().rule())
        .isEqualTo("duplicate-key");
    assertThat(scan(scanner, "{\"codigo\":\"1\"}").orElseThrow().rule()).isEqualTo("type");
    assertThat(scan(scanner, "{}").orElseThrow().path()).isEqualTo("id");
  }

  @Test
  void recursionIsValidatedToAnyDepthAndKeptAsText() {
    String schema =
        """
        {"type": "object", "properties": {
          "nome": {"type": "string"},
          "filhos": {"type": "array", "items": {"$ref": "#"}}}}
        """;
    assertThat(declared(schema).rowType())
        .hasToString("struct<nome: string, filhos: list<string>>");
    Rejection rejection =
        scan(
                scanner(schema, Growth.LEARN),
                "{\"filhos\":[{\"filhos\":[{\"nome\":\"a\"},{\"nome\":1}]}]}")
            .orElseThrow();
    assertThat(rejection.path()).isEqualTo("filhos[0].filhos[1].nome");
  }

  @Test
  void kindOfKeyIsThatOfTheDeclaredType() {
    String schema =
        """
        {"properties": {"id": {"type": "string", "format": "decimal(9,2)"},
          "n": {"type": "integer"}}}
        """;
    assertThat(Scans.key(scanner(schema, Growth.LEARN, "id"), "{\"id\":\"1.50\"}"))
        .isEqualTo("1.50");
    assertThat(Scans.key(scanner(schema, Growth.LEARN, "n"), "{\"n\":1.0}")).isEqualTo("1");
    assertThat(scan(scanner(schema, Growth.LEARN, "n"), "{\"n\":\"1\"}").orElseThrow().what())
        .isEqualTo("is text, the contract says integer");
    assertThat(scan(scanner(schema, Growth.LEARN, "n"), "{}").orElseThrow().what())
        .isEqualTo("the primary key is missing");
  }

  @Test
  void endlessTextEndsNoCheck() {
    String[] formats = {"uri", "email", "hostname", "ipv6", "ipv4", "uuid", "cpf", "nfe_key"};
    for (String format : formats) {
      String schema =
          "{\"properties\":{\"v\":{\"type\":\"string\",\"format\":\"" + format + "\"}}}";
      for (String part : new String[] {"a", "/b", "a.", "1:", "%20", "@", "0"}) {
        String text = (format.equals("uri") ? "x:" : "") + part.repeat(200_000);
        String record = "{\"v\":\"" + text + "\"}";
        boolean isUri = format.equals("uri");
        assertThat(scan(scanner(schema, Growth.LEARN), record).isEmpty())
            .as(format + " " + part)
            .isEqualTo(isUri);
      }
    }
  }
}
