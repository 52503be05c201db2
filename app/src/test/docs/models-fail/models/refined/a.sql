/* ---
tests:
  - expression: total > 15
--- */
select id, total from curated.loja_pedidos
