"""Writes the exact versions that are tested and deployed: `make constraints`.

`deploy/constraints.txt` has all that an installation brings, and what builds it. `tests/setup/constraints.txt` has the
same versions, and those of the tools for development. Both are for every Python and system that elearn runs on.
Exits with words, and changes neither file, if versions cannot be found that go together.
"""

import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
DEPLOYED = ROOT / "deploy" / "constraints.txt"
TESTED = ROOT / "tests" / "setup" / "constraints.txt"
HEADERS = {
    DEPLOYED: "# What an installation brings, in the versions that were tested. Written by `make constraints`.\n",
    TESTED: "# What the tests run with: deploy/constraints.txt and the tools. Written by `make constraints`.\n",
}
LINE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)==([\w.!+-]+)(?: ; ([^/\\]+))?")
"""A name, its version, and if need be the Pythons or systems for which that is."""
_BROUGHT_BY_PYTHON = ("pip", "setuptools")
"""An installation updates these by itself, and cannot always replace the pip that runs."""


class CannotResolve(Exception):
    """No versions go together, or they cannot be found here."""


def main() -> None:
    """Write both files anew, with the newest versions that pyproject.toml allows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        building = Path(folder, "building.in")
        building.write_text("\n".join(project["build-system"]["requires"]) + "\n", encoding="utf-8")
        tested = Path(folder, "tested.txt")
        tested.write_text(_resolved([str(building), "--group", "dev"]), encoding="utf-8")
        deployed = _resolved([str(building), "--constraint", str(tested)])
        written = {TESTED: tested.read_text(encoding="utf-8"), DEPLOYED: deployed}
    for path, text in written.items():
        path.write_text(HEADERS[path] + text, encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {len(text.splitlines())} versions")


def _resolved(options: list[str]) -> str:
    """Lines `name==version` for the project with these options. Raises CannotResolve."""
    uv = Path(sysconfig.get_path("scripts"), "uv")
    command = [str(uv), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    for name in _BROUGHT_BY_PYTHON:
        command += ["--no-emit-package", name]
    try:
        done = subprocess.run(
            [*command, "pyproject.toml", *options], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise CannotResolve("uv is not installed here: run `make setup` where it can be had.") from error
    if done.returncode:
        raise CannotResolve(done.stderr.strip())
    lines = [line for line in done.stdout.splitlines() if line.strip() and not line.startswith("#")]
    if strange := [line for line in lines if not LINE.fullmatch(line)]:
        raise CannotResolve(f"uv wrote a line that is no version: {strange[0]}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    try:
        main()
    except CannotResolve as error:
        sys.exit(f"{error}\nNothing was changed.")
