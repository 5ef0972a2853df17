"""Recommendations that nobody acts on: those who must act, and have recorded neither an action nor a dissemination.

The caller reads the reviews, and hands over what each recommendation says of who must act by when.
docs/reviews.md has the definition.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from elearn.database import Connection, Database
from elearn.tracker.paging import PAGE_SIZE
from elearn.tracker.registers.dissemination import DONE
from elearn.tracker.scope import Actor

Groups = Mapping[str, tuple[tuple[str, ...], ...] | None]
"""By the words for several agencies at once, the words for each of them. None: every agency at the top of the tree."""
_APOSTROPHES = re.compile("['‘’ʼ`]")
_SPACES = re.compile(r"[\s\-_‐‑–]+")


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation (`review-slug#id`): the words for those who must act, and by when (None: no day is given)."""

    reference: str
    owners: tuple[str, ...] = ()
    due: date | None = None

    @property
    def review(self) -> str:
        """The slug of its review."""
        return self.reference.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A recommendation that an agency has not acted on. `owner` are the review's words for the agency.

    `agency` is None if no agency here is called so. If `owner` is "" too, the review names nobody. `late`: its day is
    past, by so many days.
    """

    recommendation: str
    owner: str
    agency: str | None
    agency_name: str | None
    due: date | None
    late: bool
    days_late: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One page of what waits, the longest overdue first, and what is said of the whole list.

    It has `total` rows of so many `recommendations`, and `late` of them are past their day. `next_due` is the first day
    that is still to come. `asked` is how many rows there would be if nobody had acted.
    """

    rows: list[Waiting]
    total: int
    late: int
    recommendations: int
    next_due: date | None
    asked: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A recommendation that an agency has acted on: by an action, by a dissemination of its review, or by both."""

    recommendation: str
    agency: str
    agency_name: str
    action: bool
    dissemination: bool


@dataclass(frozen=True, slots=True)
class _Agency:
    id: str
    name: str
    kind: str
    parent: str | None
    mine: bool


@dataclass(frozen=True, slots=True)
class _Owners:
    """Who must act on a recommendation: agencies with the words for each, and the words that no agency here has."""

    agencies: Mapping[str, str]
    missing: tuple[str, ...]


def unanswered(
    db: Database,
    actor: Actor,
    recommended: Iterable[Recommended],
    groups: Groups,
    on: date,
    *,
    review: str = "",
    agency: str = "",
    late: bool = False,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Unanswered:
    """What waits on the day `on`: past due first, then by the day, then what has no day.

    A lead sees the rows of their own agency and its parts. Rows without an agency are for those who see every agency.
    `agency` includes its children. `late`: only what is past due.
    """
    actor.must("record")
    with db.read() as conn:
        known = _Known(conn, actor, groups, agency)
    rows: list[Waiting] = []
    total = overdue = recommendations = asked = 0
    next_due = None
    first = (max(page, 1) - 1) * size
    for each in _by_day(recommended, review):
        is_late = each.due is not None and each.due < on
        if late and not is_late:
            continue
        waiting, nameless, all_of_them = known.waiting(each)
        asked += all_of_them
        count = len(waiting) + len(nameless)
        if not count:
            continue
        if total < first + size and total + count > first:
            pairs = [*known.in_order(each, waiting), *((owner, None) for owner in nameless)]
            rows += (
                known.row(each, owner, id, on)
                for owner, id in pairs[max(first - total, 0) : first + size - total]
            )
        if each.due and not is_late and next_due is None:
            next_due = each.due
        total, overdue, recommendations = total + count, overdue + count * is_late, recommendations + 1
    return Unanswered(rows, total, overdue, recommendations, next_due, asked)


def answered(
    db: Database, actor: Actor, recommended: Iterable[Recommended], groups: Groups, *, review: str = ""
) -> list[Answered]:
    """Who has acted on the recommendations of a review, and how. A lead sees their own agency and its parts."""
    actor.must("record")
    with db.read() as conn:
        known = _Known(conn, actor, groups)
    found = []
    for each in _by_day(recommended, review):
        acted, told = known.acted.get(each.reference, set()), known.told.get(each.review, set())
        theirs = (acted | told).intersection(known.owners(each).agencies) & known.shown
        found += [
            Answered(each.reference, id, known.agencies[id].name, id in acted, id in told)
            for _owner, id in known.in_order(each, theirs)
        ]
    return found


def stamp(db: Database) -> tuple[int, ...]:
    """What changes whenever somebody acts on a recommendation. An answer is right as long as this is the same."""
    with db.read() as conn:
        found = conn.tuples(
            f"""
            select 1, count(*), coalesce(max(id), 0), 0, 0 from recommendation_action
            union all
            select 2, count(*), coalesce(max(id), 0), coalesce(sum(struck), 0),
                   coalesce(sum(case when {DONE} then 1 else 0 end), 0)
              from dissemination d
            """
        )
    return tuple(int(each) for row in sorted(found) for each in row)


class _Known:
    """The agencies, and who has acted, as they are at one moment."""

    def __init__(self, conn: Connection, actor: Actor, groups: Groups, within: str = "") -> None:
        scope = actor.record_scope()
        found = conn.objects(
            _Agency,
            f"""
            select id, name, kind, parent, case when {scope.on_agency("agency.id")} then 1 else 0 end as mine
              from agency order by name, id
            """,
            scope.params,
        )
        self.agencies = {each.id: each for each in found}
        self.place = {each.id: number for number, each in enumerate(found)}
        self.shown = frozenset(each.id for each in found if each.mine)
        self.sees_all = scope.kind == "everyone" and not within
        if within:
            self.shown &= set(
                conn.column("select agency from agency_within where within = :within", {"within": within})
            )
        self.acted = _pairs(
            conn,
            """
            select distinct x.recommendation, w.within
              from recommendation_action x join agency_within w on w.agency = x.agency
            """,
        )
        self.told = _pairs(
            conn,
            f"""
            select distinct d.review, w.within
              from dissemination d join agency_within w on w.agency = d.agency
             where d.struck = 0 and {DONE}
            """,
        )
        self._groups = {same_words(words): members for words, members in groups.items()}
        self._called: dict[str, set[str]] = {}
        for each in found:
            for words in (each.kind, each.id, each.name):
                self._called.setdefault(same_words(words), set()).add(each.id)
        self._kept: dict[tuple[str, ...], _Owners] = {}

    def waiting(self, each: Recommended) -> tuple[set[str], tuple[str, ...], int]:
        """The agencies that have not acted, the words that no agency has, and how many rows these could be."""
        owners = self.owners(each)
        theirs = self.shown.intersection(owners.agencies)
        nameless = owners.missing if self.sees_all else ()
        open_ones = theirs.difference(self.acted.get(each.reference, ()), self.told.get(each.review, ()))
        return set(open_ones), nameless, len(theirs) + len(nameless)

    def in_order(self, each: Recommended, ids: Collection[str]) -> list[tuple[str, str]]:
        """The words for each of the agencies and its id, by name."""
        words = self.owners(each).agencies
        return [(words[id], id) for id in sorted(ids, key=self.place.__getitem__)]

    def row(self, each: Recommended, owner: str, id: str | None, on: date) -> Waiting:
        """A recommendation that waits for an agency, or for somebody whom no agency here is."""
        days = (on - each.due).days if each.due and each.due < on else 0
        name = self.agencies[id].name if id else None
        return Waiting(each.reference, owner, id, name, each.due, days > 0, days)

    def owners(self, each: Recommended) -> _Owners:
        """Who must act on a recommendation. An agency that is named twice is there once."""
        if each.owners not in self._kept:
            self._kept[each.owners] = self._owners(each.owners)
        return self._kept[each.owners]

    def _owners(self, owners: tuple[str, ...]) -> _Owners:
        found: dict[str, str] = {}
        missing: dict[str, None] = {}
        for owner in owners:
            ids, nobody = self._of(owner)
            for id in ids:
                found.setdefault(id, owner)
            missing |= dict.fromkeys(nobody)
        return _Owners(found, tuple(missing) if owners else ("",))

    def _of(self, owner: str) -> tuple[set[str], list[str]]:
        """The agencies that a review's words mean, and words for those of them that are not here."""
        group = same_words(owner)
        if group not in self._groups:
            ids = self._top(group)
            return ids, [] if ids else [owner]
        members = self._groups[group]
        if members is None:
            every = {each.id for each in self.agencies.values() if each.parent is None}
            return every, [] if every else [owner]
        found: set[str] = set()
        missing = []
        for member in members:
            ids = next((ids for words in member if (ids := self._top(same_words(words)))), set())
            found |= ids
            missing += [] if ids else [member[0]]
        return found, missing

    def _top(self, words: str) -> set[str]:
        """The agencies of a kind, id or name that are not within another one of them."""
        called = self._called.get(words, set()) if words else set()
        return {id for id in called if called.isdisjoint(self._above(id))}

    def _above(self, id: str) -> Iterator[str]:
        parent = self.agencies[id].parent
        while parent:
            yield parent
            parent = self.agencies[parent].parent


def same_words(words: str) -> str:
    """Words as they are compared: case, spaces, hyphens, apostrophes and an “s” at the end make no difference."""
    text = _SPACES.sub(" ", _APOSTROPHES.sub("", words.casefold())).strip()
    return text[:-1] if text.endswith("s") and not text.endswith("ss") else text


def _by_day(recommended: Iterable[Recommended], review: str) -> list[Recommended]:
    found = [each for each in recommended if review in ("", each.review)]
    return sorted(found, key=lambda each: (each.due or date.max, each.reference))


def _pairs(conn: Connection, sql: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for subject, agency in conn.tuples(sql):
        found.setdefault(subject, set()).add(agency)
    return found
