/* ---
description: Sales by product
materialized: merge
primary_key: sku
tests:
  - unique: sku
  - not_null: descricao
--- */
select
  p.sku,
  p.descricao,
  p.categoria,
  count(*) as vendas,
  sum(i.quantidade) as quantidade,
  sum(i.total) as total
from curated.itens i
join curated.notas n on n.chave = i.chave
join curated.notas_produtos p on p.sku = i.sku
where n.status = 'autorizada'
group by p.sku, p.descricao, p.categoria
