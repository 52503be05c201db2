#!/bin/sh
# packaging/train.sh DISTRIBUTION JDK: runs Foz once as people use it and keeps, in DISTRIBUTION/foz.aot, the classes that
# it loaded and linked (JDK 25 AOT cache). With it a command starts in a third of the time.
set -eu
dist=$1
lake=$(mktemp -d "$dist/training.XXXXXX")
trap 'rm -rf "$lake"' EXIT
. "$(dirname "$0")/memory.sh"
. "$(dirname "$0")/jdk.sh"
foz_split_memory 512m
cd "$lake"
# shellcheck disable=SC2086 # the options hold no spaces
"$2/bin/java" $foz_memory_options -XX:AOTCacheOutput="$dist/foz.aot" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
  --sun-misc-unsafe-memory-access=allow "-Dfoz.home=$dist" "-Dorg.sqlite.lib.path=$dist/native" \
  -jar "$dist/foz.jar" --version
