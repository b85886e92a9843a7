#!/usr/bin/env bash
# The tests on a busy machine: five runs with two endless loops beside them. A test that fails here has read a clock.
#
# Run: scripts/busy.sh [ARGUMENTS of pytest]   in .venv, or in the Python that PYTHON names; RUNS=5
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
python=${PYTHON:-.venv/bin/python}
loops=()
trap 'kill "${loops[@]}" 2> /dev/null || true' EXIT
for _ in 1 2; do
    (while :; do :; done) &
    loops+=($!)
done
failed=0
for ((run = 1; run <= ${RUNS:-5}; run++)); do
    echo "run $run of ${RUNS:-5}"
    "$python" -m pytest "$@" || failed=$((failed + 1))
done
echo "$failed of ${RUNS:-5} runs failed"
[ "$failed" -eq 0 ]
