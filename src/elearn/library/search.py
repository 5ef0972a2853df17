"""Search across reviews and courses.

The index is in memory, built from the files, and each search is within a room.
"""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

from elearn.content.course import Course
from elearn.content.kinds import Question
from elearn.content.review import Review, review_type, theme_words
from elearn.library.shelf import Library, Room

ItemKind = Literal["review", "course"]
_OPEN, _CLOSE = "\x02", "\x03"
_MARKS = re.compile(
    r"!?\[([^\]]{0,2000}+)\]\([^)]{0,2000}+\)|[*_`#>|]+|^\s{0,99}(?:[-+]|\d+[.)])\s+|[\x00-\x1f\x7f]",
    re.MULTILINE,
)
_ASKED = re.compile(r'"([^"]*)(?:"|$)|([^\s"]+)')
_WORD = re.compile(r"\w+")
_STOP_WORDS = frozenset(
    _WORD.findall("a an and are as at be by for from in is it of on or that the to was were with")
)
_LONGEST_PART = 5_000
MOST_WORDS = 32
"""Only this many words of a search count. The rest are dropped."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One review or course that was found, and the best match in it.

    `heading` is its title and `snippet` the matching text, both in pieces: the text, and whether it matches.
    `place` names where it is: `Finding f1`, or a page's title. `anchor` is the id of that place, "" for the
    whole. `places` is the number of places that match.
    """

    kind: ItemKind
    slug: str
    title: str
    place: str
    anchor: str
    heading: tuple[tuple[str, bool], ...]
    snippet: tuple[tuple[str, bool], ...]
    places: int


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits, and how many there are in all.

    `loosely`: nothing has all the words, but these have some.
    """

    total: int
    hits: tuple[Hit, ...]
    loosely: bool = False


@dataclass(frozen=True, slots=True)
class _Passage:
    kind: ItemKind
    slug: str
    title: str
    place: str
    anchor: str
    text: str


def search_library(
    room: Room,
    asked: str,
    *,
    kinds: Collection[ItemKind] = ("review", "course"),
    among: Collection[str] | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Hits:
    """Returns a page of the reviews and courses of a room that have the words asked for, the best first.

    `among` are the slugs of the reviews to search, or None for all of the room's. `limit` and `offset` choose
    the page.

    A word also matches the start of a longer word. Words between quotation marks match as a phrase. A review
    or course must have every word somewhere. If none has them all, those that have some are returned. Accents
    and case make no difference. There are no operators, so no search can be malformed.
    """
    terms = list(_terms(asked))
    if not terms:
        return Hits(0, ())
    index = _index_of(room.library)
    slugs = room.reviews if among is None else [slug for slug in among if slug in room.reviews]
    allowed = [f"review/{slug}" for slug in slugs] if "review" in kinds else []
    if "course" in kinds:
        allowed += [f"course/{slug}" for slug in room.courses]
    strict = index.ask(terms, allowed, limit, offset, every=True)
    if strict.total or len(terms) == 1:
        return strict
    loose = index.ask(terms, allowed, limit, offset, every=False)
    return Hits(loose.total, loose.hits, loosely=True)


def _terms(asked: str) -> Iterator[str]:
    """Yields each word or phrase of a search, quoted for FTS5 so that none is read as an operator.

    A word of three letters or more also matches the start of a longer word. Words that every text has are
    left out, unless there are no others. A word that is the same to the index comes once: the time that a snippet
    takes grows with the square of how often the words of a search are in a passage.
    """
    text = unicodedata.normalize("NFC", asked[:2_000]).replace("“", '"').replace("”", '"')
    parts = [
        (found[1] is not None, _WORD.findall(found[1] or found[2] or "")) for found in _ASKED.finditer(text)
    ]
    telling = [part for part in parts if part[0] or {word.casefold() for word in part[1]} - _STOP_WORDS]
    count = 0
    asked_for: set[str] = set()
    for is_phrase, words in telling or parts:
        words = words[: MOST_WORDS - count]
        begins = bool(words) and not is_phrase and len(words[-1]) > 2
        term = f'"{" ".join(words)}"' + ("*" if begins else "")
        if words and _folded(term) not in asked_for:
            count += len(words)
            asked_for.add(_folded(term))
            yield term


def _folded(term: str) -> str:
    """A term as the index compares it: without case and accents."""
    apart = unicodedata.normalize("NFKD", term.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


class _Index:
    """The passages of one library. One connection, used by one thread at a time."""

    def __init__(self, library: Library) -> None:
        self.lock = Lock()
        self.connection = sqlite3.connect(":memory:", check_same_thread=False)
        self.connection.execute(
            "create virtual table passage using fts5(item unindexed, kind unindexed, slug unindexed, "
            "called unindexed, place unindexed, anchor unindexed, title, text, "
            "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
        )
        self.connection.executemany(
            "insert into passage values (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    f"{each.kind}/{each.slug}",
                    each.kind,
                    each.slug,
                    each.title,
                    each.place,
                    each.anchor,
                    "" if each.anchor else each.title,
                    part,
                )
                for each in _passages(library)
                for part in _parts(each.text)
            ),
        )

    def ask(self, terms: list[str], allowed: list[str], limit: int, offset: int, *, every: bool) -> Hits:
        """Returns a page of the allowed items that match some term, or with `every` all terms, anywhere in
        the item.
        """
        values: dict[str, Any] = {
            "any": " OR ".join(terms),
            "allowed": json.dumps(allowed),
            "limit": limit,
            "offset": max(0, offset),
        }
        items = "select value from json_each(:allowed)"
        if every:
            values |= {f"term{n}": term for n, term in enumerate(terms)}
            items += "".join(
                f" intersect select item from passage where passage match :term{n}" for n in range(len(terms))
            )
        with self.lock:
            ranked = self.connection.execute(_RANKED.format(items=items), values).fetchall()
            if not ranked:
                (total,) = self.connection.execute(_COUNTED.format(items=items), values).fetchone()
                return Hits(total, ())
            hits = tuple(self._hit(row, places, values["any"]) for row, places, _ in ranked)
        return Hits(ranked[0][2], hits)

    def _hit(self, row: int, places: int, query: str) -> Hit:
        found = self.connection.execute(_SHOWN, {"query": query, "row": row}).fetchone()
        kind, slug, title, place, anchor, heading, snippet = found
        pieces = tuple(_pieces(heading or title)), tuple(_pieces(snippet))
        return Hit(kind, slug, title, place, anchor, *pieces, places)


_MATCHING = """
with matching as materialized (
    select rowid as row, item, bm25(passage, 0, 0, 0, 0, 0, 0, 4.0, 1.0) as score,
           bm25(passage, 0, 0, 0, 0, 0, 0, 0.0, 1.0) as in_text
      from passage where passage match :any and item in ({items}))
