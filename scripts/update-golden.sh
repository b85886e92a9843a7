#!/usr/bin/env bash
# Write every kept output anew: the catalogue, golden runs, the documents' commands and pictures. Read the difference before you commit.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
"$python" scripts/catalogue.py
"$python" scripts/findings.py
"$python" scripts/reference.py
"$python" -m scoring.derivation > docs/rules.md
UPDATE_GOLDEN=1 "$python" -m pytest tests/golden tests/project/test_docs.py tests/web/test_pictures.py
