#!/bin/bash
# Lint, then the tests; the last line is pytest's, the exit code the worse of both.
# With arguments only the named tests run, without lint: that is the loop of somebody at work.
set -u
cd "$(dirname "$0")/../.."

lint=0
if [ "$#" = 0 ]; then
    bash tests/support/lint.sh || lint=$?
    # An unfinished test file must not hide behind green ones: two workers, a file stays on one of them.
    set -- -n 2 --dist loadfile
fi
.venv/bin/python -m pytest -q "$@"
tests=$?
[ "$lint" = 0 ] || echo "make lint failed: see above." >&2
[ "$tests" -gt "$lint" ] && exit "$tests"
exit "$lint"
