"""Where the links of a course may lead: its pages and modules, files in media/, and addresses elsewhere."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Protocol, Self
from urllib.parse import unquote, urlsplit

from elearn.content.course.model import Course
from elearn.content.text import did_you_mean, quoted
from elearn.patterns import late
from elearn.phrases import Phrase, phrase

_SCHEME = late(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LETTER = r"[A-Za-z0-9\u0080-\uffff]"
_HOST = late(rf"{_LETTER}(?:(?:{_LETTER}|[.-])*{_LETTER})?(?::[0-9]+)?|\[[0-9A-Fa-f:.]+\](?::[0-9]+)?")
_SCHEMES = ("http", "https", "mailto", "tel")
_SITE = late(
    r"(?:www\.|[\w.-]+\.(?:org|com|net|uk|gov|edu|eu|int|info|nhs|scot|wales|cymru|ie)(?:/|$))", re.I
)
_PLAIN_NAME = late(r"media(/[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*)+")
_WAYS = phrase(
    "Link to a page (#page-id), a module (01-name.md), a file in media/, or one with https:, mailto: or tel:."
)
_COPY = phrase("Put the file into the course’s folder, below media/, and link to media/name.pdf.")
_MODULE = late(r"(?P<number>[0-9]{2,4})-(?P<name>[a-z0-9-]+)\.md")
"""A module's file. Of two with one name, the second has its number in its id too."""
INTRODUCTION = "_start"
"""The page that learners see first, as links within the player name it."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


class _WithPages(_Named, Protocol):
    @property
    def pages(self) -> Sequence[_Named]: ...


class _InModules(Protocol):
    """What has pages in modules: a course, or what is known of one that cannot be read."""

    @property
    def modules(self) -> Sequence[_WithPages]: ...

    def pages(self) -> Iterable[_Named]: ...


def linked_page(address: str, course: _InModules) -> str:
    """The id of the page of the course that a link leads to: `#page`, `01-module.md#page`, `01-module.md`; or ""."""
    path, _, anchor = unquote(address).strip().partition("#")
    name = path.rpartition("/")[2]
    module = ""
    if found := _MODULE.fullmatch(name):
        ids = {each.id for each in course.modules}
        module = next(
            (each for each in (f"{found['name']}-{found['number']}", found["name"]) if each in ids), ""
        )
    if anchor:
        return _page_called(anchor, course, module)
    if name == "course.md":
        return INTRODUCTION
    return next((each.pages[0].id for each in course.modules if each.id == module), "")


def _page_called(anchor: str, course: _InModules, module: str = "") -> str:
    """The page with that id, or the one whose id is made of its module's and its title, as GitHub's is of its title.

    `module` is the id of the module to look in for such a title, or "" for all. "" if there is no such page, or more.
    """
    if any(page.id == anchor for page in course.pages()):
        return anchor
    modules = [each for each in course.modules if module in ("", each.id)]
    called = [page.id for each in modules for page in each.pages if page.id == f"{each.id}-{anchor}"]
    return called[0] if len(called) == 1 else ""


@dataclass(frozen=True)
class Destinations:
    """What a link within a course may lead to.

    `files` are the names of its modules' files by the module's id, `media` the files that go out with it.
    """

    course: Course
    files: Mapping[str, str]
    media: frozenset[str]

    @classmethod
    def of(cls, course: Course, files: Iterable[str]) -> Self:
        """Those of a course whose modules are in these `files`, in order."""
        named = {module.id: name for module, name in zip(course.modules, files, strict=False)}
        return cls(course, named, frozenset(path.as_posix() for path in course.media()))

    def file_of(self, page: str) -> str:
        """The name of the file that a page is in."""
        modules = (each for each in self.course.modules if any(page == other.id for other in each.pages))
        return next((self.files[each.id] for each in modules if each.id in self.files), "")

    def names(self) -> list[str]:
        """The names of all files of the course that hold pages, or its introduction."""
        return ["course.md", *self.files.values()]


def fault_of_link(address: str, file: str, known: Destinations | None) -> tuple[str, str] | None:
    """The message and the remedy for a link that leads nowhere, else None.

    `address` is as the parser gives it. `file` is the name, below the course's folder, of the file with the link.
    If `known` is None, every place within the course may be there.
    """
    address = unquote(address).strip()
    told = quoted(address)
    if not address or address == "#":
        remedy = phrase("Write its address between the round brackets: [words](#page-id).")
        return phrase("A link leads nowhere."), remedy
    if "\\" in address or re.match(r"[A-Za-z]:(?![A-Za-z])|/", address) or address.startswith("file:"):
        if address.startswith("//"):
            message = phrase("The link to %(address)s does not say how to get there.", address=told)
            return message, _write(f"https:{address}")
        return phrase("The link to %(address)s leads to a place on one computer.", address=told), _COPY
    if scheme := _SCHEME.match(address):
        return _fault_of_address(scheme[1].lower(), address)
    if _SITE.match(address):
        message = phrase("The link to %(address)s leads to no file of the course.", address=told)
        return message, _write(f"https://{address}")
    return _fault_of_place(address, file, known) if known else None


def fault_of_link_elsewhere(address: str) -> tuple[str, str] | None:
    """As `fault_of_link`, for a text that is in no course, so that its links can only lead elsewhere."""
    address = unquote(address).strip()
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() in _SCHEMES:
        return _fault_of_address(scheme[1].lower(), address)
    message = (
        phrase("The link to %(address)s leads to nothing that readers have.", address=quoted(address))
        if address
        else phrase("A link leads nowhere.")
    )
    return message, phrase(
        "Link to an address that begins with https:, mailto: or tel:, or take the link out."
    )


def _fault_of_address(scheme: str, address: str) -> tuple[str, str] | None:
    told = quoted(address)
    if scheme in ("http", "https"):
        try:
            host = urlsplit(address).netloc.rpartition("@")[2]
        except ValueError:
            host = ""
        if _HOST.fullmatch(host) and ".." not in host:
            return None
        message = phrase("The address %(address)s names no site.", address=told)
        return message, phrase("Write it as in https://example.org/page")
    if scheme == "mailto":
        if re.match(r"mailto:[^@?]+@[^@?.]+\.[^@?]+", address):
            return None
        message = phrase("The link to %(address)s names no address.", address=told)
        return message, phrase("Write it as in mailto:name@example.org")
    if scheme == "tel":
        if re.fullmatch(r"tel:[+]?[0-9().-]*[0-9][0-9().-]*", address):
            return None
        message = phrase("The link to %(address)s names no number.", address=told)
        return message, phrase("Write it as in tel:+441632960000")
    return phrase("A course cannot link to %(address)s.", address=told), _WAYS


def _write(address: str) -> str:
    return phrase("Write %(address)s", address=address)


def _fault_of_place(address: str, file: str, known: Destinations) -> tuple[str, str] | None:
    """As `fault_of_link`, for a place within the course."""
    path, _, anchor = address.partition("#")
    told = quoted(address)
    name = normpath(join(dirname(file), path)) if path else ""
    if name.startswith(".."):
        return (
            phrase("The link to %(address)s leads out of the course’s folder.", address=told),
            phrase("Copy the file into media/, and link to that."),
        )
    if name in known.media:
        return _fault_of_file(name, anchor, told)
    if name and name not in known.names():
        return _fault_of_name(path, name, known)
    if not anchor:
        return None
    page = linked_page(address, known.course)
    if not page:
        pages = [each.id for each in known.course.pages()]
        nothing = phrase("Write the id of a page, as it is after its title.")
        remedy = did_you_mean(anchor, pages, nothing=nothing)
        if isinstance(remedy, Phrase) and "near" in remedy.values:
            remedy = remedy.with_values(near=f"#{remedy.values['near']}")
        return phrase("The course has no page %(page)s.", page=quoted(anchor)), remedy
    if name and (right := known.file_of(page)) != name:
        message = phrase("The page %(page)s is not in %(file)s.", page=quoted(anchor), file=path)
        return message, _write(f"{right}#{anchor}")
    return None


def _fault_of_file(name: str, anchor: str, told: str) -> tuple[str, str] | None:
    if not _PLAIN_NAME.fullmatch(name):
        message = phrase("Not every learning system can open the file name in %(address)s.", address=told)
        return message, phrase(
            "Rename the file: letters from a to z, digits, hyphens, underscores and full stops."
        )
    return (
        (
            phrase("The link to %(address)s names a place in a file.", address=told),
            phrase("Take #%(anchor)s out.", anchor=anchor),
        )
        if anchor
        else None
    )


def _fault_of_name(path: str, name: str, known: Destinations) -> tuple[str, str]:
    """What to say of a file that is not there."""
    told = quoted(path)
    if page := _page_called(path, known.course):
        remedy = phrase("For the page of that id, write “#%(page)s”.", page=page)
        return phrase("There is no file %(file)s in the course.", file=told), remedy
    if name.endswith(".md") or "." not in name:
        remedy = did_you_mean(name, known.names(), nothing=_WAYS)
        return phrase("There is no file %(file)s in the course.", file=told), remedy
    return phrase(
        "The link to %(address)s leads to no file that goes out with the course.", address=told
    ), _COPY
