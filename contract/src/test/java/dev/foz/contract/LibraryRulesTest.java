package dev.foz.contract;

import static dev.foz.contract.Scans.JSON;
import static dev.foz.contract.Scans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryRulesTest {
  private static final String SCHEMA =
      """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
          "tipo": {"type": "string", "not": {"const": "z"}},
          "pais": {"type": "string"},
          "documento": {"oneOf": [
            {"type": "string", "format": "cpf"}, {"type": "string", "format": "cnpj"}]},
          "itens": {"type": "array", "items": {"type": "object", "properties": {
            "tags": {"type": "array", "uniqueItems": true, "items": {"type": "string"}},
            "contato": {"anyOf": [
              {"type": "object", "required": ["fone"], "properties": {"fone": {"type": "string"}}},
              {"type": "object", "required": ["email"], "properties": {"email": {"type": "string"}}}
            ]}}}},
          "precos": {"type": "object", "patternProperties": {"^[a-z]+$": {"type": "number"}},
            "additionalProperties": false}
        },
        "dependentRequired": {"tipo": ["pais"]},
        "if": {"properties": {"pais": {"const": "BR"}}, "required": ["pais"]},
        "then": {"required": ["documento"]}
      }
      """;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{'tipo':'z','pais':'X'}|not|tipo|8|is what the contract excludes",
        "{'tipo':'a'}|dependentRequired|pais|0|is missing",
        "{'pais':'BR'}|required|documento|0|is missing",
        "{'documento':'529.982.247-24'}|oneOf|documento|13|does not meet exactly one of the alternatives of the contract",
        "{'itens':[{},{'tags':['a','b','a']}]}|uniqueItems|itens[1].tags|21|holds the same element twice",
        "{'itens':[{},{'contato':{'x':1}}]}|anyOf|itens[1].contato|24|meets none of the alternatives of the contract",
        "{'precos':{'a':1,'b':'x'}}|type|precos.b|21|string found, number expected",
        "{'precos':{'A':1}}|additionalProperties|precos.A|10|is no field of the contract",
        "{'itens':1,'tipo':'z','pais':'X'}|type|itens|9|is a number, the contract says array",
      })
  void rareKeywordsNameThePlace(String record, String rule, String path, int offset, String what) {
    RecordScanner scanner =
        new RecordScanner(DeclaredTest.declared(SCHEMA), JSON, List.of(), Growth.LEARN);
    Rejection rejection = scan(scanner, record.replace('\'', '"')).orElseThrow();
    assertThat(rejection.rule()).isEqualTo(rule);
    assertThat(rejection.path()).isEqualTo(path);
    assertThat(rejection.offset()).isEqualTo(offset);
    assertThat(rejection.what()).isEqualTo(what);
  }

  @Test
  void columnsJoinTheAlternatives() {
    assertThat(DeclaredTest.declared(SCHEMA).rowType())
        .hasToString(
            "struct<tipo: string, pais: string, documento: string, itens:"
                + " list<struct<tags: list<string>, contato: struct<fone: string, email: string>>>,"
                + " precos: string>");
  }
}
