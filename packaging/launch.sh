# Sourced by ./foz and bench/run with $foz_home (the repository) and $foz_module (app or bench).
# Splits the memory limit, builds where sources changed, then becomes the JVM.

. "$foz_home/packaging/common.sh"
. "$foz_home/packaging/memory.sh"

foz_memory=${FOZ_MEMORY:-}
foz_left=$#
foz_rest=no
while [ "$foz_left" -gt 0 ]; do
  foz_word=$1
  shift
  foz_left=$((foz_left - 1))
  case $foz_rest$foz_word in
    no--)
      foz_rest=yes
      set -- "$@" "$foz_word"
      ;;
    no--memory)
      [ "$foz_left" -gt 0 ] || foz_fail "Cannot read --memory: its size is missing" "--memory 512m"
      foz_memory=$1
      shift
      foz_left=$((foz_left - 1))
      ;;
    no--memory=*) foz_memory=${foz_word#--memory=} ;;
    *) set -- "$@" "$foz_word" ;;
  esac
done

foz_find_jdk
foz_split_memory "$foz_memory"

if ! foz_find_distribution "$foz_module"; then
  sh "$foz_home/packaging/build.sh" "$foz_module" || exit
  foz_find_distribution "$foz_module" || [ -n "$foz_dist" ] || exit 2
fi

foz_aot=
if [ -f "$foz_dist/foz.aot" ] && read -r foz_trained <"$foz_dist/jdk" && [ "$foz_trained" = "$foz_jdk_build" ]; then
  foz_aot=-XX:AOTCache=$foz_dist/foz.aot
fi

foz_zstd=
for foz_file in "$foz_dist"/native/libzstd-jni.*; do
  [ ! -f "$foz_file" ] || foz_zstd=-DZstdNativePath=$foz_file
done

# Which of the standard streams are terminals: the shell knows without asking.
foz_terminal=
[ ! -t 0 ] || foz_terminal=0
[ ! -t 1 ] || foz_terminal=${foz_terminal}1
[ ! -t 2 ] || foz_terminal=${foz_terminal}2

# DuckDB allocates from many threads; glibc would give each an arena of its own and keep what was freed there.
export MALLOC_ARENA_MAX=2
# Without a UTF-8 locale Java cannot open files whose names have accents.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *UTF-8* | *utf8* | *UTF8* | *utf-8*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac
# Ten times the usual thresholds of the compiler that optimises most: short commands do without it, long loads soon have it.
foz_compiler="-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=10000 -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=400000"
# shellcheck disable=SC2086 # these options hold no spaces
exec "$foz_jdk/bin/java" $foz_memory_options ${foz_aot:+"$foz_aot"} $foz_compiler \
  -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --sun-misc-unsafe-memory-access=allow "-Dfoz.home=$foz_dist" "-Dfoz.terminal=$foz_terminal" \
  "-Dorg.sqlite.lib.path=$foz_dist/native" ${foz_zstd:+"$foz_zstd"} ${FOZ_JAVA_OPTIONS:-} -jar "$foz_dist/foz.jar" "$@"
