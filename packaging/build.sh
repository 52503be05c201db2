#!/bin/sh
# packaging/build.sh MODULE: builds the distribution of one module (app, bench) into a new folder .foz-build/MODULE-ID and
# then names it in .foz-build/MODULE. A Foz that runs keeps the folder it started from; a build that fails changes nothing.
set -u
module=$1
foz_home=$(CDPATH='' cd -- "${0%/*}/.." && pwd -P) || exit 2
. "$foz_home/packaging/common.sh"
build=$foz_home/.foz-build
log="$build/build.log"
mkdir -p "$build" || foz_fail "Cannot build Foz: $build cannot be written" "use a copy of the repository that you own"
cd "$foz_home" || exit 2

# One build at a time; whoever waited takes what the other built.
new=$build/$module-new.$$
trap 'rm -rf "$new"' EXIT
trap 'exit 130' INT TERM HUP
if command -v flock >/dev/null; then
  exec 8>"$build/lock"
  flock -n 8 || { echo "Waiting for another build of Foz…" >&2 && flock 8; }
else
  until mkdir "$build/lock.d" 2>/dev/null; do sleep 1; done
  trap 'rm -rf "$new" "$build/lock.d"' EXIT
fi
foz_find_distribution "$module" && exit 0

foz_find_jdk
foz_find_maven
[ -d "$module/src/main" ] || foz_fail "Cannot build Foz: module \`$module\` has no program"
case $module in app) main=dev.foz.app.Main ;; *) main=dev.foz.$module.Main ;; esac
if [ -e "$build/$module" ]; then text="Building Foz (sources changed)…"; else text="Building Foz (first use, a few minutes)…"; fi
printf '%s' "$text" >&2
[ -t 2 ] || echo >&2
begin=$(date +%s)
mkdir -p "$new" && : >"$new/stamp"
: >"$log"

failed() {
  [ ! -t 2 ] || echo >&2
  awk '/-> \[Help/ { exit } /^(\[ERROR\] .|error|Exception|Error)/ && !seen[$0]++ && ++n < 16 { print substr($0, 1, 300) }' "$log" >&2
  foz_fail "Cannot build Foz: $1" "read $log"
}

# Leaves the gates and the tests to ./test.
{ mvn -B -ntp -Dstyle.color=never -Dfast -DskipTests -pl "$module" -am package 2>&1; printf "\nstatus %s\n" "$?"; } | while IFS= read -r line; do
  printf '%s\n' "$line" >>"$log"
  case $line in
    "[INFO] Building "*"["*"/"*) [ ! -t 2 ] || printf '\r\033[K%s %s' "$text" "${line#\[INFO\] Building }" >&2 ;;
  esac
done
[ "$(tail -n 1 "$log")" = "status 0" ] || failed "the compiler or Maven failed"

"$foz_jdk/bin/java" -XX:TieredStopAtLevel=1 packaging/Assemble.java "$module/target/classpath.txt" "$module/target/foz-$module-"*.jar \
  "$new" "$build/native" "$main" >>"$log" 2>&1 || failed "the distribution could not be put together"
echo "$foz_jdk_build" >"$new/jdk"

# Moved before the training, because the cache knows its jars by their place.
name="$module-$begin-$$"
former=
[ ! -r "$build/$module" ] || read -r former <"$build/$module"
mv "$new" "$build/$name" || failed "$build cannot be written"
if [ "$module" = app ]; then
  [ ! -t 2 ] || printf '\r\033[K%s making the start-up cache' "$text" >&2
  sh packaging/train.sh "$build/$name" "$foz_jdk" >>"$log" 2>&1 || echo "no start-up cache: Foz starts without it" >>"$log"
fi
echo "$name" >"$build/$module.new" && mv -f "$build/$module.new" "$build/$module" || failed "$build cannot be written"
[ ! -t 2 ] || printf '\r\033[K' >&2
[ -s "$build/$name/foz.aot" ] || [ "$module" != app ] || echo "Foz starts slower: its start-up cache could not be made ($log)" >&2
echo "Built Foz in $(($(date +%s) - begin)) s" >&2

# Older distributions go, but for the last one (somebody may be starting it) and those that a process runs from.
running=$(ps -A -ww -o args= 2>/dev/null) || exit 0
for old in "$build/$module"-[0-9]*; do
  case "${old##*/}" in "$name" | "$former") continue ;; esac
  case $running in *"${old##*/}"*) ;; *) rm -rf "$old" ;; esac
done
