#!/bin/sh
# Install into a virtual environment: install.sh FOLDER REQUIREMENT...
# The versions are those of constraints.txt, which are tested and deployed.
# uv is several times faster; where it is not to be had, or does not know this machine's package index, pip does the same.
set -eu
venv=$1
shift
versions=$(dirname "$0")/constraints.txt
"$venv/bin/python" -m pip install -q --disable-pip-version-check --upgrade "pip>=25.1" uv || true
echo "Installing: $*"
if "$venv/bin/uv" pip install -q --python "$venv/bin/python" -c "$versions" --build-constraints "$versions" "$@" \
  2>"$venv/uv.log"; then exit 0; fi
# pip before 25.3 does not know this variable, and then builds with what pyproject.toml allows.
if PIP_BUILD_CONSTRAINT=$versions \
  "$venv/bin/python" -m pip install -q --disable-pip-version-check -c "$versions" "$@"; then exit 0; fi
cat >&2 <<SAID
The versions in $versions cannot all be installed here: see above.
Installing what pyproject.toml allows instead. That is enough to try elearn. Deploy nothing from it:
"make test" fails with other versions, because what is tested has to be what is deployed.
SAID
if "$venv/bin/uv" pip install -q --python "$venv/bin/python" "$@" 2>"$venv/uv.log"; then exit 0; fi
exec "$venv/bin/python" -m pip install -q --disable-pip-version-check "$@"
