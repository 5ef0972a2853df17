#!/bin/sh
# Install into a virtual environment: install.sh FOLDER REQUIREMENT...
# uv is several times faster; where it is not to be had, or does not know this machine's package index, pip does the same.
set -eu
venv=$1
shift
"$venv/bin/python" -m pip install -q --disable-pip-version-check --upgrade "pip>=25.1" uv || true
echo "Installing: $*"
if "$venv/bin/uv" pip install -q --python "$venv/bin/python" "$@" 2>"$venv/uv.log"; then exit 0; fi
exec "$venv/bin/python" -m pip install -q --disable-pip-version-check "$@"
