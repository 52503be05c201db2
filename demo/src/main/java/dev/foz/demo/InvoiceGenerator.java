package dev.foz.demo;

import dev.foz.demo.Invoice.Item;
import dev.foz.demo.Invoice.Payment;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Invents invoices, numbered without gaps within each shop. Not thread-safe. */
final class InvoiceGenerator {
  private static final DateTimeFormatter YEAR_MONTH =
      DateTimeFormatter.ofPattern("yyMM", Locale.ROOT);
  private static final LocalTime OPEN = LocalTime.of(7, 30);
  private static final int OPEN_SECONDS = 14 * 3600;
  private static final int MOST_ITEMS = 8;

  private final Dice dice;
  private final List<Shop> shops;
  private final List<Product> products;
  private final People people;
  private final Map<String, Integer> lastNumbers = new HashMap<>();

  InvoiceGenerator(Dice dice, List<City> cities, List<Product> products) {
    this.dice = dice;
    this.shops = Shop.inventAll(dice, cities);
    this.products = products;
    this.people = new People(dice, cities);
  }

  /** The invoices of a day, in the order of their time. */
  List<Invoice> day(LocalDate day, int count) {
    List<Shop> open = shops.stream().filter(shop -> shop.existsOn(day)).toList();
    List<Invoice> invoices = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long second = (long) OPEN_SECONDS * i / count;
      invoices.add(invoice(dice.one(open), day.atTime(OPEN).plusSeconds(second)));
    }
    return invoices;
  }

  private Invoice invoice(Shop shop, LocalDateTime issuedAt) {
    int number = lastNumbers.merge(shop.cnpj(), 1, Integer::sum);
    List<Item> items = items(shop);
    long total = items.stream().mapToLong(Item::totalCents).sum();
    return new Invoice(
        key(shop, issuedAt, number),
        number,
        shop,
        people.customerIn(shop.city()),
        issuedAt,
        items,
        payments(total));
  }

  /** State, month, CNPJ, model 55, series 1, number, normal emission, random code, check digit. */
  private String key(Shop shop, LocalDateTime issuedAt, int number) {
    return CheckDigits.accessKey(
        shop.city().stateCode()
            + issuedAt.format(YEAR_MONTH)
            + shop.cnpj()
            + "55001"
            + String.format(Locale.ROOT, "%09d", number)
            + "1"
            + dice.digits(8));
  }

  /** Few items are more frequent than many. */
  private List<Item> items(Shop shop) {
    int count = Math.min(dice.between(1, MOST_ITEMS), dice.between(1, MOST_ITEMS));
    List<Item> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Product product = dice.one(products);
      long unitCents = product.cents() * dice.between(92, 112) / 100;
      items.add(new Item(product, quantity(product), unitCents, shop.city().icms()));
    }
    return List.copyOf(items);
  }

  private long quantity(Product product) {
    if (product.isWeighed()) {
      return dice.between(150, 3_500);
    }
    return 1000L * (product.cents() > 10_000 ? 1 : dice.between(1, 6));
  }

  private List<Payment> payments(long total) {
    if (total < 2_000 || dice.inPercent(90)) {
      return List.of(payment(total));
    }
    long first = total * dice.between(20, 80) / 100;
    return List.of(payment(first), payment(total - first));
  }

  private Payment payment(long cents) {
    String means = dice.one(List.of("pix", "pix", "cartao_credito", "cartao_debito", "dinheiro"));
    boolean parted = means.equals("cartao_credito") && cents > 10_000;
    return new Payment(means, cents, parted ? dice.between(1, 10) : 1);
  }
}
