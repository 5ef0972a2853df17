"""What the desk needs of the rooms below it, as small protocols: drafts, texts and forms, and course folders."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from elearn.authoring.drafts import Clash, Glance, Turn
from elearn.authoring.drafts import Stale as StaleChange
from elearn.content.course import Course
from elearn.content.forms import Refusal as RefusedValue
from elearn.content.forms import RefusedValues as RefusedForm
from elearn.content.kinds import Block
from elearn.desk.committing import Commit, commits_nothing
from elearn.tracker import Actor

__all__ = ["Clash", "RefusedForm", "RefusedValue", "StaleChange"]

Values = Mapping[str, Any]
"""What a form shows, by field."""
Lines = tuple[int, int]
"""Lines of a file, from 0: the first, and the one after the last."""


class Done(NamedTuple):
    """What a button does: the changes as the drafts take them, and what was done in words.

    `name` is what Undo calls it, `edited` are the lines of what is new, `at` the file and the page that it is about.
    """

    changes: Sequence[Any]
    said: str
    name: str
    edited: Lines | None = None
    at: tuple[str, str] | None = None


class BlockPart(Protocol):
    """A block in a file. `kind` is "" and `block` None if it cannot be read."""

    @property
    def span(self) -> Lines: ...
    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def block(self) -> Block | None: ...
    @property
    def first_words(self) -> str: ...


class PagePart(Protocol):
    """A page in a file. The introduction has one page, “_start”, and a bank has one, ""."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def span(self) -> Lines: ...
    @property
    def heading(self) -> Lines | None: ...
    @property
    def blocks(self) -> Sequence[BlockPart]: ...


class FilePart(Protocol):
    """A file in parts. `kind` is “course”, “module” or “bank”."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def pages(self) -> Sequence[PagePart]: ...


class Here(Protocol):
    """Somebody who has the course open now."""

    @property
    def person(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def page(self) -> str: ...


class Place(Protocol):
    """Lines of a file. If what was there is gone, both numbers are the same."""

    @property
    def file(self) -> str: ...
    @property
    def lines(self) -> Lines: ...


class Draft(Protocol):
    """A course as its editors have it at change number `seq`. `steps` says what Undo and Redo would do for a person.

    `did` is the name of what Undo or Redo has just done, and `place` where that is, or what a request did before.
    """

    @property
    def seq(self) -> int: ...
    @property
    def files(self) -> Mapping[str, str]: ...
    @property
    def unsaved(self) -> bool: ...
    @property
    def clashes(self) -> Sequence[Clash]: ...
    @property
    def people(self) -> Sequence[Here]: ...
    @property
    def written(self) -> Sequence[str]: ...
    @property
    def did(self) -> str: ...
    @property
    def place(self) -> Place | None: ...
    def steps(self, person: int) -> tuple[str, str]: ...


class Drafts(Protocol):
    """Keeps drafts. What changes one raises StaleChange, or InputFault with what is in the way, and changes nothing."""

    def look(self, course: str) -> Draft: ...
    def glance(self) -> Mapping[str, Glance]:
        """What is known of every draft without a look at its course."""

    def where(self, course: str, file: str, lines: Lines, seq: int) -> Lines | None:
        """Where lines at change `seq` are now. None if somebody has touched them since."""

    def name_now(self, course: str, file: str, seq: int) -> str:
        """What a file is called now that was called so at change `seq`."""

    def follow(self, course: str, file: str, lines: Lines, seq: int) -> Lines:
        """The same. Raises StaleChange if somebody has touched them since."""

    def beside(self, course: str, file: str, lines: Lines, seq: int) -> Lines:
        """What lines at change `seq` have become, also if they were touched. Raises StaleChange: no such file."""

    def untouched(self, course: str, person: int, file: str, lines: Lines | None, seq: int) -> None:
        """Raises StaleChange if anybody but this person has touched lines, or all of a file, since change `seq`."""

    def turns(self, course: str, seq: int, upto: int) -> Iterator[Turn] | None:
        """What was done after change `seq`, up to `upto`, one by one. None if that is too long ago."""

    def text_at(self, course: str, file: str, seq: int) -> str | None:
        """What a file said at change `seq`. None if it was not there, or if that is too long ago."""

    def done(self, course: str, person: int, request: str) -> Draft | None:
        """The draft if this request was done before, with its place."""

    def must_stand(self, course: str, person: int, request: str) -> None:
        """Raises StaleChange if somebody has touched the block since that this request has written."""

    def change(
        self, course: str, person: int, seq: int, splices: Sequence[Any], what: str, request: str = ""
    ) -> Draft: ...
    def undo(self, course: str, person: int, request: str = "", seq: int | None = None) -> Draft:
        """Takes a person's last step back. Raises StaleChange if they have done something after change `seq`."""

    def redo(self, course: str, person: int, request: str = "", seq: int | None = None) -> Draft:
        """Does again what was taken back last. Raises StaleChange as `undo` does."""

    def save(self, course: str, person: int) -> Draft: ...
    def settle(self, course: str, person: int, clash: Any, choose: str, request: str = "") -> Draft:
        """Takes one side of one of the draft's clashes, or both."""

    def here(self, course: str, person: int, window: str, page: str) -> None: ...
    def put_media(self, course: str, person: int, path: str, content: bytes) -> None: ...
    def media(self, course: str, path: str) -> bytes | None: ...
    def media_paths(self, course: str, *, taken: bool = False) -> Sequence[str]: ...


class Texts(Protocol):
    """Reads a course's files in parts, and blocks as forms."""

    def parts_of(self, files: Mapping[str, str], name: str) -> FilePart:
        """One of a course's files in parts. The others are needed for the ids of its pages."""

    def read_values(self, text: str) -> tuple[str, Values] | None: ...
    def write_values(self, text: str, kind: str, values: Values) -> str:
        """The block with new values. Raises RefusedForm."""

    def splice(self, file: str, lines: Lines, new: Sequence[str]) -> Any:
        """Whole lines of a file that become others, as the drafts take it."""

    def do(self, files: Mapping[str, str], action: Mapping[str, Any]) -> Done:
        """What a button changes. Raises InputFault, or RefusedForm."""

    def with_changes(self, files: Mapping[str, str], changes: Sequence[Any]) -> dict[str, str]:
        """The texts after what a button changes."""

    def titles(self) -> Mapping[str, str]:
        """What each kind is called, in the current language."""

    def palette(
        self, files: Mapping[str, str], shared: Sequence[tuple[str, str]] = ()
    ) -> Sequence[Mapping[str, Any]]:
        """Each kind as `Kind` in types.js with its example's HTML, in the current language.

        A field that names an outcome or a bank has those of the course with these `files` as its choices.
        """

    def outcomes(self, files: Mapping[str, str]) -> Sequence[tuple[str, str]]:
        """The id and the words of each outcome of the course with these files."""

    def facts(self, course_md: str, role_groups: Sequence[tuple[str, str]] = ()) -> Mapping[str, Any]:
        """The front matter as a form: fields, values (None: it cannot be read), and its lines and text."""

    def preview(self, course: Course, page: str, before: Course | None) -> Mapping[str, Any]:
        """The page as `Preview` in types.js. `before` is the course that the browser shows; None: this one."""


@dataclass(frozen=True)
class Parts:
    """All that the desk needs to edit. `folders` makes, renames, copies, archives and deletes courses.

    `commit` commits what was saved.
    """

    drafts: Drafts
    texts: Texts
    folders: Callable[[Mapping[str, Any], Actor], Mapping[str, Any]]
    commit: Commit = commits_nothing
