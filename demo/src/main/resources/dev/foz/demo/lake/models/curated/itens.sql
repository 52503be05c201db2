/* ---
description: One row for each item of an invoice
materialized: merge
primary_key: [chave, linha]
tests:
  - unique: [chave, linha]
  - relationships: { chave: curated.notas.chave }
  - relationships: { sku: curated.notas_produtos.sku }
  - expression: quantidade > 0
--- */
-- A lone item may stand without a list around it, so the column is the JSON text of either.
select
  n.chave,
  i.linha,
  i.item.sku as sku,
  i.item.quantidade as quantidade,
  i.item.total as total
from curated.notas_nfe n
cross join unnest(
  from_json(
    case when n.itens like '[%' then n.itens else '[' || n.itens || ']' end,
    '[{"sku": "VARCHAR", "quantidade": "DECIMAL(12,3)", "total": "DECIMAL(15,2)"}]'
  )
) with ordinality as i(item, linha)
