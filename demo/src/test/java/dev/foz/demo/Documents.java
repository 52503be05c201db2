package dev.foz.demo;

import java.util.List;
import java.util.stream.IntStream;

/** Check digits once more, written from the published tables of weights. */
final class Documents {
  private static final List<Integer> CNPJ = List.of(6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2);
  private static final List<Integer> CPF = List.of(11, 10, 9, 8, 7, 6, 5, 4, 3, 2);
  private static final List<Integer> KEY =
      List.of(
          4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 9, 8, 7,
          6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2);

  private Documents() {}

  static boolean isCnpj(String text) {
    return text.matches("[A-Z0-9]{12}[0-9]{2}") && lastTwoAreRight(text, CNPJ);
  }

  static boolean isCpf(String text) {
    return text.matches("[0-9]{11}") && lastTwoAreRight(text, CPF);
  }

  static boolean isAccessKey(String text) {
    return text.matches("[0-9]{6}[A-Z0-9]{12}[0-9]{26}")
        && isCnpj(text.substring(6, 20))
        && isRight(text, KEY);
  }

  private static boolean lastTwoAreRight(String text, List<Integer> weights) {
    return isRight(text.substring(0, text.length() - 1), weights.subList(1, weights.size()))
        && isRight(text, weights);
  }

  private static boolean isRight(String text, List<Integer> weights) {
    int sum =
        IntStream.range(0, weights.size())
            .map(i -> weights.get(i) * (text.codePointAt(i) - 48))
            .sum();
    int digit = sum % 11 < 2 ? 0 : 11 - sum % 11;
    return text.length() == weights.size() + 1 && text.endsWith(Integer.toString(digit));
  }
}
