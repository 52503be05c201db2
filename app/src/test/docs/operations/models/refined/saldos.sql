/* ---
materialized: merge
primary_key: conta
--- */
select conta, sum(valor) as saldo from curated.banco_lancamentos group by 1
