#!/bin/sh
# Installs the program from the checkout that this file is in, and gets a browser and fonts.
# AUDITOR_VENV: the virtual environment to make. PYTHON: 3.12 or later.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
venv=${AUDITOR_VENV:-$HOME/.inclusion-auditor}
"${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$root"
"$venv/bin/auditor" doctor --install
