"""Where the links of a course may lead: its pages and modules, files in media/, and addresses elsewhere."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from elearn.content.course.model import Course
from elearn.content.text import did_you_mean, quoted

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LETTER = r"[A-Za-z0-9\u0080-\uffff]"
_HOST = re.compile(rf"{_LETTER}(?:(?:{_LETTER}|[.-])*{_LETTER})?(?::[0-9]+)?|\[[0-9A-Fa-f:.]+\](?::[0-9]+)?")
_SITE = re.compile(
    r"(?:www\.|[\w.-]+\.(?:org|com|net|uk|gov|edu|eu|int|info|nhs|scot|wales|cymru|ie)(?:/|$))", re.I
)
_PLAIN_NAME = re.compile(r"media(/[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*)+")
_WAYS = (
    "Link to a page (#page-id), a module (01-name.md), a file in media/, or one with https:, mailto: or tel:."
)


_MODULE = re.compile(r"([0-9]{2,4})-([a-z0-9-]+)\.md")
INTRODUCTION = "_start"
"""The page that learners see first, as links within the player name it."""


def linked_page(address: str, course: Course) -> str:
    """The id of the page of the course that a link leads to: `#page`, `01-module.md#page`, `01-module.md`; or ""."""
    path, _, anchor = unquote(address).strip().partition("#")
    if anchor:
        return anchor if any(page.id == anchor for page in course.pages()) else ""
    name = path.rpartition("/")[2]
    if name == "course.md":
        return INTRODUCTION
    found = _MODULE.fullmatch(name)
    ids = (f"{found[2]}-{found[1]}", found[2]) if found else ()  # the number is in an id that two names would share
    first = {module.id: module.pages[0].id for module in course.modules}
    return next((first[each] for each in ids if each in first), "")


@dataclass(frozen=True)
class Destinations:
    """What a link within a course may lead to.

    `pages` gives the file of each page by its id. `files` are `course.md` and the modules, `media` what goes out.
    """

    pages: Mapping[str, str]
    files: frozenset[str]
    media: frozenset[str]

    @classmethod
    def of(cls, course: Course, files: Iterable[str]) -> "Destinations":
        """Those of a course. `files` are the names of `course.md` and of its modules' files, in order."""
        names = tuple(files)
        pages = {
            page.id: name
            for module, name in zip(course.modules, names[1:], strict=False)
            for page in module.pages
        }
        return cls(pages, frozenset(names), frozenset(path.as_posix() for path in course.media()))


def fault_of_link(address: str, file: str, known: Destinations) -> tuple[str, str] | None:
    """The message and the remedy for a link that leads nowhere, else None.

    `address` is as the parser gives it. `file` is the name, below the course's folder, of the file with the link.
    """
    address = unquote(address).strip()
    told = quoted(address)
    if not address or address == "#":
        return "A link leads nowhere.", "Write its address between the round brackets: [words](#page-id)."
    if "\\" in address or re.match(r"[A-Za-z]:(?![A-Za-z])|/", address) or address.startswith("file:"):
        message = f"The link to {told} leads to a place on one computer."
        if address.startswith("//"):
            return f"The link to {told} does not say how to get there.", f"Write https:{address}"
        return message, "Put the file into the course’s folder, below media/, and link to media/name.pdf."
    if scheme := _SCHEME.match(address):
        return _fault_of_address(scheme[1].lower(), address)
    if _SITE.match(address):
        return f"The link to {told} leads to no file of the course.", f"Write https://{address}"
    return _fault_of_place(address, file, known)


def _fault_of_address(scheme: str, address: str) -> tuple[str, str] | None:
    told = quoted(address)
    if scheme in ("http", "https"):
        try:
            host = urlsplit(address).netloc.rpartition("@")[2]
        except ValueError:
            host = ""
        sound = bool(_HOST.fullmatch(host)) and ".." not in host
        return (
            None
            if sound
            else (f"The address {told} names no site.", "Write it as in https://example.org/page")
        )
    if scheme == "mailto":
        sound = bool(re.match(r"mailto:[^@?]+@[^@?.]+\.[^@?]+", address))
        return (
            None
            if sound
            else (f"The link to {told} names no address.", "Write it as in mailto:name@example.org")
        )
    if scheme == "tel":
        sound = bool(re.fullmatch(r"tel:[+]?[0-9().-]*[0-9][0-9().-]*", address))
        return None if sound else (f"The link to {told} names no number.", "Write it as in tel:+441632960000")
    return f"A course cannot link to {told}.", _WAYS


def _fault_of_place(address: str, file: str, known: Destinations) -> tuple[str, str] | None:
    """As `fault_of_link`, for a place within the course."""
    path, _, anchor = address.partition("#")
    told = quoted(address)
    name = normpath(join(dirname(file), path)) if path else ""
    if name.startswith(".."):
        return (
            f"The link to {told} leads out of the course’s folder.",
            "Copy the file into media/, and link to that.",
        )
    if name in known.media and not _PLAIN_NAME.fullmatch(name):
        message = f"Not every learning system can open the file name in {told}."
        return message, "Rename the file: letters from a to z, digits, hyphens, underscores and full stops."
    if name in known.media:
        return (f"The link to {told} names a place in a file.", f"Take #{anchor} out.") if anchor else None
    if name and name not in known.files:
        if name.endswith(".md") or "." not in name:
            near = did_you_mean(name, sorted(known.files), nothing=_WAYS)
            return f"There is no file {quoted(path)} in the course.", near
        return f"The link to {told} leads to no file that goes out with the course.", (
            "Put the file into the course’s folder, below media/, and link to media/name.pdf."
        )
    if anchor and anchor not in known.pages:
        near = did_you_mean(anchor, known.pages, nothing="Write the id of a page, as it is after its title.")
        return f"The course has no page {quoted(anchor)}.", near.replace("“", "“#") if near.startswith(
            "Did"
        ) else near
    if name and anchor and known.pages[anchor] != name:
        return f"The page {quoted(anchor)} is not in {path}.", f"Write {known.pages[anchor]}#{anchor}"
    return None
