package dev.foz.demo;

/**
 * Check digits of Brazilian documents. A letter counts as its ASCII code minus 48, which leaves
 * digits at their value (Receita Federal, Nota Técnica Cocad 49/2024; NF-e Nota Técnica 2025.001).
 */
final class CheckDigits {
  private CheckDigits() {}

  /** Completes the 12 characters of root and branch to a CNPJ of 14. */
  static String cnpj(String base) {
    String first = base + modulo11(base, 9);
    return first + modulo11(first, 9);
  }

  /** Completes 9 digits to a CPF of 11. */
  static String cpf(String base) {
    String first = base + modulo11(base, 11);
    return first + modulo11(first, 11);
  }

  /** Completes 43 characters to the access key of an invoice. */
  static String accessKey(String base) {
    return base + modulo11(base, 9);
  }

  /** Weights run from 2 at the right end up to {@code highestWeight} and then again from 2. */
  private static int modulo11(String text, int highestWeight) {
    int sum = 0;
    int weight = 2;
    for (int i = text.length() - 1; i >= 0; i--) {
      sum += (text.charAt(i) - '0') * weight;
      weight = weight == highestWeight ? 2 : weight + 1;
    }
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  }
}
