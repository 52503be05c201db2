#!/bin/sh
# packaging/train.sh DISTRIBUTION JDK: runs Foz once as people use it and keeps, in DISTRIBUTION/foz.aot, the classes that
# it loaded and linked (JDK 25 AOT cache). With it a command starts in a third of the time.
set -eu
dist=$1
lake=$(mktemp -d "$dist/training.XXXXXX")
trap 'rm -rf "$lake"' EXIT
. "${0%/*}/common.sh"
. "${0%/*}/memory.sh"
foz_split_memory 512m
cd "$lake"

# A small lake with a model that follows changes: it is made here, and has new records when the training begins.
mkdir -p small/sources small/schemas small/models/refined small/input
echo 'name: training' >small/lake.yaml
cat >small/sources/shop.yaml <<'END'
type: file
tables:
  orders: { path: 'input/orders*.csv', contract: orders, primary_key: id }
  customers: { path: 'input/customers*.csv', contract: customers, primary_key: id }
END
cat >small/schemas/orders.json <<'END'
{"type": "object", "properties": {"id": {"type": "integer"}, "customer": {"type": "integer"},
 "at": {"type": "string", "format": "date-time"}, "total": {"type": "number", "format": "decimal(12,2)"}}}
END
cat >small/schemas/customers.json <<'END'
{"type": "object", "properties": {"id": {"type": "integer"}, "state": {"type": "string"}}}
END
cat >small/models/refined/by_day.sql <<'END'
/* ---
materialized: merge
primary_key: [day, state]
--- */
select cast(o.at as date) as day, c.state, count(*) as orders, sum(o.total) as total
from curated.shop_orders o join curated.shop_customers c on c.id = o.customer group by 1, 2
END
cat >small/models/refined/latest.sql <<'END'
/* ---
materialized: merge
primary_key: [customer]
--- */
select o.customer, max(o.at) as latest, max(o.total) as most from curated.shop_orders o group by 1
END
awk 'BEGIN { print "id,state"; for (i = 0; i < 500; i++) print i ",S" i % 27 }' >small/input/customers.csv
# orders VERSION EACH: every so many of the orders.
orders() {
  awk -v version="$1" -v each="$2" 'BEGIN {
    print "id,customer,at,total"
    for (i = 0; i < 200000; i += each)
      printf "%d,%d,2024-%02d-%02dT10:00:00Z,%d.25\n", i, i % 500, 1 + i % 12, 1 + int(i / 12) % 28, i % 100 + version
  }' >"small/input/orders$1.csv"
}

# A folder of many models, which most commands read before anything else.
mkdir -p many/models/refined
echo 'name: many' >many/lake.yaml
model=0
while [ "$model" -lt 300 ]; do
  cat >"many/models/refined/m$model.sql" <<END
/* ---
description: one of many
tags: [many, "m$model"]
materialized: merge
primary_key: [id, state]
tests:
  - not_null: [id, state]
  - expression: total >= 0
--- */
select id, state, sum(total) as total from refined.m$((model - 1)) group by 1, 2
END
  model=$((model + 1))
done
echo 'select 1 as id, cast(null as varchar) as state, 2 as total' >many/models/refined/m0.sql

# foz OPTION... MAIN ARGUMENT...: runs it in a JVM like that of ./foz, but for the compiler that optimises most: what it
# compiled here it would compile again in each start, where it takes the processor from the command itself.
foz() {
  # shellcheck disable=SC2086 # the options hold no spaces
  "$java" $foz_memory_options -XX:TieredStopAtLevel=2 -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --sun-misc-unsafe-memory-access=allow \
    "-Dfoz.home=$dist" "-Dorg.sqlite.lib.path=$dist/native" "$@"
}

# train COMMAND...: whether Foz ran them, within two minutes, and the cache was made.
train() {
  rm -f "$dist/foz.aot"
  # The shell believes that a person is there, reads its lines from the file, and keeps no history of them.
  XDG_STATE_HOME="$lake/history" PAGER="" foz -XX:AOTCacheOutput="$dist/foz.aot" -Dfoz.terminal=012 \
    -cp "$dist/foz.jar" dev.foz.app.Training "$@" <typed &
  process=$!
  seconds=0
  while kill -0 "$process" 2>/dev/null; do
    [ "$seconds" -lt 120 ] || kill "$process"
    seconds=$((seconds + 1))
    sleep 1
  done
  wait "$process" && [ -s "$dist/foz.aot" ]
}

java=$2/bin/java
orders 0 1
foz -jar "$dist/foz.jar" run --lake small </dev/null || true
orders 1 50
printf '%s\n' 'select count(*) from refined.by_day;' '\d' '\q' >typed
train "demo --once" "run --lake small" "run --lake small" "status --lake many" "sql --lake small" ||
  train "demo --once" || train "--version"
