"""Finds what a report says was done well and what it says should be better."""

import re
from dataclasses import dataclass, field

from elearn.intake.document import BULLETS
from elearn.intake.found import FoundFinding, Nature
from elearn.intake.grids import Grid, grids_of
from elearn.intake.recommendations import spot_of
from elearn.intake.sections import TOPIC, Part, Role, bare, role_of, tier_of
from elearn.intake.wording import pattern

_MARKED = re.compile(
    r"^(?P<what>(key |practice |system )?(learning( points?)?|lessons?( learn(ed|t))?|findings?|practice points?"
    r"|good practice( examples?)?|points? to learn))"
    r"\s*(?P<number>\d{1,2}|[A-Z]|[ivx]{1,3})?\s*[:.–—-]\s*(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FEWEST_WORDS = 4
_FEWEST_WORDS_OF_AN_ITEM = 2
_OF_ROLE: dict[Role, Nature] = {"well": "strength", "improve": "improvement"}


@dataclass(slots=True)
class _Search:
    parts: list[Part]
    used: set[int]
    made: list[FoundFinding] = field(default_factory=list)
    topic: str = ""
    said: bool = False
    """Whether the topic's first paragraph has been taken."""
    divided: set[tuple[str, ...]] = field(default_factory=set)
    marked: set[tuple[str, ...]] = field(default_factory=set)


def find_findings(parts: list[Part], used: set[int]) -> list[FoundFinding]:
    """Returns the findings in order. `used` holds the paragraphs that recommendations were taken from."""
    search = _Search(parts, used)
    for part in parts:
        if part.paragraph.shape == "heading" and len(part.path) > 1:
            search.divided.add(part.path[:-1])
        elif part.paragraph.shape != "heading" and _MARKED.match(part.paragraph.text):
            search.marked.add(part.path)
    grids = grids_of(parts)
    for part in parts:
        if part.role in ("aside", "response", "questions", "recommend"):
            search.topic = ""
        elif part.paragraph.shape == "heading":
            _heading(part, search)
        elif part.paragraph.shape == "row":
            if part.index not in used:
                _from_row(grids[part.index], part, search)
        elif part.index not in used:
            _from_text(part, search)
    return search.made


def _heading(part: Part, search: _Search) -> None:
    search.topic = ""
    text = bare(part.paragraph.text)
    named = TOPIC.match(text)
    if named or (part.role in ("findings", "analysis", "well", "improve") and not part.own):
        search.topic, search.said = text, part.path in search.divided
        if named and not _has_text(part, search):
            _add(part, text, "", search)


def _has_text(part: Part, search: _Search) -> bool:
    """Returns whether there is text between a heading and the next."""
    following = (each for each in search.parts if each.index > part.index)
    after = next(following, None)
    return (
        after is not None and after.paragraph.shape != "heading" and after.path[: len(part.path)] == part.path
    )


def _from_text(part: Part, search: _Search) -> None:
    text = part.paragraph.text.strip()
    if marked := _MARKED.match(text):
        good = "good" in marked["what"].lower()
        _add(part, marked["rest"], "", search, "strength" if good else None)
        return
    fewest = _FEWEST_WORDS_OF_AN_ITEM if part.paragraph.shape == "item" else _FEWEST_WORDS
    if text.endswith(":") or len(text.split()) < fewest:
        return
    if search.topic:
        if not search.said:
            search.said = part.paragraph.shape != "item"
            _add(part, text, search.topic, search)
        elif part.role == "well":
            _add(part, text, search.topic, search)
        elif pattern("good_practice").search(text) and not pattern("lacks").search(text):
            _add(part, text, "", search, "strength")
    elif part.role in ("well", "improve"):
        _add(part, text, "", search)
    elif part.role == "findings":
        introduces = part.path in search.divided or part.path in search.marked
        if part.paragraph.shape == "item" or not introduces:
            _add(part, text, "", search)
    elif part.role in ("happened", "analysis", "") and pattern("good_practice").search(text):
        _add(part, text, "", search, "strength")


def _from_row(grid: Grid, part: Part, search: _Search) -> None:
    cells = part.paragraph.cells
    if grid.form:
        role = role_of(cells[0].rstrip("?:"))
        if role in ("well", "improve", "findings"):
            for line in cells[1].split("\n"):
                _from_cell(part, line, role, search)
        return
    if part.index == grid.header:
        return
    if grid.issue is not None and part.role != "happened":
        said = [cells[grid.issue], *cells[grid.issue + 1 :]]
        _from_cell(
            part, next((cell for cell in said if len(cell.split()) >= _FEWEST_WORDS), ""), "findings", search
        )
        return
    for cell, role in zip(cells, grid.heads, strict=False):
        if role in ("well", "improve"):
            for line in cell.split("\n"):
                _from_cell(part, line, role, search)


def _from_cell(part: Part, text: str, role: Role, search: _Search) -> None:
    text = re.sub(rf"^[{BULLETS}*-]\s*", "", text.strip())
    if len(text.split()) >= _FEWEST_WORDS_OF_AN_ITEM:
        _add(part, text, "", search, _OF_ROLE.get(role))


def _add(part: Part, text: str, topic: str, search: _Search, nature: Nature | None = None) -> None:
    said = nature or _OF_ROLE.get(part.role)
    guessed, sure = (said, True) if said else nature_of(f"{topic}. {text}")
    tier = part.tier or tier_of(topic)
    search.made.append(FoundFinding(text, topic, guessed, sure, tier, spot_of(part)))


def nature_of(text: str) -> tuple[Nature, bool]:
    """Returns whether words describe a strength or something to improve, and whether that is certain."""
    if pattern("good_practice").search(text):
        return "strength", not pattern("lacks").search(text)
    lacks, does = len(pattern("lacks").findall(text)), len(pattern("does").findall(text))
    if does and not lacks:
        return "strength", does > 1
    return "improvement", lacks > 0 and lacks >= does
