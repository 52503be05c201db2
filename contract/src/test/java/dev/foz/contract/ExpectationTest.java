package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
  private static final String SCHEMA =
      """
      {
        "type": "object",
        "required": ["total"],
        "properties": {
          "total": {"type": "number", "format": "decimal(18,2)", "minimum": 0},
          "status": {"enum": ["novo", "pago"]},
          "obs": {"anyOf": [{"type": "string", "maxLength": 5}, {"type": "null"}]},
          "codigo": {"type": ["string", "null"], "pattern": "^[A-Z]+$", "minLength": 1},
          "criado_em": {"type": "string", "format": "date-time"},
          "itens": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["valor"],
            "properties": {"valor": {"type": "integer", "exclusiveMaximum": 9, "multipleOf": 2}}}},
          "nada": false,
          "livre": {}
        },
        "additionalProperties": {"type": "string"}
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "total|decimal(18,2), at least 0, required",
        "status|one of `novo`, `pago`",
        "obs|string, at most 5 characters, may be null",
        "codigo|string, at least 1 character, matches `^[A-Z]+$`, may be null",
        "criado_em|date-time",
        "itens|array, at least 1 element",
        "itens[3].valor|integer, less than 9, a multiple of 2, required",
        "nada|not allowed",
        "outro|string",
      })
  void contractTellsWhatItSaysOfPlace(String path, String words) {
    assertThat(declaration().expectation(path)).contains(words);
  }

  @Test
  void contractThatSaysNothingTellsNothing() {
    assertThat(declaration().expectation("livre")).isEmpty();
    assertThat(declaration().expectation("itens[0].outro")).isEmpty();
  }

  private static Declaration declaration() {
    return Declaration.read("schemas/pedidos.json", DeclarationFormat.JSON_SCHEMA, SCHEMA);
  }
}
