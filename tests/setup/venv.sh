#!/bin/sh
# Make a virtual environment with the newest Python (3.11 or later) on this machine: venv.sh FOLDER
set -eu
for python in python3.14 python3.13 python3.12 python3.11 python3; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Making $1 with $("$python" --version)"
    if "$python" -m venv "$1" >/dev/null 2>&1; then exit 0; fi
    rm -rf "$1"
    # Debian keeps venv in a package of its own.
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
      (apt-get update && apt-get install -y python3-venv) >/dev/null && "$python" -m venv "$1" && exit 0
    fi
    echo "$python cannot make a virtual environment. On Debian: sudo apt install python3-venv" >&2
    exit 1
  fi
done
echo "elearn needs Python 3.11 or later, and found none." >&2
exit 1
