#!/usr/bin/env bash
# The long tests: every law with 2,000 examples, hostile files in their full size, then fuzzing. Hours, on two cores.
#
# Run: scripts/deep.sh [SECONDS]   of each kind of fuzzing; 600 unless told. In .venv, or in the Python that PYTHON names.
# A step that takes longer than LIMIT (six hours) has failed, and the next one begins.
# What was run, and with what outcome, stands in docs/fuzzing.md: the last lines are rows for its table.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 HYPOTHESIS_PROFILE=deep WORDINGS=20000
python=${PYTHON:-.venv/bin/python}
seconds=${1:-600}
rows=$(mktemp)
trap 'rm -f "$rows"' EXIT
failed=0

run() {
    local what=$1 log outcome started=$SECONDS
    shift
    log=$(mktemp)
    if timeout --kill-after=60 "${LIMIT:-6h}" "$@" 2>&1 | tee "$log"; then outcome=$(tail -n 1 "$log"); else outcome="FAILED: $(tail -n 1 "$log")" failed=1; fi
    rm -f "$log"
    echo "| $(date -u +%F) | $what | $((SECONDS - started)) s | $outcome |" >> "$rows"
}

run "the suite, deep profile" "$python" -m pytest --durations=10
run "fuzz.py grids $seconds" "$python" scripts/fuzz.py grids "$seconds"
if "$python" -c 'import atheris' 2> /dev/null || "$python" -m pip install -q atheris; then
    run "fuzz.py bytes $seconds" "$python" scripts/fuzz.py bytes "$seconds"
else
    echo "| $(date -u +%F) | fuzz.py bytes | – | not run: no atheris for this Python |" >> "$rows"
fi
run "flips.py 2000" "$python" scripts/flips.py
run "damage.py 20000" "$python" scripts/damage.py
run "failures.py" "$python" scripts/failures.py
run "uploads.py" "$python" scripts/uploads.py
run "promises.py" "$python" scripts/promises.py
run "busy.sh" env HYPOTHESIS_PROFILE=quick PYTHON="$python" scripts/busy.sh
run "sdist and wheel, the tests from the sdist on every Python" env HYPOTHESIS_PROFILE=ci TESTS="tests indicators scoring --ignore tests/web --ignore tests/spark" scripts/packages.sh
cat "$rows"
exit "$failed"
