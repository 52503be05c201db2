/* ---
description: A row for each item of an order
tests:
  - relationships: { sku: curated.loja_produtos.sku }
    on_fail: warn
--- */
select p.id as pedido, p.cliente, p.criado_em, p.status,
  i.sku, i.quantidade, i.preco, i.quantidade * i.preco as total
from curated.loja_pedidos p, unnest(p.itens) as u(i)
