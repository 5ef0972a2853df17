"""A draft as it is now, and how it takes in what was written into the files meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from elearn.authoring.drafts.operations import Gone, Made
from elearn.authoring.drafts.outside import Clash, brought_in, clashes_of, edits_between
from elearn.authoring.drafts.places import Place
from elearn.authoring.drafts.presence import Here
from elearn.authoring.drafts.splices import NewFile
from elearn.authoring.drafts.storing import Stored
from elearn.phrases import phrase


@dataclass(frozen=True)
class Draft:
    """A course as its editors have it at operation `seq`. `unsaved`: the files on the disk say something else.

    `written` are the files that a save has just written or removed.

    After Undo and Redo, `did` is the name of what was taken back or done again, and `place` where it is. `place` is
    known too if a request was done before.
    """

    course: str
    seq: int
    files: Mapping[str, str]
    unsaved: bool
    clashes: tuple[Clash, ...]
    people: tuple[Here, ...]
    written: tuple[str, ...] = field(default=(), kw_only=True)
    _steps: Callable[[int], tuple[str, str]] = field(repr=False, compare=False)
    did: str = ""
    place: Place | None = None

    def steps(self, person: int) -> tuple[str, str]:
        """What Undo and Redo would do for a person, in words. "" if nothing."""
        return self._steps(person)


def is_current(stored: Stored, disk: Mapping[str, str]) -> bool:
    """Whether nothing on the disk has to come into the draft."""
    names = {*stored.base, *stored.text, *disk}
    return all(_versions(stored, disk, name) == _now(stored, name) for name in names)


def bring_in(stored: Stored, disk: Mapping[str, str]) -> None:
    """Takes in what was written into the files, as an operation by nobody."""
    made: list[Made] = []
    for name in sorted({*stored.base, *stored.text, *disk}):
        base, text = _versions(stored, disk, name)
        made += edits_of(name, stored.text.get(name), text)
        put(stored.base, name, base)
    if made:
        stored.record(None, phrase("what was changed outside"), made)


def retitle(stored: Stored, disk: Mapping[str, str], retitled: Callable[[str], str | None]) -> None:
    """Gives a course's own file another title in the draft, as it got one on the disk. So the two do not clash.

    `retitled` gives a text with that title, or None if it cannot have one.
    """
    name = "course.md"
    base, text = stored.base.get(name), stored.text.get(name)
    if base is not None and text is not None:
        known, ours = retitled(base), retitled(text)
        if known is not None and ours is not None:
            stored.base[name] = known
            if edits := edits_of(name, text, ours):
                stored.record(None, phrase("the title of the course"), edits)
    bring_in(stored, disk)


def edits_of(name: str, before: str | None, after: str | None) -> list[Made]:
    """What makes one text of a file the other. None: there is no such file."""
    if before == after:
        return []
    if before is None:
        return [] if after is None else [NewFile(name, after)]
    return [Gone(name, before)] if after is None else [*edits_between(name, before, after)]


def put(texts: dict[str, str], name: str, text: str | None) -> None:
    """Sets the text of a file, or takes it out."""
    if text is None:
        texts.pop(name, None)
    else:
        texts[name] = text


def clashes(stored: Stored, disk: Mapping[str, str]) -> tuple[Clash, ...]:
    """Every place where the draft and the disk say something else, and both changed it."""
    return tuple(
        clash
        for name, ours in sorted(stored.text.items())
        for clash in clashes_of(name, stored.base.get(name), ours, disk.get(name))
    )


def _now(stored: Stored, name: str) -> tuple[str | None, str | None]:
    return stored.base.get(name), stored.text.get(name)


def _versions(stored: Stored, disk: Mapping[str, str], name: str) -> tuple[str | None, str | None]:
    return brought_in(*_now(stored, name), disk.get(name))
