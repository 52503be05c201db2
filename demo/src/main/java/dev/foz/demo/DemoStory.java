package dev.foz.demo;

import java.util.ArrayList;
import java.util.List;

/** What there is to see in a demo lake, in the order in which it happens. */
final class DemoStory {
  private static final String MEND =
      "total = replace(replace(value, '.', ''), ',', '.')::decimal(15,2)";

  private final DemoLake lake;

  DemoStory(DemoLake lake) {
    this.lake = lake;
  }

  List<DemoScene> scenes() {
    List<DemoScene> scenes = new ArrayList<>();
    scenes.add(comes());
    if (lake.rejects() > 0) {
      scenes.add(waits());
    }
    lake.printedKey().ifPresent(key -> scenes.addAll(List.of(mended(), ordered(key))));
    scenes.addAll(List.of(tested(), masked(), asked()));
    return List.copyOf(scenes);
  }

  private DemoScene comes() {
    return scene(
        "Files come in, tables come out",
        List.of(
            "Shops send invoices as JSON: single ones, arrays, lines, gzipped lines; the head",
            "office a CSV of products with ; and decimal commas. One command lands them (raw",
            "keeps each byte), checks them by schemas/nota.json, and builds the models."),
        List.of(List.of("run")));
  }

  private DemoScene waits() {
    return scene(
        "A bad record stops nothing",
        List.of(
            "All but %d records are in the tables. Those that broke the contract wait in"
                .formatted(lake.rejects()),
            "quarantine with their bytes, their place and the reason."),
        List.of(
            List.of("quarantine", "list"),
            List.of(
                "quarantine", "show", "notas_nfe", "--where", "_rule = 'type'", "--limit", "1")));
  }

  private DemoScene mended() {
    return scene(
        "It is mended, and lands",
        List.of(
            "One till wrote its totals as text with a decimal comma. One expression mends",
            "them; the bytes that came are kept. What reads the table follows at once."),
        List.of(
            List.of("quarantine", "retry", "notas_nfe", "--where", "_rule = 'type'", "--set", MEND),
            List.of("quarantine", "list")));
  }

  private DemoScene ordered(String key) {
    return scene(
        "It lands where it belongs",
        List.of(
            "One of these invoices was cancelled on the next day. The record that was mended",
            "just now keeps the number (_seq) that it got when it came, so the older state",
            "does not take the place of the newer one: the invoice stays cancelled."),
        List.of(
            List.of(
                "sql",
                """
                select _seq, data.status as status, data.total as total,
                  regexp_extract(_position, 'nfe/(.*):', 1) as came_in
                from raw.notas_nfe
                where data.chave = '%s'
                order by _seq"""
                    .formatted(key)),
            List.of(
                "sql",
                """
                select status, total from curated.notas
                where chave = '%s'"""
                    .formatted(key))));
  }

  private DemoScene tested() {
    return scene(
        "What was built, and whether it holds",
        List.of(
            "The tests of a model run before its rows are published; here they run again.",
            "curated.itens has one row an item, be there one or many in an invoice."),
        List.of(
            List.of("status"),
            List.of("test"),
            List.of("sql", "select * from curated.itens order by chave desc, linha limit 4")));
  }

  private static DemoScene masked() {
    return scene(
        "Nobody reads the buyer's CPF",
        List.of(
            "`mask: { destinatario.cpf: hash }` hides it before anything but raw is written.",
            "The same CPF has the same hash, so buyers who come again can still be counted."),
        List.of(
            List.of(
                "sql",
                """
                select uf, total, comprador_cpf from curated.notas
                where comprador_cpf is not null
                order by chave limit 3"""),
            List.of(
                "sql",
                """
                select uf, count(comprador_cpf) as with_cpf,
                  count(distinct comprador_cpf) as buyers
                from curated.notas
                group by uf order by buyers desc, uf limit 3""")));
  }

  private static DemoScene asked() {
    return scene(
        "Three questions",
        List.of(
            "1. Which states sell most?",
            "2. Which products bring most, out of the nested items?",
            "3. How much do shops with the new CNPJ sell, the one with letters?"),
        List.of(
            List.of(
                "sql",
                """
                select uf, count(*) as dias, sum(notas) as notas, sum(total) as total
                from refined.vendas_por_uf_dia
                group by uf order by total desc limit 5"""),
            List.of(
                "sql",
                """
                select descricao, categoria, quantidade, total
                from refined.vendas_por_produto
                order by total desc limit 5"""),
            List.of(
                "sql",
                """
                select emitente_cnpj similar to '.*[A-Z].*' as with_letters,
                  min(dia) as first_day, count(distinct emitente_cnpj) as shops,
                  count(*) as notas, sum(total) as total
                from curated.notas
                where status = 'autorizada'
                group by with_letters order by with_letters""")));
  }

  private static DemoScene scene(String title, List<String> text, List<List<String>> commands) {
    return new DemoScene(title, text, commands);
  }
}
