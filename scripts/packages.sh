#!/usr/bin/env bash
# Sdist and wheel from a clean copy of the tree, checked; then the tests from the sdist on each Python that is there.
#
# Run: scripts/packages.sh [PYTHON …]   else python3.11 to python3.14, from PATH or pyenv; VERSIONS=newest, the last
# of them; DIST=dist; TESTS, what to run
# The wheel runs the main job without extras; the sdist holds all that git does, and nothing that it does not.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 PIP_DISABLE_PIP_VERSION_CHECK=1
unset PYTHONPATH  # a checkout on it would pass for an installed package
dist=$(realpath -m "${DIST:-dist}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

versions=("$@")
if [ "${#versions[@]}" -eq 0 ]; then
    for minor in 11 12 13 14; do
        for each in "$(command -v "python3.$minor" || true)" "$HOME"/.pyenv/versions/3."$minor".*/bin/python; do
            if [ -x "$each" ] && "$each" -c "import sys; sys.exit(sys.version_info[:2] != (3, $minor))" 2> /dev/null; then
                versions+=("$each")
                break
            fi
        done
    done
fi
if [ "${VERSIONS:-all}" = newest ] && [ "${#versions[@]}" -gt 1 ]; then versions=("${versions[-1]}"); fi
[ "${#versions[@]}" -gt 0 ] || { echo "no Python from 3.11 on"; exit 1; }

# A folder build/ of yesterday would go into the wheel: what is built is what git has.
mkdir "$work/tree" && git archive HEAD | tar -x -C "$work/tree"
"${versions[0]}" -m venv "$work/tools"
"$work/tools/bin/pip" install -q build twine
"$work/tools/bin/python" -m build --outdir "$work/dist" "$work/tree" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
if grep -E "^WARNING |Warning:|^warning: (no files|manifest_maker)" "$work/log"; then echo "setuptools warns"; exit 1; fi
"$work/tools/bin/twine" check --strict "$work"/dist/*
made='^(PKG-INFO|setup.cfg|jixiao.egg-info/.*)$'
diff <(git ls-tree -r --name-only HEAD | sort) \
    <(tar tzf "$work"/dist/*.tar.gz | sed 's#^[^/]*/##' | grep -vE "/\$|^\$|$made" | sort)
mkdir -p "$dist" && cp "$work"/dist/* "$dist"

mkdir "$work/sdist" && tar xzf "$work"/dist/*.tar.gz --strip-components=1 -C "$work/sdist"
for python in "${versions[@]}"; do
    echo "+ $("$python" --version) ($python)"
    "$python" -m venv --clear "$work/venv"
    "$work/venv/bin/pip" install -q "$work"/dist/*.whl
    (cd "$work/sdist" && "$work/venv/bin/score" examples/hongshan-2023 > "$work/output") || [ $? -eq 1 ]
    sed -E '/^receipt:/s/[0-9a-f]{12}/…/g' "$work/output" | diff "$work/sdist/examples/hongshan-2023/expected.txt" -
    "$work/venv/bin/pip" uninstall -q -y jixiao
    (cd "$work/sdist" && "$work/venv/bin/pip" install -q -e '.[dev]' && "$work/venv/bin/python" -m pytest ${TESTS:-})
done
