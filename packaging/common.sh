# Functions that ./foz, ./test and the build share: how a failure reads, which JDK is used, whether a build is needed. They
# fork as little as they can: they stand in front of every command.

foz_least_java=25

# foz_fail WHAT [REMEDY]: says so as Foz says every error, and ends with 2.
foz_fail() {
  printf 'error[C101]: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf '  try: %s\n' "$2" >&2
  exit 2
}

# foz_find_jdk: sets $foz_jdk and $foz_jdk_build, or ends with what to install. Starts no JVM where it need not.
foz_find_jdk() {
  foz_seen=
  foz_try_jdk "${JAVA_HOME:-}" && return
  if foz_java=$(command -v java); then
    foz_real=$(readlink -f "$foz_java" 2>/dev/null) && foz_java=$foz_real
    foz_try_jdk "${foz_java%/bin/java}" && return
  fi
  for foz_folder in /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* /opt/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    foz_try_jdk "$foz_folder" && return
  done
  foz_fail "Cannot start Foz: it needs a JDK of at least $foz_least_java, found ${foz_seen:-none}" \
    "install Temurin $foz_least_java from https://adoptium.net (or: sdk install java $foz_least_java-tem), or set JAVA_HOME to one"
}

# foz_try_jdk FOLDER: whether a JDK that is new enough (compiler included) lies there.
foz_try_jdk() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] || return 1
  foz_version=
  foz_runtime=
  if [ -r "$1/release" ]; then
    while IFS='=' read -r foz_key foz_value; do
      foz_value=${foz_value#\"}
      foz_value=${foz_value%\"}
      case $foz_key in
        JAVA_VERSION) foz_version=$foz_value ;;
        JAVA_RUNTIME_VERSION) foz_runtime=$foz_value ;;
      esac
    done <"$1/release"
  fi
  if [ -z "$foz_version" ]; then
    foz_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  fi
  foz_major=${foz_version%%[!0-9]*}
  if [ "${foz_major:-0}" -ge "$foz_least_java" ] && [ -x "$1/bin/javac" ]; then
    foz_jdk=$1
    foz_jdk_build="$1 ${foz_runtime:-$foz_version}"
    return 0
  fi
  foz_seen="${foz_seen:+$foz_seen, }${foz_version:-an unreadable one} in $1"
  return 1
}

# foz_find_maven: ends with what to install where there is no mvn; sets JAVA_HOME for it.
foz_find_maven() {
  command -v mvn >/dev/null || foz_fail "Cannot build Foz: there is no \`mvn\` in PATH" \
    "install Apache Maven 3.8 or newer (Debian and Ubuntu: apt install maven; macOS: brew install maven; SDKMAN: sdk install maven)"
  JAVA_HOME=$foz_jdk
  export JAVA_HOME
}

# foz_find_distribution MODULE: sets $foz_dist to the distribution of the repository $foz_home that was built last; whether
# it is there and no source of it is newer.
foz_find_distribution() {
  foz_dist=
  [ -r "$foz_home/.foz-build/$1" ] && read -r foz_dist <"$foz_home/.foz-build/$1" || return 1
  foz_dist=$foz_home/.foz-build/$foz_dist
  [ -f "$foz_dist/foz.jar" ] || return 1
  for foz_file in "$foz_home"/*/pom.xml "$foz_home"/*/src/main; do
    case $1/${foz_file#"$foz_home"/} in app/bench/* | app/testing/*) ;; *) set -- "$@" "$foz_file" ;; esac
  done
  shift
  [ -z "$(find "$foz_home/pom.xml" "$foz_home/packaging" "$@" -newer "$foz_dist/stamp" -print -quit 2>&1)" ]
}
