package dev.foz.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyRulesTest {

  @ParameterizedTest
  @CsvSource({
    "cpf,52998224725",
    "cpf,529.982.247-25",
    "cpf,11144477735",
    "cnpj,11222333000181",
    "cnpj,11.222.333/0001-81",
    "cnpj,12ABC34501DE35",
    "cnpj,12.ABC.345/01DE-35",
    "cep,01310-100",
    "cep,01310100",
    "nfe_key,52060433009911002506550120000007800267301615",
  })
  void rightOnesAreAccepted(String rule, String text) {
    assertThat(accepts(rule, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "cpf,52998224724",
    "cpf,52998224735",
    "cpf,529.982.24725",
    "cpf,529982247-25",
    "cpf,00000000000",
    "cpf,999.999.999-99",
    "cpf,5299822472",
    "cpf,' 52998224725'",
    "cpf,٥٢٩٩٨٢٢٤٧٢٥",
    "cnpj,11222333000180",
    "cnpj,11222333000191",
    "cnpj,00000000000000",
    "cnpj,12abc34501de35",
    "cnpj,12ABC34501DEA5",
    "cnpj,12.ABC.345/01DE35",
    "cep,1310-100",
    "cep,01310--100",
    "cep,01310 100",
    "nfe_key,52060433009911002506550120000007800267301614",
    "nfe_key,99060433009911002506550120000007800267301615",
    "nfe_key,52061333009911002506550120000007800267301615",
    "nfe_key,5206043300991100250655012000000780026730161",
  })
  void wrongOnesAreNot(String rule, String text) {
    assertThat(accepts(rule, text)).isFalse();
  }

  @Test
  void keyOfAnInvoiceMayHoldAnAlphanumericCnpjOrACpf() {
    assertThat(checkDigits("352607" + "12ABC34501DE35" + "550010000000011000000010")).isEqualTo(1);
    assertThat(checkDigits("352607" + "12ABC34501DE36" + "550010000000011000000010")).isZero();
    assertThat(checkDigits("352607" + "00052998224725" + "559200000000011000000010")).isEqualTo(1);
  }

  /** How many last digits make this the key of an invoice. */
  private static long checkDigits(String key) {
    return IntStream.range(0, 10)
        .filter(digit -> accepts("nfe_key", key.substring(0, 43) + digit))
        .count();
  }

  @Test
  void rulesAreFoundByTheirNames() {
    assertThat(ReadyRules.find("cpf").orElseThrow().meaning())
        .isEqualTo("a CPF with right check digits");
    assertThat(ReadyRules.find("rg")).isEmpty();
    assertThat(ReadyRules.all())
        .extracting(ReadyRule::name)
        .containsExactly("cpf", "cnpj", "nfe_key", "cep");
  }

  private static boolean accepts(String rule, String text) {
    return ReadyRules.find(rule).orElseThrow().accepts(text);
  }
}
