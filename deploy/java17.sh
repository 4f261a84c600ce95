# Sourced: makes java, javac and mvn use a JDK 17; false if there is none.
use_java17() {
  local home path
  path=$(command -v javac || true)
  for home in "${JAVA_HOME:-}" "${path:+$(dirname "$(dirname "$(readlink -f "$path")")")}" \
    /usr/lib/jvm/*17* /opt/java/*17* /Library/Java/JavaVirtualMachines/*17*/Contents/Home \
    /opt/homebrew/opt/openjdk@17; do
    if [ -x "$home/bin/javac" ] && "$home/bin/javac" -version 2>&1 | grep -q '^javac 17\.'; then
      export JAVA_HOME="$home" PATH="$home/bin:$PATH"
      return 0
    fi
  done
  return 1
}
