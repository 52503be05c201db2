package dev.foz.app.folder;

import dev.foz.app.folder.NewFile.Kind;
import dev.foz.base.lake.EditorSchemas;
import java.util.ArrayList;
import java.util.List;

/** What a new lake begins with. */
enum Example {
  /** Nothing but the places where things belong. */
  EMPTY {
    @Override
    List<NewFile> files(String name) {
      return List.of(
          NewFile.of(
              "sources/README.md", "a file for each source of records", text("sources/README.md")),
          NewFile.of(
              "schemas/README.md", "contracts: what records must be", text("schemas/README.md")),
          NewFile.of("models/README.md", "SQL, one file a table", text("models/README.md")),
          lake(name));
    }
  },

  /** A shop with a few customers, products and orders. */
  LOJA {
    @Override
    List<NewFile> files(String name) {
      List<NewFile> files = new ArrayList<>();
      files.add(input("entrada/clientes.csv", "8 customers"));
      files.add(input("entrada/produtos.csv", "5 products, prices with a decimal comma"));
      files.add(input("entrada/pedidos/2026-07-01.jsonl", "8 orders with their items"));
      files.add(input("entrada/pedidos/2026-07-02.jsonl", "8 more: one changed, one broken"));
      files.add(
          NewFile.of(
              "sources/loja.yaml",
              "where the records come from",
              EditorSchemas.sourceLine() + "\n" + text("sources/loja.yaml")));
      files.add(
          NewFile.of("schemas/pedido.json", "what an order must be", text("schemas/pedido.json")));
      files.add(
          NewFile.of(
              "models/curated/itens.sql", "a row for each item", text("models/curated/itens.sql")));
      files.add(
          NewFile.of(
              "models/refined/vendas_por_uf.sql",
              "sales, with tests",
              text("models/refined/vendas_por_uf.sql")));
      files.add(lake(name));
      return files;
    }

    private NewFile input(String path, String why) {
      return new NewFile(path, why, text(path), Kind.INPUT);
    }
  };

  /** The files that belong to the user, {@code lake.yaml} last. */
  abstract List<NewFile> files(String name);

  NewFile lake(String name) {
    return NewFile.of(
        "lake.yaml",
        "the lake itself: its name and defaults",
        EditorSchemas.lakeLine() + "\n" + text("lake.yaml").replace("${name}", name));
  }

  String text(String path) {
    return Carried.text(name().toLowerCase(java.util.Locale.ROOT) + "/" + path);
  }
}
