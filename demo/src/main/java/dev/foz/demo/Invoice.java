package dev.foz.demo;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * An invoice; amounts in cents.
 *
 * @param key the 44 characters that name it, {@code chave}
 * @param issuedAt at three hours behind UTC
 */
record Invoice(
    String key,
    int number,
    Shop shop,
    Optional<Customer> customer,
    LocalDateTime issuedAt,
    List<Item> items,
    List<Payment> payments) {

  /**
   * One line of it.
   *
   * @param thousandths quantity: pieces times 1000, or grams
   */
  record Item(Product product, long thousandths, long unitCents, int icms) {
    /** CBS and IBS of the test year 2026, hundredths of a per cent. */
    private static final int CBS = 90;

    private static final int IBS = 10;

    long totalCents() {
      return (unitCents * thousandths + 500) / 1000;
    }

    long icmsCents() {
      return share(icms);
    }

    long cbsCents() {
      return share(CBS);
    }

    long ibsCents() {
      return share(IBS);
    }

    private long share(int rate) {
      return (totalCents() * rate + 5_000) / 10_000;
    }
  }

  /** Part of the money; {@code parts} are monthly instalments. */
  record Payment(String means, long cents, int parts) {}

  long totalCents() {
    return items.stream().mapToLong(Item::totalCents).sum();
  }
}
