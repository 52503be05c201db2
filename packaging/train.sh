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

# train ARGUMENT...: whether Foz ran with them, within two minutes, and the cache was made.
train() {
  rm -f "$dist/foz.aot"
  # shellcheck disable=SC2086 # the options hold no spaces
  "$java" $foz_memory_options -XX:AOTCacheOutput="$dist/foz.aot" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
    --sun-misc-unsafe-memory-access=allow "-Dfoz.home=$dist" "-Dorg.sqlite.lib.path=$dist/native" \
    -jar "$dist/foz.jar" "$@" </dev/null &
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
train demo --once || train --version
