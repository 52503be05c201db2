package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.base.FozException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractTextTest {

  @Test
  void textIsStable() {
    Contract contract =
        Scans.contract(
            Scans.JSON,
            "{\"id\":1,\"ID\":1.5e3,\"x\":[{\"d\":\"2026-01-01\",\"n\":null}],\"e\":{}}",
            "{\"id\":9007199254740993,\"m\":1,\"j\":1,\"s\":\"x\"}",
            "{\"m\":\"a\",\"j\":[]}");
    assertThat(contract.text())
        .isEqualTo(
            "{\"contract\":1,\"fields\":[[\"id\",\"number(16,0,inexact)\"],"
                + "[\"ID\",\"number(6,0,exponent)\",\"ID_2\"],"
                + "[\"x\",{\"list\":{\"struct\":[[\"d\",\"date\"],[\"n\",\"unknown\"]]}}],"
                + "[\"e\",{\"struct\":[]}],[\"m\",\"mixed\"],[\"j\",\"json\"],[\"s\",\"string\"]]}");
    assertThat(contract).hasToString(contract.text());
    assertThat(contract.hash()).matches("[0-9a-f]{32}");
    assertThat(Contract.empty().text()).isEqualTo("{\"contract\":1,\"fields\":[]}");
    assertThat(Contract.parse(Contract.empty().text())).isEqualTo(Contract.empty());
  }

  @Test
  void exampleOfTheFormatsPageIsContract() throws IOException {
    String example =
        Files.readAllLines(Path.of("..", "docs", "formats", "contract.md")).stream()
            .filter(line -> line.startsWith("{\"contract\""))
            .findFirst()
            .orElseThrow();
    Contract contract = Contract.parse(example);
    assertThat(contract.text()).isEqualTo(example);
    assertThat(contract.rowType())
        .hasToString(
            "struct<id: long, source_seq: string, itens: list<struct<valor: decimal(18,2)>>>");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "~~|expected `{` at the start, found the end of the record",
        "{\"contract\":2,\"fields\":[]}|its version is 2, this Foz reads 1",
        "{\"kontract\":1}|expected `contract`, found `kontract`",
        "{\"contract\":1,\"fields\":[[\"a\",\"number(7,0)\"]]}|Invalid number(7,0)",
        "{\"contract\":1,\"fields\":[[\"a\",\"text\"]]}|unknown type `text`",
        "{\"contract\":1,\"fields\":[[\"a\",{\"map\":[]}]]}|unknown type `map`",
        "{\"contract\":1,\"fields\":[]}x|more text follows the value: `x`",
        "{\"contract\":x}|a number needs a digit, found `x`",
      })
  void otherTextIsAnError(String text, String reason) {
    assertThatThrownBy(() -> Contract.parse(text))
        .isInstanceOf(FozException.class)
        .hasMessage(
            "error[S501]: Cannot read contract: "
                + reason
                + "\n  try: its text was changed outside of Foz; restore the state database from a"
                + " copy");
  }
}
