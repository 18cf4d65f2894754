#!/bin/bash
# Resolve setup.cfg into the two locks, with hashes, for every platform at once.
set -eu
cd "$(dirname "$0")/../.."
uv=.cache/uv/bin/uv
if [ ! -x $uv ]; then
    python3 -m venv --without-pip .cache/uv
    python3 -m pip --python .cache/uv/bin/python install -qq --only-binary :all: uv
fi
compile() {
    $uv pip compile setup.cfg --quiet --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command "make lock" --extra postgres --extra redis "$@"
}
# Both drivers stand in the run-time lock: small, and `make serve` then never installs by a setting.
compile ${LOCK_ARGS:-} -o requirements.txt
compile ${LOCK_ARGS:-} --extra pdf --extra test -c requirements.txt -o requirements-test.txt
