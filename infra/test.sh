#!/usr/bin/env bash
# Builds everything and runs every test; ends with one line: N passed, N failed, N skipped.
# Installs what the tests run beside the service: Azurite, DuckDB and axe into infra/node_modules; PostgreSQL, Prometheus, Alertmanager,
# Chromium, faketime and PyTorch from Debian, where this user is root or may sudo without a password. With NO_SKIPS=1 a test that is
# skipped because a tool is missing fails the run. Needs the .NET SDK of global.json, Node.js 20 and npm. Works from any folder; leaves nothing in the
# tree but ignored folders.
set -euo pipefail

infra="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$infra")"
cd "$root"

for tool in dotnet node npm; do
  if ! command -v "$tool" > /dev/null; then
    echo "infra/test.sh needs $tool; install it and try again." >&2
    exit 1
  fi
done

scratch="$(mktemp -d)"
# The compiler stays for the projects after the first, and must not stay for ever.
stop_compiler() { dotnet build-server shutdown --vbcscompiler > /dev/null 2>&1 < /dev/null || true; }
finish() {
  stop_compiler
  rm -rf "$scratch"
}
trap finish EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

# Runs a step quietly; its output is shown in full when it fails.
step() {
  local name="$1"
  shift
  echo "$name"
  if ! "$@" > "$scratch/step.log" 2>&1 < /dev/null; then
    cat "$scratch/step.log"
    echo "$name failed." >&2
    exit 1
  fi
}

services_installed() { cmp -s "$infra/package-lock.json" "$infra/node_modules/.installed-from"; }

# Not `npm ci`: it refuses a lock without the builds of DuckDB for other platforms, which not every registry carries.
install_services() {
  (cd "$infra" && npm install --no-save --no-progress) \
    && cp "$infra/package-lock.json" "$infra/node_modules/.installed-from"
}

# What Debian has; without it the tests that need it skip.
missing=()
command -v prometheus > /dev/null || missing+=(prometheus)
command -v prometheus-alertmanager > /dev/null || missing+=(prometheus-alertmanager)
command -v chromium > /dev/null || missing+=(chromium)
[ -d /usr/lib/postgresql ] || missing+=(postgresql)
[ -d /usr/lib/python3/dist-packages/torch ] || missing+=(python3-torch)
compgen -G '/usr/lib/*/faketime/libfaketime.so.1' > /dev/null || missing+=(faketime)

# Nothing is asked: without a password there is no sudo.
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo -n)

# One after the other: what a distribution does not have keeps nothing else away.
install_from_debian() {
  local package done=0
  "${as_root[@]}" apt-get update || return 1
  for package in "${missing[@]}"; do
    "${as_root[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$package" || done=1
  done
  return "$done"
}

if [ "${#missing[@]}" -gt 0 ] && command -v apt-get > /dev/null && "${as_root[@]}" true 2> /dev/null; then
  echo "Installing ${missing[*]}"
  install_from_debian > "$scratch/debian.log" 2>&1 < /dev/null || echo "Not all installed: ${missing[*]}."
fi

services_installed || step "Installing the test services" install_services
step "Restoring tools" dotnet tool restore
step "Checking the formatting" dotnet csharpier check .
step "Building" dotnet build ScalingPipeline.sln -c Release -v quiet
stop_compiler

# A test that waits for ever is named, and ends the run of its project.
run_tests() {
  local name
  for name in "$@"; do
    if ! dotnet test "tests/$name" --no-build -c Release -v quiet --results-directory "$scratch" \
      --blame-hang-timeout 12m --blame-hang-dump-type none \
      --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" > "$scratch/$name.log" 2>&1 < /dev/null; then
      cat "$scratch/$name.log"
      grep -qs 'outcome="Failed"' "$scratch/$name.trx" || touch "$scratch/$name.broken"
    fi
  done
}

# Those of the worker mostly wait for processes: the others run beside them.
echo "Testing"
service=ScalingPipeline.Worker.Tests
mapfile -t others < <(basename -a tests/*.Tests | grep -vx "$service")
run_tests "$service" &
run_tests "${others[@]}"
wait

"$infra/test-totals.sh" "$scratch"
