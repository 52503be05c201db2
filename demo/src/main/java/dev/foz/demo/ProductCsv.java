package dev.foz.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The products as a spreadsheet program in Brazil saves them. */
final class ProductCsv {
  private ProductCsv() {}

  /** ISO 8859-1, semicolons, decimal commas, thousands with a point. */
  static byte[] write(List<Product> products) {
    StringBuilder out = new StringBuilder("sku;descricao;categoria;ncm;unidade;preco\r\n");
    for (Product product : products) {
      out.append(
          String.join(
              ";",
              product.sku(),
              quoted(product.description()),
              product.category(),
              product.ncm(),
              product.unit(),
              JsonText.brazilian(product.cents())));
      out.append("\r\n");
    }
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String quoted(String text) {
    boolean needed = text.contains(";") || text.contains("\"");
    return needed ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
