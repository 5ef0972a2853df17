"""A Word file that was handed out and comes back: its paragraphs, bookmarks, comments and tracked changes.

It is read in the process that `sandbox.py` describes. What the bookmarks mean, and what the course says, is for others.
"""

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import Any

from elearn.intake.extract import word_in_own_process
from elearn.intake.faults import Unreadable
from elearn.intake.word import MAX_PARAGRAPHS, open_word, safe_xml
from elearn.phrases import phrase

MOST_COMMENTS = 2_000
LONGEST = 4_000
"""Characters of a comment, and of the words of one tracked change."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)")
_TAKEN_OUT = (f"{_W}del", f"{_W}moveFrom")
_GOOGLE_TOLD = re.compile(r"_(Marked as resolved|Re-opened)_\s*", re.IGNORECASE)


@dataclass
class Line:
    """A paragraph as it would be with all changes taken, and the names of the bookmarks that it is in."""

    text: str = ""
    marks: list[str] = field(default_factory=list)


@dataclass
class Said:
    """A comment. `at` is the paragraph that it begins in, -1: nowhere. `replies_to` is the id of another one, or ""."""

    id: str
    name: str
    made_at: str
    text: str
    at: int = -1
    replies_to: str = ""
    done: bool = False


@dataclass
class Tracked:
    """A tracked change in a paragraph: words that somebody put in (`added`) or took out."""

    at: int
    by: str
    words: str
    added: bool


@dataclass
class ReturnedFile:
    """A Word file as it came back."""

    lines: list[Line]
    comments: list[Said]
    tracked: list[Tracked]


def read_returned(data: bytes, name: str) -> ReturnedFile:
    """What a Word file holds, read in a process of its own. Raises `InputFault`, with a remedy, if it cannot be."""
    answer = word_in_own_process(data, name, "returned")
    return ReturnedFile(
        [Line(**each) for each in answer["lines"]],
        [Said(**each) for each in answer["comments"]],
        [Tracked(**each) for each in answer["tracked"]],
    )


def returned_json(data: bytes) -> str:
    """The same as JSON, read in this process. Raises `Unreadable`."""
    return json.dumps(asdict(returned_file(data)))


def returned_file(data: bytes) -> ReturnedFile:
    """The same, read in this process. Raises `Unreadable`."""
    open_word(data)
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = {name.lower(): name for name in package.namelist()}

        def part(name: str) -> Any:
            return safe_xml(package.read(names[name])) if name in names else None

        walk = _Walk()
        walk.body(part("word/document.xml"))
        comments = _comments(part("word/comments.xml"), part("word/commentsextended.xml"), walk.begins)
    return ReturnedFile(walk.lines, comments, walk.tracked)


@dataclass
class _Walk:
    """Goes through the document in order. `begins` is the paragraph in which each comment begins, by its id."""

    lines: list[Line] = field(default_factory=list)
    tracked: list[Tracked] = field(default_factory=list)
    begins: dict[str, int] = field(default_factory=dict)
    _open: dict[str, str] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)

    def body(self, root: Any) -> None:
        """Reads the whole document."""
        for element in root:
            self._element(element, None)

    def _element(self, element: Any, line: Line | None, change: str = "", by: str = "") -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag == _FALLBACK:
            return
        if tag == f"{_W}p":
            self._paragraph(element)
        elif tag == f"{_W}bookmarkStart":
            self._open[str(element.get(f"{_W}id"))] = name = str(element.get(f"{_W}name"))[:80]
            if line is not None and name not in line.marks:
                line.marks.append(name)
        elif tag == f"{_W}bookmarkEnd":
            self._open.pop(str(element.get(f"{_W}id")), None)
        elif tag in (f"{_W}commentRangeStart", f"{_W}commentReference"):
            self._comment(str(element.get(f"{_W}id")), line)
        elif tag == f"{_W}t" and line is not None and not change:
            line.text += element.text or ""
        elif tag in (f"{_W}tab", f"{_W}br", f"{_W}cr") and line is not None and not change:
            line.text += " "
        elif tag in (f"{_W}ins", f"{_W}moveTo", *_TAKEN_OUT):
            self._change(element, line, tag in _TAKEN_OUT)
        else:
            for child in element:
                self._element(child, line, change, by)

    def _paragraph(self, element: Any) -> None:
        if len(self.lines) >= MAX_PARAGRAPHS:
            raise Unreadable(
                phrase("The file has more than %(most)s paragraphs.", most=f"{MAX_PARAGRAPHS:,}"),
                phrase("Choose the file that was handed out."),
            )
        line = Line(marks=list(dict.fromkeys(self._open.values())))
        self.lines.append(line)
        for own in self._waiting:
            self.begins.setdefault(own, len(self.lines) - 1)
        self._waiting.clear()
        for child in element:
            self._element(child, line)

    def _comment(self, own: str, line: Line | None) -> None:
        if line is None:
            self._waiting.append(own)
        else:
            self.begins.setdefault(own, len(self.lines) - 1)

    def _change(self, element: Any, line: Line | None, out: bool) -> None:
        words = "".join(each.text or "" for each in element.iter(f"{_W}t", f"{_W}delText")).strip()
        if words:
            by = str(element.get(f"{_W}author") or "")[:120]
            self.tracked.append(Tracked(max(0, len(self.lines) - 1), by, words[:LONGEST], added=not out))
        for child in element:
            self._element(child, line, "out" if out else "")


def _comments(root: Any, extended: Any, begins: Mapping[str, int]) -> list[Said]:
    """All comments. Their threads are as the file says; if it says nothing of threads, by their places."""
    if root is None:
        return []
    found, paragraphs = list[Said](), dict[str, str]()
    for each in root.iter(f"{_W}comment"):
        if len(found) >= MOST_COMMENTS:
            break
        own = str(each.get(f"{_W}id"))
        lines = ["".join(_words(line)).strip() for line in each.iter(f"{_W}p")]
        text = "\n".join(line for line in lines if line)[:LONGEST]
        when = _INSTANT.match(str(each.get(f"{_W}date") or ""))
        name = " ".join(str(each.get(f"{_W}author") or "").split())[:120]
        found.append(Said(own, name, f"{when[1]}Z" if when else "", text, begins.get(own, -1)))
        for line in each.iter(f"{_W}p"):  # the last one of a comment stands for it
            if para := line.get(f"{_W14}paraId"):
                paragraphs[str(para).upper()] = own
    if extended is not None:
        _thread(found, paragraphs, extended)
    else:
        _thread_by_place(found)
    return [each for each in found if each.text]


def _words(paragraph: Any) -> Iterator[str]:
    for each in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab"):
        yield (each.text or "") if each.tag == f"{_W}t" else " "


def _thread(found: list[Said], paragraphs: Mapping[str, str], extended: Any) -> None:
    by_id = {each.id: each for each in found}
    for each in extended.iter(f"{_W15}commentEx"):
        own = by_id.get(paragraphs.get(str(each.get(f"{_W15}paraId") or "").upper(), ""))
        if own is None:
            continue
        own.done = each.get(f"{_W15}done") in ("1", "true", "on")
        own.replies_to = paragraphs.get(str(each.get(f"{_W15}paraIdParent") or "").upper(), "")
        if own.replies_to == own.id:
            own.replies_to = ""


def _thread_by_place(found: list[Said]) -> None:
    """Google Docs writes replies as comments at the same place, and says in words that one is resolved."""
    first = dict[int, Said]()
    for each in found:
        head = first.get(each.at)
        told = _GOOGLE_TOLD.match(each.text)
        if head is not None and told:
            head.done = told[1].lower().startswith("marked")
            each.text, each.replies_to = each.text[told.end() :].strip(), head.id
        elif each.at >= 0:
            first[each.at] = each
