"""Documents speak of what is there: every path and every name in backticks exists, and every link leads to a file."""

import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "elearn"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
READMES = sorted(path for path in SOURCE.rglob("README.md") if "vendor" not in path.parts)
PAGES = [ARCHITECTURE, *READMES]
OTHERS = [
    ROOT / "README.md",
    *sorted({*(ROOT / "docs").glob("*.md")} - {ARCHITECTURE}),
    *(ROOT / "benchmarks").glob("*.md"),
    *(path for path in (ROOT / "benchmarks").glob("*/*.md")),
]
A_KIND = SOURCE / "content" / "kinds" / "scenario"
"""A kind that has every file that a kind may have."""
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))

NOT_IN_THE_REPOSITORY = {
    *("course.md", "NN-slug.md", "bank/<id>.md", "boards.yaml"),
    *("index.html", "player.js", "data/index.js", "modules/<id>.js", "<module>.html", "metadata.xml"),
    *("ims_xml.xsd", "imsmd_rootv1p2p1.xsd", "xml.xsd", "lom.xsd"),
}
"""Files of a course, of a package, and of the official schemas."""

_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\]\(([^)#:]+)\)")
_PATH = re.compile(r"[\w.<>*-]+(?:/[\w.<>*-]+)*/?")
_ENDING = re.compile(r"\.(?:py|js|css|html|yaml|toml|txt|typ|po|md|xsd|xml)$")
_MODULE = re.compile(r"[\w/]+\.py\b")
_NAME = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\(.*\))?")


def named(page: Path) -> list[str]:
    """What a page names: everything in backticks, and the modules in its diagrams."""
    lines = page.read_text(encoding="utf-8").splitlines()
    prose = "\n".join(line for line in lines if not line.startswith("    "))
    diagrams = "\n".join(line for line in lines if line.startswith("    "))
    return _CODE.findall(prose) + _MODULE.findall(diagrams)


def is_path(word: str) -> bool:
    return bool(_PATH.fullmatch(word)) and ("/" in word or bool(_ENDING.search(word)))


def is_there(page: Path, path: str) -> bool:
    pattern = re.sub(r"<\w+>", "*", path.rstrip("/"))
    return any(any(folder.glob(pattern)) for folder in (page.parent, SOURCE, ROOT, A_KIND))


@cache
def words_of_the_code() -> frozenset[str]:
    """Every word of the code, of its templates and of the tests."""
    files = [path for folder in (SOURCE, ROOT / "tests") for path in folder.rglob("*.*")]
    texts = [
        path.read_text(encoding="utf-8")
        for path in [*files, ROOT / "streamlit_app.py", ROOT / "pyproject.toml"]
        if path.suffix in {".py", ".js", ".html", ".css", ".toml"}
        and path != Path(__file__)
        and "vendor" not in path.parts
    ]
    return frozenset(re.findall(r"[A-Za-z_]\w*", "\n".join(texts)))


def is_known(page: Path, name: str) -> bool:
    """Whether a name leads to something in `elearn` or in the page's room. If not: are its words in the code?"""
    parts = name.removeprefix("elearn.").split(".")
    room = ".".join(page.parent.relative_to(ROOT / "src").parts) if page in READMES else "elearn"
    modules = [base for base in ("elearn", room) if find_spec(f"{base}.{parts[0]}")]
    if modules:
        return any(leads_somewhere(f"{base}.{parts[0]}", parts[1:]) for base in modules)
    return words_of_the_code().issuperset(parts)


def leads_somewhere(module: str, rest: list[str]) -> bool:
    found: object = import_module(module)
    for part in rest:
        module = f"{module}.{part}"
        is_module = hasattr(found, "__path__") and find_spec(module) is not None
        found = import_module(module) if is_module else getattr(found, part, None)
    return found is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_that_is_named_is_there(page: Path) -> None:
    paths = {word for word in named(page) if is_path(word)} - NOT_IN_THE_REPOSITORY
    links = set(_LINK.findall(page.read_text(encoding="utf-8")))
    assert [path for path in sorted(paths) if not is_there(page, path)] == []
    assert [link for link in sorted(links) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_name_of_the_code_is_known_to_it(page: Path) -> None:
    names = {found[1] for word in named(page) if not is_path(word) and (found := _NAME.fullmatch(word))}
    assert [name for name in sorted(names) if not is_known(page, name)] == []


@pytest.mark.parametrize("page", OTHERS, ids=lambda page: str(page.relative_to(ROOT)))
def test_other_documents_name_and_link_what_is_there(page: Path) -> None:
    ours = re.compile(
        "|".join(("src/", "tests/", "benchmarks/", r"elearn\.", *(f"{room}[/.]" for room in ROOMS)))
    )
    names = {word for word in named(page) if ours.match(word)}
    assert [name for name in sorted(names) if is_path(name) and not is_there(page, name)] == []
    assert [name for name in sorted(names) if not is_path(name) and not is_known(page, name)] == []
    links = set(_LINK.findall(page.read_text(encoding="utf-8")))
    assert [link for link in sorted(links) if not (page.parent / link).exists()] == []


def test_every_room_has_a_readme_and_its_line_in_the_architecture() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    assert [room for room in ROOMS if SOURCE / room / "README.md" not in READMES] == []
    assert [room for room in ROOMS if f"[{room}/](../src/elearn/{room}/README.md)" not in text] == []


@pytest.mark.parametrize("script", sorted((ROOT / "docs").glob("*.py")), ids=lambda path: path.name)
def test_a_script_that_takes_pictures_finds_what_it_needs(script: Path) -> None:
    spec = spec_from_file_location(script.stem, script)
    assert spec
    assert spec.loader
    spec.loader.exec_module(module_from_spec(spec))  # it begins only as a program
