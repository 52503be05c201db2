# Functions that read --memory and split it. The limit is for the resident set of the whole process, so heap and engine
# share what the JVM itself does not need. docs/memory.md says how this was measured.

foz_mib=1048576
foz_least_memory=384
# Libraries and their mapped files, classes, compiled code, direct buffers, the compiler's own memory; in MiB.
foz_fixed_memory=176

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
  [ -r /proc/self/cgroup ] || return 0
  while IFS=: read -r foz_key foz_value foz_group; do
    # Version 2 has one hierarchy, numbered 0; in version 1 memory has its own. Inside a container the path may be the
    # host's, then only the root exists.
    case $foz_key:$foz_value in
      0:) foz_root=/sys/fs/cgroup foz_file=memory.max ;;
      *:memory) foz_root=/sys/fs/cgroup/memory foz_file=memory.limit_in_bytes ;;
      *) continue ;;
    esac
    foz_group=${foz_group%/}
    while :; do
      foz_cgroup_limit "$foz_root$foz_group/$foz_file"
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
  foz_least=$((foz_least_memory * foz_mib))
  if [ -n "$1" ]; then
    foz_bytes "$1"
    [ "$foz_size" -ge "$foz_least" ] ||
      foz_fail "Cannot run in --memory $1: Foz needs at least ${foz_least_memory}m" "--memory ${foz_least_memory}m"
  else
    foz_available
    foz_size=$((foz_size / 2))
    [ "$foz_size" -ge "$foz_least" ] || foz_size=$foz_least
  fi
  foz_share=$((foz_size / foz_mib - foz_fixed_memory))
  # The heap needs room for batches and plans and, past 1 GiB, little more; the engine makes use of all that it gets.
  foz_heap=$((foz_share * 40 / 100))
  [ "$foz_heap" -le 1024 ] || foz_heap=$((1024 + (foz_heap - 1024) / 4))
  # The engine was seen to take a tenth more than its limit.
  foz_engine=$(((foz_share - foz_heap) * 10 / 11))
  foz_direct=$((16 + foz_heap / 16))
  foz_memory_options="-Xms64m -Xmx${foz_heap}m -XX:MaxDirectMemorySize=${foz_direct}m -XX:MaxMetaspaceSize=192m
    -XX:ReservedCodeCacheSize=64m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40
    -Dfoz.memory=$foz_size -Dfoz.memory.engine=$((foz_engine * foz_mib))"
}
