package dev.foz.demo;

import java.util.List;

/** The questions that the demo asks. */
final class DemoQueries {
  static final List<DemoQuery> ALL =
      List.of(
          new DemoQuery(
              "How many invoices stand, and how many were cancelled?",
              """
              select status, count(*) as notas, sum(total) as total
              from curated.notas_nfe
              group by status
              order by status"""),
          new DemoQuery(
              "Which states sell most, and on how many days?",
              """
              select uf, count(distinct dia) as dias, sum(faturamento) as faturamento
              from refined.faturamento_por_uf_dia
              group by uf
              order by faturamento desc
              limit 5"""),
          new DemoQuery(
              "Which products bring most, straight from the nested items?",
              """
              select p.descricao, p.categoria, sum(v.quantidade) as quantidade, sum(v.total) as total
              from curated.itens_vendidos v
              join curated.notas_produtos p on p.sku = v.sku
              group by p.descricao, p.categoria
              order by total desc
              limit 5"""));

  private DemoQueries() {}
}
