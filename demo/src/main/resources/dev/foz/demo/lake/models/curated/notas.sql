/* ---
description: One flat row for each invoice
materialized: merge
primary_key: chave
tests:
  - not_null: [chave, emitida_em, uf]
  - unique: chave
  - nfe_key: chave
  - cnpj: emitente_cnpj
  - expression: total >= 0
--- */
select
  n.chave,
  n.numero,
  n.emitida_em,
  cast(n.emitida_em as date) as dia,
  n.status,
  n.emitente.cnpj as emitente_cnpj,
  n.emitente.nome as emitente,
  n.emitente.endereco.uf as uf,
  n.destinatario.cpf as comprador_cpf,
  n.total
from curated.notas_nfe n
