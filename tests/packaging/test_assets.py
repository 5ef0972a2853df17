"""What the build hook fetches and makes is where the installed package looks for it."""

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from elearn.assets import VENDOR, asset, asset_path
from elearn.problems import ElearnError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        (
            "schemas/scorm12",
            {"imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd", "imsmd_rootv1p2p1.xsd", "ims_xml.xsd"},
        ),
        (
            "schemas/scorm2004-3",
            {"imscp_v1p1.xsd", "adlcp_v1p3.xsd", "adlseq_v1p3.xsd", "imsss_v1p0.xsd", "xml.xsd"},
        ),
        (
            "schemas/scorm2004-4",
            {"imscp_v1p1.xsd", "adlcp_v1p3.xsd", "adlnav_v1p3.xsd", "imsss_v1p0.xsd", "xml.xsd"},
        ),
        ("scorm-again", {"scorm12.min.js", "scorm2004.min.js", "LICENSE"}),
        ("player/core", {"scorm12.js", "scorm2004.js", "none.js"}),
        ("player/kinds", {"_choice.js", "_choice.css"}),
        ("player/base", {"00-base.css", "90-print.css"}),
    ],
)
def test_everything_that_is_brought_or_made_is_there(folder: str, names: set[str]) -> None:
    assert names <= {path.name for path in asset_path(folder).iterdir()}
    assert all(asset(f"{folder}/{name}") for name in names)


def test_what_is_missing_is_said_with_how_to_get_it() -> None:
    with pytest.raises(ElearnError, match="make setup"):
        asset_path("schemas/scorm1999")


def test_nothing_of_anyone_elses_is_in_git_and_the_wheel_takes_it_all_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    place = VENDOR.relative_to(ROOT).as_posix()
    assert f"/{place}/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"{place}/**" in project["tool"]["hatch"]["build"]["artifacts"]
    assert all(
        (ROOT / source).exists()
        for source in project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    )


def test_the_program_that_the_project_names_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    module, _, name = project["project"]["scripts"]["elearn"].partition(":")
    assert callable(getattr(import_module(module), name))
