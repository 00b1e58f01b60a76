#!/bin/sh
# Load a release with the oldest `datasets` that is supported, in an environment of its own: two versions of it cannot
# live in one. RELEASE names the release (default: dist/1.0.0), PYTHON the interpreter.
set -eu
release=${RELEASE:-dist/1.0.0}
environment=$(mktemp -d)
trap 'rm -rf "$environment"' EXIT
"${PYTHON:-python3}" -m venv "$environment"
"$environment/bin/python" -m pip install --quiet 'datasets==3.6.0'
"$environment/bin/python" "$(dirname "$0")/load_release.py" "$release" 3 1 1
