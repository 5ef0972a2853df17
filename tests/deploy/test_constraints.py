"""What is tested has the versions that a deployment gets, and the files that name them are whole."""

import re
import subprocess
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.setup.constraints import DEPLOYED, LINE, ROOT, TESTED

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = [*PROJECT["project"]["dependencies"]]
BUILDING = PROJECT["build-system"]["requires"]
TOOLS = PROJECT["dependency-groups"]["dev"]
OF_PYTHON = {"pip", "setuptools"}


def lines_of(path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def versions_in(path) -> dict[str, list[Requirement]]:
    """By name, a requirement for each of its versions."""
    found: dict[str, list[Requirement]] = defaultdict(list)
    for line in lines_of(path):
        requirement = Requirement(line)
        found[requirement.name].append(requirement)
    return found


def here(requirements: Iterable[Requirement]) -> str | None:
    """The version for this Python and system."""
    fitting = [each for each in requirements if each.marker is None or each.marker.evaluate()]
    return str(next(iter(fitting[0].specifier)).version) if len(fitting) == 1 else None


def brought_by(requirements: Iterable[str]) -> dict[str, str]:
    """By name, the version that is installed of each of these packages and of all that they need."""
    left = [(Requirement(each), "") for each in requirements]
    seen: set[tuple[str, frozenset[str]]] = set()
    found: dict[str, str] = {}
    while left:
        requirement, extra = left.pop()
        name = canonicalize_name(requirement.name)
        if (requirement.marker and not requirement.marker.evaluate({"extra": extra})) or name in OF_PYTHON:
            continue
        if (name, frozenset(requirement.extras)) in seen:
            continue
        seen.add((name, frozenset(requirement.extras)))
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            found[name] = "not installed"
            continue
        found[name] = installed.version
        left += [
            (Requirement(each), one) for each in installed.requires or () for one in ("", *requirement.extras)
        ]
    return found


@pytest.mark.parametrize("path", [DEPLOYED, TESTED], ids=["deployed", "tested"])
def test_each_line_is_a_version_and_names_no_place(path):
    strange = [line for line in lines_of(path) if not LINE.fullmatch(line)]
    assert strange == []
    assert not re.search(r"://|/(?:home|root|tmp|work)|@", path.read_text(encoding="utf-8"))
    assert lines_of(path) == sorted(lines_of(path), key=lambda line: line.partition("==")[0])


def test_what_is_deployed_is_what_is_tested():
    assert set(lines_of(DEPLOYED)) <= set(lines_of(TESTED))


@pytest.mark.parametrize(
    ("path", "wanted"),
    [(DEPLOYED, [*NEEDED, *BUILDING]), (TESTED, [*NEEDED, *BUILDING, *TOOLS])],
    ids=["deployed", "tested"],
)
def test_every_version_is_one_that_the_project_allows(path, wanted):
    versions = versions_in(path)
    outside = [
        f"{each} is not {wish}"
        for wish in map(Requirement, wanted)
        for each in versions[canonicalize_name(wish.name)] or ["missing"]
        if each == "missing" or next(iter(each.specifier)).version not in wish.specifier
    ]
    assert outside == []


def test_what_the_tests_run_with_is_what_the_files_say():
    told = []
    for path, wanted in ((DEPLOYED, NEEDED), (TESTED, [*NEEDED, *TOOLS])):
        versions = versions_in(path)
        for name, version in brought_by(wanted).items():
            if here(versions[name]) != version:
                told.append(f"{name} is {version}, and {path.name} says {here(versions[name])}")
    assert told == [], "Run `make setup`, or `make constraints` if pyproject.toml has changed."


def test_whoever_deploys_is_told_to_install_with_these_versions():
    for name in ("deploy/README.md", "deploy/Dockerfile", "docs/operator.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        commands = re.findall(r"pip install(?! --upgrade)[^\n&]*", text)
        assert commands, name
        assert [each for each in commands if "constraints.txt" not in each] == [], name


def test_a_registry_without_these_versions_is_said_in_words(tmp_path):
    """The installation goes on with what pyproject.toml allows, and says what that is not good for."""
    tools = tmp_path / "bin"
    tools.mkdir()
    program = "#!/bin/sh\ncase \"$*\" in *constraints*) echo 'no such version' >&2; exit 1;; esac\n"
    program += 'echo "$(basename "$0") $*" >> "$(dirname "$0")/done"\n'
    for tool in ("python", "uv"):
        (tools / tool).write_text(program, encoding="utf-8")
        (tools / tool).chmod(0o755)
    done = subprocess.run(
        ["sh", str(ROOT / "tests/setup/install.sh"), str(tmp_path), "-e", "."],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "no such version" in done.stderr
    assert "Deploy nothing from it" in done.stderr
    assert (tools / "done").read_text(encoding="utf-8").splitlines()[-1].endswith("-e .")
