package dev.foz.demo;

import dev.foz.demo.Invoice.Item;
import dev.foz.demo.Invoice.Payment;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Invoices as JSON, one line each, with names after those of NF-e 4.00. */
final class InvoiceJson {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'-03:00'");

  private InvoiceJson() {}

  static String issued(Invoice invoice) {
    return start(invoice, "autorizada").end();
  }

  /** The whole invoice again, with a field that it did not have before. */
  static String cancelled(Invoice invoice, LocalDateTime moment, String reason) {
    return start(invoice, "cancelada")
        .object(
            "cancelamento",
            fields -> fields.text("em", MOMENT.format(moment)).text("motivo", reason))
        .end();
  }

  private static JsonText start(Invoice invoice, String status) {
    JsonText out =
        new JsonText()
            .text("chave", invoice.key())
            .text("modelo", "55")
            .number("serie", 1)
            .number("numero", invoice.number())
            .text("emitida_em", MOMENT.format(invoice.issuedAt()))
            .text("status", status)
            .object("emitente", fields -> shop(fields, invoice.shop()));
    customer(out, invoice.customer());
    return out.list("itens", invoice.items(), InvoiceJson::item)
        .list("pagamentos", invoice.payments(), InvoiceJson::payment)
        .cents("total", invoice.totalCents());
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
