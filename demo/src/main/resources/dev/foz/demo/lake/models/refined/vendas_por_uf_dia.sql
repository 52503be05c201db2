/* ---
description: Sales by state and day
materialized: merge
primary_key: [uf, dia]
tests:
  - not_null: [uf, dia]
  - expression: total > 0
--- */
select uf, dia, count(*) as notas, sum(total) as total
from curated.notas
where status = 'autorizada'
group by uf, dia
