# Functions that read --memory and split it. The limit is for the resident set of the whole process, so what is left for
# the heap and for the engine is what the JVM itself does not need. docs/memory.md has the measurements.

foz_mib=1048576

# foz_bytes TEXT: sets $foz_size to the bytes of 512m, 2g, 2GiB, 536870912.
foz_bytes() {
  foz_number=${1%%[!0-9]*}
  case ${1#"$foz_number"} in
    '' | b | B) foz_unit=1 ;;
    k | K | kb | KB | kib | KiB) foz_unit=1024 ;;
    m | M | mb | MB | mib | MiB) foz_unit=$foz_mib ;;
    g | G | gb | GB | gib | GiB) foz_unit=$((1024 * foz_mib)) ;;
    *) foz_number= ;;
  esac
  case $foz_number in
    '' | 0* | ????????????????*) foz_fail "Cannot read --memory: \`$1\` is not a size" "--memory 512m, or 2g" ;;
  esac
  foz_size=$((foz_number * foz_unit))
}

# foz_available: sets $foz_size to the memory that this process may use: of the machine, or of its cgroup where less.
foz_available() {
  foz_size=
  if [ -r /proc/meminfo ]; then
    while read -r foz_key foz_value foz_unit; do
      [ "$foz_key" = MemTotal: ] && foz_size=$((foz_value * 1024)) && break
    done </proc/meminfo
  elif foz_size=$(sysctl -n hw.memsize 2>/dev/null); then
    return
  fi
  foz_size=${foz_size:-$((1024 * foz_mib))}
  foz_cgroup_limit /sys/fs/cgroup/memory/memory.limit_in_bytes
  [ -r /proc/self/cgroup ] || return 0
  while IFS=: read -r foz_key foz_value foz_group; do
    [ "$foz_key:$foz_value" = 0: ] || continue
    foz_group=${foz_group%/}
    while :; do
      foz_cgroup_limit "/sys/fs/cgroup$foz_group/memory.max"
      [ -n "$foz_group" ] || break
      foz_group=${foz_group%/*}
    done
  done </proc/self/cgroup
}

# foz_cgroup_limit FILE: lowers $foz_size to the number in the file, if there is one.
foz_cgroup_limit() {
  [ -r "$1" ] && read -r foz_limit <"$1" || return 0
  case $foz_limit in
    *[!0-9]* | '' | ????????????????*) ;;
    *) [ "$foz_limit" -ge "$foz_size" ] || foz_size=$foz_limit ;;
  esac
}

# foz_split_memory TEXT: sets $foz_memory_options; an empty TEXT takes half of what is there.
foz_split_memory() {
  if [ -n "$1" ]; then
    foz_bytes "$1"
    [ "$foz_size" -ge $((256 * foz_mib)) ] || foz_fail "Cannot run in --memory $1: Foz needs at least 256m" "--memory 256m"
  else
    foz_available
    foz_size=$((foz_size / 2))
    [ "$foz_size" -ge $((256 * foz_mib)) ] || foz_size=$((256 * foz_mib))
  fi
  foz_share=$((foz_size / foz_mib - 176))
  foz_heap=$((foz_share * 50 / 100))
  foz_engine=$((foz_share * 45 / 100))
  foz_direct=$((16 + foz_share * 5 / 100))
  foz_memory_options="-Xms24m -Xmx${foz_heap}m -XX:MaxDirectMemorySize=${foz_direct}m -XX:MaxMetaspaceSize=160m
    -XX:ReservedCodeCacheSize=64m -Dfoz.memory=$foz_size -Dfoz.memory.engine=$((foz_engine * foz_mib))"
}