"""
_RANKED = (
    _MATCHING
    + """
select row, places, count(*) over () from (
    select row, item, min(score) over item_of as best, count(*) over item_of as places,
           row_number() over (partition by item order by in_text, row) as nth
      from matching window item_of as (partition by item))
 where nth = 1 order by best, item limit :limit offset :offset
"""
)
_COUNTED = _MATCHING + "select count(distinct item) from matching"
_SHOWN = f"""
select kind, slug, called, place, anchor, highlight(passage, 6, '{_OPEN}', '{_CLOSE}'),
       snippet(passage, 7, '{_OPEN}', '{_CLOSE}', ' … ', 36) from passage
 where passage match :query and rowid = :row
"""


def _pieces(snippet: str) -> Iterator[tuple[str, bool]]:
    """Returns a page of the allowed items that match any term, or with `every` all terms.

    Each term may match anywhere in the item.
    """
    for part in re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", snippet):
        if part:
            marked = part.startswith(_OPEN)
            yield (part[1:-1] if marked else part), marked


_indexes: dict[int, tuple[Library, _Index]] = {}
_index_lock = Lock()
_MOST_INDEXES = 4


def _index_of(library: Library) -> _Index:
    """Returns the index of a library, made once.

    When a file changes, there is a new library with a new index.
    """
    with _index_lock:
        kept = _indexes.get(id(library))
        if kept is None:
            while len(_indexes) >= _MOST_INDEXES:
                _indexes.pop(next(iter(_indexes)))
            kept = _indexes[id(library)] = (library, _Index(library))
        return kept[1]


def _passages(library: Library) -> Iterator[_Passage]:
    for review in library.reviews.values():
        yield from _of_review(review)
    for slug, course in library.courses.items():
        yield from _of_course(slug, course)


def _of_review(review: Review) -> Iterator[_Passage]:
    def passage(place: str, anchor: str, *texts: str) -> _Passage:
        return _Passage(
            "review", review.slug, review.title, place, anchor, _plain(" · ".join(filter(None, texts)))
        )

    facts = review_type(review.type)
    about = [review.label, review.board, review.type, facts.short, str(review.year or ""), review.method]
    about += [theme_words(theme) for theme in review.themes]
    for document in review.documents:
        about += [document.type, document.title, document.subject, document.publisher]
    about += [*review.perspectives, _phases(review.phases, review.phases_of)]
    about += [each.how for each in review.local_connections] + list(review.listed_by)
    yield passage("About this review", "", " · ".join(filter(None, about)))
    yield passage("What happened", "what-happened", review.what_happened)
    yield passage("What went well", "what-went-well", review.what_went_well)
    yield passage("What must change", "what-must-change", review.what_must_change)
    for finding in review.findings:
        words = " ".join(theme_words(theme) for theme in finding.themes)
        when = _phases([finding.phase] if finding.phase else [], review.phases_of)
        barrier = f"{finding.barrier} barrier" if finding.barrier else ""
        place = f"Finding {finding.id}"
        yield passage(place, finding.id, finding.body, words, finding.perspective or "", when, barrier)
    for each in review.recommendations:
        yield passage(f"Recommendation {each.id}", each.id, each.body, " · ".join(each.owner))


def _phases(phases: Collection[str], of: str) -> str:
    """When it was, in words: `before, after court`."""
    return f"{', '.join(phases)} {of}".strip() if phases else ""


def _of_course(slug: str, course: Course) -> Iterator[_Passage]:
    """Yields what a course teaches. Questions are left out, because their feedback gives the answers away."""
    outcomes = " ".join(outcome.text for outcome in course.outcomes)
    yield _Passage(
        "course", slug, course.title, "About this course", "", _plain(f"{course.summary} {outcomes}")
    )
    for page in course.pages():
        texts = [text for block in page.blocks if not isinstance(block, Question) for text in block.prose()]
        yield _Passage(
            "course", slug, course.title, page.title, page.id, _plain(" · ".join([page.title, *texts]))
        )


def _parts(text: str) -> Iterator[str]:
    """Yields a text in parts of at most `_LONGEST_PART` characters, cut between words."""
    while len(text) > _LONGEST_PART:
        cut = text.rfind(" ", 1, _LONGEST_PART) + 1 or _LONGEST_PART
        yield text[:cut]
        text = text[cut:]
    yield text


def _plain(text: str) -> str:
    """Returns Markdown as plain words."""
    return " ".join(_MARKS.sub(lambda found: f" {found[1] or ''} ", text).split())
