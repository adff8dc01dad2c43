#!/usr/bin/env bash
# Adds up the result files (.trx) of a folder: N passed, N failed, N skipped. Fails when a test failed. A file NAME.broken
# stands for a test run that ended badly without telling which test failed: it counts as one.
# With NO_SKIPS=1 it also fails when a test was skipped, and says why it was; but not for data that lies beside a checkout or not, nor
# for root, whom permissions do not bind: these are no tools that could be installed.
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
if [ "${NO_SKIPS:-}" = 1 ] && ((skipped > 0)); then
  reasons="$(grep -h -A 3 'outcome="NotExecuted"' "${results[@]}" | grep -o '<Message>[^<]*' | sed 's/<Message>//' || true)"
  excuses=(-e 'is not beside this checkout' -e 'Permissions do not bind this user')
  # One without a reason has no excuse either.
  if (("$(grep -c "${excuses[@]}" <<< "$reasons" || true)" < skipped)); then
    echo "Skipped, though NO_SKIPS=1:" >&2
    grep -v "${excuses[@]}" <<< "$reasons" | sort | uniq -c >&2 || true
    exit 1
  fi
fi

((failed == 0))
