#!/usr/bin/env bash
# Builds everything and runs every test; ends with one line: N passed, N failed, N skipped.
# Installs what the tests run beside the service (Azurite, DuckDB) into infra/node_modules. Needs the .NET SDK of
# global.json, Node.js 20 and npm. Works from any folder; leaves nothing in the tree but ignored folders.
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
trap 'rm -rf "$scratch"' EXIT
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

install_services() {
  (cd "$infra" && npm ci --no-progress)
  cp "$infra/package-lock.json" "$infra/node_modules/.installed-from"
}

services_installed || step "Installing the test services" install_services
step "Restoring tools" dotnet tool restore
step "Checking the formatting" dotnet csharpier check .
step "Building" dotnet build ScalingPipeline.sln -c Release -v quiet -p:UseSharedCompilation=false

echo "Testing"
for project in tests/*.Tests; do
  name="$(basename "$project")"
  if ! dotnet test "$project" --no-build -c Release -v quiet --results-directory "$scratch" \
    --logger "trx;LogFileName=$name.trx" > "$scratch/$name.log" 2>&1 < /dev/null; then
    cat "$scratch/$name.log"
    grep -qs 'outcome="Failed"' "$scratch/$name.trx" || touch "$scratch/$name.broken"
  fi
done

"$infra/test-totals.sh" "$scratch"
