"""Finds recommendations in a document.

They may be numbered, in lists, in tables of an action plan, in sentences, or questions for the board.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from elearn.intake.dates import only_day
from elearn.intake.document import number_of
from elearn.intake.found import FoundFinding, FoundRecommendation, Spot
from elearn.intake.grids import Grid, grids_of
from elearn.intake.owners import owners_in, owners_of_cell, owners_of_sentence
from elearn.intake.sections import Part, bare

_NAMED = re.compile(
    r"^(?:(?:key|national|local|additional|overarching|single agency)\s+)?recommendation\b\s*(?:no\.?\s*)?#?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})?[a-z]?|(?-i:[A-Z]|[ivx]{1,4}))\b\)?\s*[:.–—-]?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_COUNTED = re.compile(r"^R(?P<number>\d{1,2})\s*[.:)–-]?\s+(?P<rest>\S.*)$", re.DOTALL)
_UNNUMBERED = re.compile(r"^recommendation\s*:\s*(?P<rest>\S.*)$", re.IGNORECASE | re.DOTALL)
_SAYS = re.compile(
    r"^(it is (therefore )?recommended|(we|(the|this) (review|reviewers?|author|panel|report|lead reviewer)s?)"
    r" (therefore )?recommends?)\b(?! (?:in|to) )",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(should|must|needs? to|ought to|is asked to|are asked to|to (ensure|review|develop|provide|seek|consider"
    r"|agree|make|report|work|share|promote|strengthen|establish|commission|produce|undertake|audit|assure))\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"(makes?|made|following|accept(s|ed)?|set out|sets out|below|agreed|these|are|the) .{0,40}recommendations?\b",
    re.I,
)
_FOLLOWS = re.compile(
    r"^(progress|implementation|delivery|(an|the) action plan|(these|the|all) (recommendations|actions))\b.{0,40}"
    r"\b(will|is|are|has|have|been)\b",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"^(?P<who>responsible( agency| person)?|owner(ship)?|lead( agency| officer| partner)?|(by )?who(m)?|agency"
    r"|agencies|for)\s*[:–-]\s*(?P<owner>.+)$"
    r"|^(?P<when>time ?scales?|time ?frame|(by )?when|due( date| by)?|deadline|target( date)?|complete by)"
    r"\s*[:–-]\s*(?P<due>.+)$",
    re.IGNORECASE,
)
_FINDING = re.compile(r"\bfinding\s+(\d{1,2})\b", re.IGNORECASE)
_FEWEST_WORDS = 4
_FEWEST_WORDS_OF_AN_ITEM = 2


@dataclass(slots=True)
class _Search:
    """What has been found so far, and the place, number and title of one whose text is still to come."""

    made: list[FoundRecommendation] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    waiting: tuple[Part, str, str] | None = None
    early: list[re.Match[str]] = field(default_factory=list)
    """Lines about the one that waits, which came before its text."""
    owned: FoundRecommendation | None = None
    """The last one whose owner a line of its own gave."""

    def attach(self, attribute: re.Match[str]) -> None:
        """Gives an owner or a timescale to the last one. A second does not replace the first that was given so."""
        last = self.made[-1]
        if attribute["owner"]:
            before = last.owner if self.owned is last else ()
            last.owner = tuple(dict.fromkeys((*before, *owners_of_cell(attribute["owner"]))))
            self.owned = last
        else:
            last.timescale = "; ".join(filter(None, (last.timescale, attribute["due"].strip())))
            last.due = only_day(last.timescale)

    def settle(self) -> None:
        """Takes the title of the one that waits as its text, because no text comes."""
        if self.waiting:
            part, number, title = self.waiting
            self.waiting = None
            if title:
                _add(part, title, number, self)
        self.early.clear()


def find_recommendations(parts: list[Part]) -> tuple[list[FoundRecommendation], set[int]]:
    """Returns the recommendations in order, each once, and the numbers of the paragraphs used for them."""
    search = _Search()
    grids = grids_of(parts)
    for part in parts:
        if part.role in ("aside", "response"):
            search.settle()
        elif part.paragraph.shape == "row":
            if grid := grids.get(part.index):
                _from_grid(grid, part, search)
        elif part.paragraph.shape == "heading":
            search.settle()
            _named(part, bare(part.paragraph.text), search)
        else:
            _from_text(part, search)
    search.settle()
    return _merge_repeated(search.made), search.used


def _from_text(part: Part, search: _Search) -> None:
    p = part.paragraph
    text = p.text.strip()
    if attribute := _ATTRIBUTE.match(text):
        _attribute(part, attribute, search)
        return
    if _named(part, text, search):
        return
    if search.waiting:
        _, number, title = search.waiting
        search.waiting = None
        _add(part, text, number, search, heading=title)
    elif part.role == "questions":
        if p.shape == "item" or text.endswith("?"):
            _add(part, text, number_of(p.marker), search, question=True)
    elif part.role == "recommend":
        _in_section(part, text, search)
    elif _SAYS.match(text) and not text.endswith(":"):
        _add(part, text, "", search)


def _in_section(part: Part, text: str, search: _Search) -> None:
    p = part.paragraph
    counted = _COUNTED.match(text)
    if counted:
        _add(part, counted["rest"], counted["number"], search)
    elif text.endswith(":") or len(text.split()) < _FEWEST_WORDS_OF_AN_ITEM:
        return
    elif p.shape == "item" or p.marker:
        if not (_INTRODUCES.search(text) and not _ASKS.search(text)):
            _add(part, text, number_of(p.marker), search)
    elif len(text.split()) < _FEWEST_WORDS or _FOLLOWS.match(text):
        return
    elif _SAYS.match(text) or (_ASKS.search(text) and not _INTRODUCES.search(text)):
        _add(part, text, "", search)


def _named(part: Part, text: str, search: _Search) -> bool:
    """Takes "Recommendation 3: …". If its words come in the next paragraph, the search waits for them."""
    found = _NAMED.match(text) or _UNNUMBERED.match(text)
    if not found:
        return False
    number = found.groupdict().get("number") or ""
    rest = found["rest"].strip()
    if number and rest[:1].islower() and not part.role.startswith("recommend"):
        return False  # "Recommendation 3 was accepted" is about a recommendation
    search.settle()
    search.used.add(part.index)
    title = not _ASKS.search(rest) and (
        part.paragraph.shape == "heading" or (len(rest.split()) <= 12 and rest[-1:] not in ".;")
    )
    if len(rest.split()) < _FEWEST_WORDS or title:
        search.waiting = (part, number, rest)
    else:
        _add(part, rest, number, search)
    return True


def _attribute(part: Part, attribute: re.Match[str], search: _Search) -> None:
    """Gives what a line says ("Owner: police") to the recommendation above it, or to the one that waits."""
    if search.waiting and search.waiting[2]:
        search.settle()
    if search.waiting:
        search.early.append(attribute)
    elif (
        search.made
        and part.index - search.made[-1].spot.index <= 6
        and search.made[-1].spot.path == part.path
    ):
        search.attach(attribute)
    else:
        return
    search.used.add(part.index)


def _add(
    part: Part, text: str, number: str, search: _Search, heading: str = "", question: bool = False
) -> None:
    search.used.add(part.index)
    by = re.search(r"\b(?:by|before|no later than|until)\s+(?:the end of\s+)?([^.;,]{4,30}?\d{4})", text)
    within = re.search(r"\bwithin\s+\w+\s+(?:working\s+)?(?:days?|weeks?|months?)\b", text)
    made = FoundRecommendation(
        text, number, spot_of(part), heading=heading, question=question, tier=part.tier
    )
    made.owner = () if question else owners_of_sentence(text)
    if by and (due := only_day(by[1])):
        made.due, made.timescale = due, by[0]
    elif within and re.search(r"(implement|complete|report back|deliver)\w* within", text):
        made.timescale = within[0]
    search.made.append(made)
    for attribute in search.early:
        search.attach(attribute)
    search.early.clear()


def spot_of(part: Part) -> Spot:
    """Returns the place of a part."""
    return Spot(part.paragraph.page, part.path, part.index)


def _from_grid(grid: Grid, part: Part, search: _Search) -> None:
    cells = part.paragraph.cells
    if grid.header == part.index:
        return
    if grid.recommendation is None:
        return
    text = max(cells[grid.recommendation : grid.until], key=len).strip()
    if len(text.split()) < (_FEWEST_WORDS if sum(map(bool, cells)) == 1 else _FEWEST_WORDS_OF_AN_ITEM):
        return
    number = cells[grid.number].strip(" .") if grid.number is not None else ""
    named = _NAMED.match(text) or _COUNTED.match(text)
    if named and len(named["rest"].split()) >= _FEWEST_WORDS:
        number, text = named["number"], named["rest"]
    heading = cells[grid.issue] if grid.issue is not None else ""
    made = FoundRecommendation(" ".join(text.split()), number, spot_of(part), heading=heading, tier=part.tier)
    if grid.owner is not None:
        made.owner = owners_of_cell(cells[grid.owner])
    if grid.due is not None:
        made.timescale = cells[grid.due]
        made.due = only_day(cells[grid.due])
    made.owner = made.owner or owners_of_sentence(text)
    search.used.add(part.index)
    search.made.append(made)


def _merge_repeated(made: Iterable[FoundRecommendation]) -> list[FoundRecommendation]:
    """Merges recommendations that a document gives twice in the same words, in its summary and in its plan.

    Those in other words stay apart, and so do those with another day or tier: a person sees which of them are one.
    """
    kept: dict[tuple[str, ...], list[FoundRecommendation]] = {}
    for each in made:
        alike = kept.setdefault(_same_words(each.text), [])
        same = next((other for other in alike if _agree(other, each)), None)
        if same is None:
            alike.append(each)
            continue
        same.owner = tuple(dict.fromkeys((*same.owner, *each.owner)))
        for name in ("due", "timescale", "number", "heading", "tier"):
            setattr(same, name, getattr(same, name) or getattr(each, name))
    return sorted((each for alike in kept.values() for each in alike), key=lambda each: each.spot.index)


def _same_words(text: str) -> tuple[str, ...]:
    """Returns the words and figures of a text, which are the same whatever its spaces, case, quotes and punctuation."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(re.findall(r"\w+|[%£$€+<>=]", re.sub(r"['’‘`´]", "", plain)))


def _agree(a: FoundRecommendation, b: FoundRecommendation) -> bool:
    """Returns whether what two say besides their text can be true of one recommendation."""
    said = ((a.due, b.due), (a.tier, b.tier), (a.question or None, b.question or None))
    return all(first is None or second is None or first == second for first, second in said)


def link(recommendations: list[FoundRecommendation], findings: list[FoundFinding]) -> None:
    """Sets which finding each recommendation answers: the only one that it can be, or none.

    It answers a finding if it is below the finding's heading or names the finding's number.
    """
    for each in recommendations:
        named = _FINDING.search(f"{each.heading} {each.text}")
        by_number: list[int] = []
        above: list[int] = []
        for place, finding in enumerate(findings):
            own = _FINDING.search(finding.heading)
            if named and own and named[1] == own[1]:
                by_number.append(place)
            path = finding.spot.path
            if finding.heading and path and each.spot.path[: len(path)] == path:
                above.append(place)
        answers = by_number or above
        each.answers = answers[0] if len(answers) == 1 else None
        if not each.owner:
            each.owner = owners_in(each.heading)
