"""Finds the file that a reference probably means if the package has none of that name, and says how the two differ."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from urllib.parse import unquote

_ESCAPE = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_MOST_TIMES = 3


def _decode(name: str) -> str:
    for _ in range(_MOST_TIMES):
        name = unquote(name)
    return name


def _slashes(name: str) -> str:
    return name.replace("\\", "/")


def without_dots(name: str) -> str:
    """The path without empty parts and parts that are a single full stop, as in `./a//b`."""
    return "/".join(part for part in name.split("/") if part not in ("", "."))


def _compose(name: str) -> str:
    return unicodedata.normalize("NFC", name)


_STEPS: Mapping[str, Callable[[str], str]] = {
    "escapes": _decode,
    "slashes": _slashes,
    "dots": without_dots,
    "forms": _compose,
    "capitals": str.casefold,
}
"""By what two names can differ: the function that takes such a difference away. They are applied in this order."""


def _key(name: str, leave: str = "") -> str:
    for kind, step in _STEPS.items():
        if kind != leave:
            name = step(name)
    return name if leave == "forms" else _compose(name)


class NearNames:
    """The names of a package's files. `remedy` answers for a name that is not among them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = names

    @cached_property
    def _by_key(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in sorted(self._names):
            found.setdefault(_key(name), name)
        return found

    def find(self, name: str) -> str | None:
        """The file whose name is the same but for capitals, Unicode form, percent-encoding, slashes or “./”."""
        return self._by_key.get(_key(name))

    def remedy(self, name: str) -> str | None:
        """What to do about a missing file if another has nearly its name, else None. `name` is decoded once."""
        other = self.find(name)
        if other is None or other == name:
            return None
        reasons = [_in_words(kind, other) for kind in _STEPS if _key(name, kind) != _key(other, kind)]
        said = " ".join(
            reasons or ["It is not written in the same way, so use the same name in both places."]
        )
        return f"The package has {other}. {said}"


def _in_words(kind: str, other: str) -> str:
    """How the name in a reference differs from `other`, the name of a file, and what to do."""
    if kind == "escapes":
        stored = _ESCAPE.search(other)
        if stored is None:
            return "The reference is percent-encoded twice (%2520 instead of %20), so encode it once."
        meant, written = unquote(stored[0]), stored[0].replace("%", "%25")
        return (
            f"The file's own name contains “{stored[0]}”, and in a reference that means “{meant}”. "
            f"Rename the file, or write “{written}” in the reference."
        )
    if kind == "slashes":
        return "It is stored with a backslash, and a slash divides folders: zip it again with another tool."
    if kind == "dots":
        return "It is stored with “./”, “//” or a slash at its beginning: zip the files and not their folder."
    if kind == "forms":
        forms = ("composed (NFC)", "decomposed (NFD), as macOS writes them,")
        file, reference = forms if _compose(other) == other else reversed(forms)
        return (
            "They look the same and differ in their Unicode form: the file's accented letters are "
            f"{file} and the reference's {reference.rstrip(',')}. Use the same form in both places."
        )
    return "Small and capital letters matter, so use the same in both places."
