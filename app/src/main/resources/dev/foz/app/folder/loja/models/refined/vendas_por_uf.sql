/* ---
description: Paid sales by state and product
materialized: merge
primary_key: [uf, produto]
tests:
  - not_null: [uf, produto]
  - expression: total > 0
--- */
select c.uf, d.nome as produto, count(*) as itens, sum(i.quantidade) as quantidade, sum(i.total) as total
from curated.itens i
join curated.loja_clientes c on c.id = i.cliente
join curated.loja_produtos d on d.sku = i.sku
where i.status = 'pago'
group by 1, 2
