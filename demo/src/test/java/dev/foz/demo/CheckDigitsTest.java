package dev.foz.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckDigitsTest {
  @Test
  void completesTheExampleWithLettersThatTheTaxOfficePublished() {
    assertThat(CheckDigits.cnpj("12ABC34501DE")).isEqualTo("12ABC34501DE35");
  }

  @Test
  void completesWellKnownNumbers() {
    assertThat(CheckDigits.cnpj("000000000001")).isEqualTo("00000000000191");
    assertThat(CheckDigits.cnpj("112223330001")).isEqualTo("11222333000181");
    assertThat(CheckDigits.cpf("529982247")).isEqualTo("52998224725");
    assertThat(CheckDigits.cpf("111444777")).isEqualTo("11144477735");
  }

  @Test
  void completesTheKeyOfAnInvoiceInTheManual() {
    assertThat(CheckDigits.accessKey("5206043300991100250655012000000780026730161"))
        .isEqualTo("52060433009911002506550120000007800267301615");
  }
}
