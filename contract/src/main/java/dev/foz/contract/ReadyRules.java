package dev.foz.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Checks of Brazilian identifiers. {@code cpf} and {@code cnpj} are accepted plain or with their
 * full punctuation; a CNPJ may be numeric or, as of July 2026, alphanumeric.
 */
public final class ReadyRules {
  private static final Pattern CPF =
      Pattern.compile("[0-9]{11}|[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}");
  private static final Pattern CNPJ =
      Pattern.compile(
          "[A-Z0-9]{12}[0-9]{2}|[A-Z0-9]{2}\\.[A-Z0-9]{3}\\.[A-Z0-9]{3}/[A-Z0-9]{4}-[0-9]{2}");
  private static final Pattern CEP = Pattern.compile("[0-9]{5}-?[0-9]{3}");

  /**
   * Of an electronic invoice: state, year and month, CNPJ (or CPF behind three zeros), model,
   * series, number, kind of emission, code, check digit.
   */
  private static final Pattern NFE_KEY = Pattern.compile("[0-9]{6}[A-Z0-9]{12}[0-9]{26}");

  /** Codes of the states by the statistics office, as they begin the key of an invoice. */
  private static final Set<Integer> STATES =
      Set.of(
          11, 12, 13, 14, 15, 16, 17, 21, 22, 23, 24, 25, 26, 27, 28, 29, 31, 32, 33, 35, 41, 42,
          43, 50, 51, 52, 53);

  private static final int CPF_LENGTH = 11;
  private static final int CNPJ_LENGTH = 14;
  private static final int CNPJ_AT = 6;
  private static final int HIGHEST_WEIGHT = 9;

  private static final List<ReadyRule> ALL =
      List.of(
          new Rule("cpf", "a CPF with right check digits", ReadyRules::isCpf),
          new Rule("cnpj", "a CNPJ with right check digits", ReadyRules::isCnpj),
          new Rule("nfe_key", "the 44 places of an NF-e key", ReadyRules::isNfeKey),
          new Rule("cep", "a CEP of eight digits", text -> CEP.matcher(text).matches()));

  private record Rule(String name, String meaning, Predicate<String> check) implements ReadyRule {
    @Override
    public boolean accepts(String text) {
      return check.test(text);
    }
  }

  private ReadyRules() {}

  public static Optional<ReadyRule> find(String name) {
    return ALL.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  public static List<ReadyRule> all() {
    return ALL;
  }

  private static boolean isCpf(String text) {
    if (!CPF.matcher(text).matches()) {
      return false;
    }
    int[] values = values(text);
    boolean repeated = Arrays.stream(values).distinct().count() == 1;
    return !repeated
        && checkDigit(values, 0, CPF_LENGTH - 2, CPF_LENGTH) == values[CPF_LENGTH - 2]
        && checkDigit(values, 0, CPF_LENGTH - 1, CPF_LENGTH) == values[CPF_LENGTH - 1];
  }

  private static boolean isCnpj(String text) {
    return CNPJ.matcher(text).matches() && isCnpj(values(text), 0);
  }

  /** All zeros pass the check digits, but nobody has that number. */
  private static boolean isCnpj(int[] values, int from) {
    int last = from + CNPJ_LENGTH - 1;
    return Arrays.stream(values, from, last + 1).anyMatch(value -> value != 0)
        && checkDigit(values, from, last - 1, HIGHEST_WEIGHT) == values[last - 1]
        && checkDigit(values, from, last, HIGHEST_WEIGHT) == values[last];
  }

  private static boolean isNfeKey(String text) {
    if (!NFE_KEY.matcher(text).matches()) {
      return false;
    }
    int[] values = values(text);
    int last = values.length - 1;
    int month = values[4] * 10 + values[5];
    return STATES.contains(values[0] * 10 + values[1])
        && month >= 1
        && month <= 12
        && isIssuer(text, values)
        && checkDigit(values, 0, last, HIGHEST_WEIGHT) == values[last];
  }

  /** Some series are issued by persons, whose CPF stands there behind three zeros. */
  private static boolean isIssuer(String text, int[] values) {
    String issuer = text.substring(CNPJ_AT, CNPJ_AT + CNPJ_LENGTH);
    return isCnpj(values, CNPJ_AT) || (issuer.startsWith("000") && isCpf(issuer.substring(3)));
  }

  /** Letters and digits by their place in ASCII above {@code 0}; punctuation is left out. */
  private static int[] values(String text) {
    return text.chars().filter(c -> c >= '0').map(c -> c - '0').toArray();
  }

  /**
   * Modulo 11, weights from 2 upwards from the right, again from 2 after the highest.
   *
   * @param highest so far weights go
   */
  private static int checkDigit(int[] values, int from, int to, int highest) {
    int sum = 0;
    int weight = 2;
    for (int i = to - 1; i >= from; i--) {
      sum += values[i] * weight;
      weight = weight == highest ? 2 : weight + 1;
    }
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  }
}
