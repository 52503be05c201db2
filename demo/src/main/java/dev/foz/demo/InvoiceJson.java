package dev.foz.demo;

import dev.foz.demo.Invoice.Item;
import dev.foz.demo.Invoice.Payment;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Invoices as JSON, one line each, with names after those of NF-e 4.00. */
final class InvoiceJson {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'-03:00'");

  private InvoiceJson() {}

  static String issued(Invoice invoice) {
    return start(invoice, "autorizada", Slip.NONE, InvoiceJson::items).end();
  }

  /** With what went wrong. */
  static String issued(Invoice invoice, Slip slip) {
    String text = start(invoice, "autorizada", slip, InvoiceJson::items).end();
    return slip == Slip.CUT ? text.substring(0, text.length() * 3 / 5) : text;
  }

  /** As it comes out of a converter from XML: a lone item has no list around it. */
  static String converted(Invoice invoice, Slip slip) {
    return start(invoice, "autorizada", slip, InvoiceJson::itemOrItems).end();
  }

  /** The whole invoice again, with a field that it did not have before. */
  static String cancelled(Invoice invoice, LocalDateTime moment, String reason) {
    return start(invoice, "cancelada", Slip.NONE, InvoiceJson::items)
        .object(
            "cancelamento",
            fields -> fields.text("em", MOMENT.format(moment)).text("motivo", reason))
        .end();
  }

  private static JsonText start(
      Invoice invoice, String status, Slip slip, BiConsumer<JsonText, List<Item>> items) {
    JsonText out =
        new JsonText()
            .text("chave", slip == Slip.WRONG_KEY ? mistyped(invoice.key()) : invoice.key())
            .text("modelo", "55")
            .number("serie", 1)
            .number("numero", invoice.number());
    if (slip != Slip.NO_MOMENT) {
      out.text("emitida_em", MOMENT.format(invoice.issuedAt()));
    }
    out.text("status", status).object("emitente", fields -> shop(fields, invoice.shop()));
    customer(out, invoice.customer());
    items.accept(out, invoice.items());
    out.list("pagamentos", invoice.payments(), InvoiceJson::payment);
    return slip == Slip.TEXT_TOTAL
        ? out.text("total", JsonText.brazilian(invoice.totalCents()))
        : out.cents("total", invoice.totalCents());
  }

  private static String mistyped(String key) {
    int last = key.length() - 1;
    return key.substring(0, last) + (key.charAt(last) - '0' + 1) % 10;
  }

  private static void items(JsonText out, List<Item> items) {
    out.list("itens", items, InvoiceJson::item);
  }

  private static void itemOrItems(JsonText out, List<Item> items) {
    if (items.size() == 1) {
      out.object("itens", fields -> item(fields, items.getFirst()));
    } else {
      items(out, items);
    }
  }

  private static void shop(JsonText out, Shop shop) {
    out.text("cnpj", shop.cnpj())
        .text("nome", shop.name())
        .object(
            "endereco",
            fields ->
                fields
                    .text("municipio", shop.city().name())
                    .text("codigo_municipio", shop.city().code())
                    .text("uf", shop.city().state())
                    .text("cep", shop.postalCode()));
  }

  private static void customer(JsonText out, Optional<Customer> customer) {
    customer.ifPresentOrElse(
        someone -> out.object("destinatario", fields -> customer(fields, someone)),
        () -> out.nothing("destinatario"));
  }

  private static void customer(JsonText out, Customer customer) {
    optional(out, "cpf", customer.cpf());
    optional(out, "cnpj", customer.cnpj());
    out.text("nome", customer.name())
        .object(
            "endereco",
            fields ->
                fields
                    .text("municipio", customer.city().name())
                    .text("uf", customer.city().state()));
  }

  private static void optional(JsonText out, String name, Optional<String> value) {
    value.ifPresentOrElse(text -> out.text(name, text), () -> out.nothing(name));
  }

  private static void item(JsonText out, Item item) {
    out.text("sku", item.product().sku()).text("descricao", item.product().description());
    if (item.product().isWeighed()) {
      out.thousandths("quantidade", item.thousandths());
    } else {
      out.number("quantidade", item.thousandths() / 1000);
    }
    out.cents("valor_unitario", item.unitCents())
        .cents("total", item.totalCents())
        .object(
            "impostos",
            taxes ->
                taxes
                    .cents("icms", item.icmsCents())
                    .cents("ibs", item.ibsCents())
                    .cents("cbs", item.cbsCents()));
  }

  private static void payment(JsonText out, Payment payment) {
    out.text("forma", payment.means())
        .cents("valor", payment.cents())
        .number("parcelas", payment.parts());
  }
}
