package dev.foz.demo;

import java.util.List;

/**
 * Something for sale.
 *
 * @param ncm tariff number, eight digits that may begin with 0
 * @param unit {@code UN}, {@code CX} or {@code KG}; what is sold by KG is weighed to the gram
 */
record Product(
    String sku, String description, String category, String ncm, String unit, long cents) {
  static List<Product> loadAll() {
    return Listing.load("produtos.tsv").stream()
        .map(
            line ->
                new Product(
                    line.get(0),
                    line.get(1),
                    line.get(2),
                    line.get(3),
                    line.get(4),
                    Long.parseLong(line.get(5))))
        .toList();
  }

  boolean isWeighed() {
    return unit.equals("KG");
  }
}
