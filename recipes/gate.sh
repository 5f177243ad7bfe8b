#!/bin/sh
# Runs `auditor ci` by what the environment says, and adds its summary to GitHub's, if there is one.
# Everything comes by variables, never as text of a script: what a branch is called cannot run anything.
set -eu
program=${AUDITOR_PROGRAM:-${AUDITOR_VENV:-$HOME/.inclusion-auditor}/bin/auditor}
out=${AUDITOR_OUT:-report}
set -- ci "${AUDITOR_PORTAL:-portal.toml}" --plain --out "$out"
if [ -n "${AUDITOR_SERVE:-}" ]; then set -- "$@" --serve "$AUDITOR_SERVE"; fi
if [ -n "${AUDITOR_START:-}" ]; then set -- "$@" --start "$AUDITOR_START"; fi
if [ -n "${AUDITOR_WAIT_FOR:-}" ]; then set -- "$@" --wait-for "$AUDITOR_WAIT_FOR"; fi
if [ -n "${AUDITOR_BASE_URL:-}" ]; then set -- "$@" --base-url "$AUDITOR_BASE_URL"; fi
if [ -n "${AUDITOR_AGAINST:-}" ]; then set -- "$@" --against "$AUDITOR_AGAINST"; fi
for format in ${AUDITOR_FORMATS:-}; do set -- "$@" --format "$format"; done
code=0
"$program" "$@" || code=$?
if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$out/summary.md" ]; then
    cat "$out/summary.md" >> "$GITHUB_STEP_SUMMARY"
fi
exit "$code"
