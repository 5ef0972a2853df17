"""Finds out what a text means: the id or the name of an agency, a role group or a course.

People type names, and other systems change their capitals, spaces and punctuation. Here such names are the same. If a
text could mean two things, nobody guesses.
"""

import unicodedata
from collections.abc import Container, Mapping, Sequence
from typing import Final

from elearn.characters import plain
from elearn.phrases import either, phrase

_ALIKE: Final = str.maketrans(
    dict.fromkeys("’‘‛ʼ´`", "'")
    | dict.fromkeys("“”„", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")  # hyphens and dashes of every width
    | {"…": "..."}
)
BY_ID: Final = "id:"
"""A text that starts with this is always an id. It is the way out if the id is also the name of something else."""


def folded(text: str) -> str:
    """A text without what people and systems write differently: case, spaces, quotation marks, dashes, & for and."""
    same = unicodedata.normalize("NFKC", plain(text).translate(_ALIKE)).casefold()
    words = ("and" if word == "&" else word for word in same.split())
    return unicodedata.normalize("NFKC", " ".join(words))


class Names:
    """What each text may mean, among things with an id and a name (`names`: id to name)."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._ids = {folded(identifier): identifier for identifier in names}
        self._meant: dict[str, set[str]] = {}
        for identifier, name in names.items():
            for key in {folded(identifier), folded(name)} - {""}:
                self._meant.setdefault(key, set()).add(identifier)

    @property
    def names(self) -> Mapping[str, str]:
        """The name of each id."""
        return self._names

    @property
    def texts(self) -> Mapping[str, set[str]]:
        """Every id and name, folded, with the ids of what it may mean."""
        return self._meant

    def by_id(self, text: str) -> str | None:
        """Our spelling of an id, or None if the text is no id."""
        return self._ids.get(folded(text))

    def meant(self, text: str) -> list[str]:
        """The ids of all that a text may mean: none, one, or several if it is ambiguous."""
        key = folded(text)
        found = set(self._meant.get(key, ()))
        if key.startswith(BY_ID) and (exact := self._ids.get(key.removeprefix(BY_ID).strip())):
            found.add(exact)
        return sorted(found)

    def sure(self, identifier: str) -> str:
        """What to write to mean this one and no other: its id, or `id:` and its id."""
        return identifier if len(self.meant(identifier)) == 1 else f"{BY_ID}{identifier}"

    def choices(
        self, identifiers: Sequence[str], *, named: bool = False, by_name: Container[str] = ()
    ) -> str:
        """What to write for each of some things, ten at most: "“oak-1” or “oak-2”".

        With `named` their names stand in brackets, unless all have the same name. Those `by_name` were found by
        their name, so it always stands there.
        """
        named = named and len({folded(self._names[each]) for each in identifiers}) > 1
        shown = [
            f"“{self.sure(each)}”" + (f" ({self._names[each]})" if named or each in by_name else "")
            for each in identifiers[:10]
        ]
        if len(identifiers) > 10:
            shown.append(phrase("one of %(count)s more", count=f"{len(identifiers) - 10:,}"))
        return either(shown)
