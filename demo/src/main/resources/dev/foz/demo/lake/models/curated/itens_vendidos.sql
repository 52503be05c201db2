/* ---
description: One row for each item of an invoice that was not cancelled
materialized: view
--- */
select
  n.chave,
  n.emitente.endereco.uf as uf,
  cast(n.emitida_em as date) as dia,
  i.item.sku as sku,
  i.item.quantidade as quantidade,
  i.item.total as total
from curated.notas_nfe n
cross join unnest(n.itens) as i(item)
where n.status = 'autorizada'
