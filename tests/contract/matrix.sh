#!/bin/sh
# Load a release with the generations of `datasets` before the newest, each in an environment of its own, since two
# versions of it cannot live in one: ``matrix.sh RELEASE ROWS...``. PYTHON names the interpreter.
set -eu
environment=$(mktemp -d)
trap 'rm -rf "$environment"' EXIT
for version in '==3.6.0' '>=4,<5'; do
  rm -rf "$environment"
  "${PYTHON:-python3}" -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet "datasets$version"
  "$environment/bin/python" "$(dirname "$0")/load_release.py" "$@"
done
