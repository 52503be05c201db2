/* ---
description: Revenue by state, day and product category
materialized: table
--- */
select
  v.uf,
  v.dia,
  p.categoria,
  count(distinct v.chave) as notas,
  sum(v.quantidade) as quantidade,
  sum(v.total) as faturamento
from curated.itens_vendidos v
join curated.notas_produtos p on p.sku = v.sku
group by v.uf, v.dia, p.categoria
