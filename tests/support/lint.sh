#!/bin/bash
# Every check runs, however the one before it ended.
set -u
cd "$(dirname "$0")/../.."
worst=0
check() { "$@" || worst=1; }
bin=.venv/bin
check $bin/ruff check --quiet .
check $bin/ruff format --quiet --diff .
check $bin/mypy --no-error-summary
check $bin/djlint --quiet --lint templates
exit "$worst"
