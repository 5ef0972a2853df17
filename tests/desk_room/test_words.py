"""What the desk's scripts ask for by name is said."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from elearn.desk import words

_ASKED = re.compile(r"""(?<![\w.#])(?:desk\.|this\.)?say\(\s*["'`]([a-z][a-z0-9_]*)["'`]""")
_OF_KINDS = re.compile(r"(edit|spots|map)\b.*\.js")


def test_everything_that_a_script_of_the_desk_asks_for_by_name_is_said() -> None:
    said = [
        key
        for each in iter_modules(words.__path__)
        for key in import_module(f"{words.__name__}.{each.name}").WORDS
    ]
    assert len(said) == len(set(said)), "a key stands in one place"
    browser = Path(words.__file__).parents[1] / "browser"
    kinds = browser.parents[1] / "content" / "kinds"
    scripts = [
        *browser.rglob("*.js"),
        *(each for each in kinds.rglob("*.js") if _OF_KINDS.fullmatch(each.name)),
    ]
    asked = {key for path in scripts for key in _ASKED.findall(path.read_text(encoding="utf-8"))}
    assert len(asked) > 150
    assert sorted(asked - set(said)) == []
