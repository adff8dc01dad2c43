#!/usr/bin/env bash
# Adds up the result files (.trx) of a folder: N passed, N failed, N skipped. Fails when a test failed. A file NAME.broken
# stands for a test run that ended badly without telling which test failed: it counts as one.
set -euo pipefail

shopt -s nullglob
results=("$1"/*.trx)
passed=0 failed=0 skipped=0

# The value of an attribute of the <Counters .../> element of a result file.
counter() { grep -o '<Counters [^>]*>' "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*'; }

for result in "${results[@]}"; do
  total="$(counter "$result" total)"
  executed="$(counter "$result" executed)"
  ok="$(counter "$result" passed)"
  passed=$((passed + ok))
  failed=$((failed + executed - ok))
  skipped=$((skipped + total - executed))
done

broken=("$1"/*.broken)
failed=$((failed + ${#broken[@]}))

echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0))
