"""Lists of requests to the archive, and of what a person may read because of one."""

from dataclasses import dataclass
from datetime import date

from elearn.database import Database
from elearn.days import today
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.scope import Actor

ANSWERED = "r.state = 'granted' and r.wanted_label <> '' and r.held_as = ''"
"""A request `r` is answered without a review of the library."""
STATE = f"""
    case when {ANSWERED} then 'answered'
         when r.state = 'granted' and r.until_day < :today then 'expired'
         else r.state end"""
"""The state of a request `r` on the day `:today`."""
_SLUG = "coalesce(nullif(r.held_as, ''), r.review)"


@dataclass(frozen=True, slots=True)
class ArchiveRequest:
    """A request of `person`, whose name is `name`, to read the restricted review with the slug `review`.

    If the library does not hold it, `wanted_board`, `wanted_label` and `wanted_year` say what they want, in their
    words, `review` is no slug, and `held_as` is the slug of the review that answered it ("" if none did).
    `state` is the stored one, `expired` if the last day of the grant (`until_day`) is over, or `answered` if it was
    granted and no review of the library was opened for it. `answer` is the reason for the decision. `asked_at` is ISO
    text in UTC.
    """

    id: int
    review: str
    wanted_board: str
    wanted_label: str
    wanted_year: str
    held_as: str
    person: int
    name: str
    purpose: str
    reason: str
    asked_at: str
    state: str
    until_day: date | None
    answer: str
    decided_on: date | None
    decided_by_name: str | None

    @property
    def listed(self) -> bool:
        """Whether the person chose a review of the library."""
        return not self.wanted_label

    @property
    def slug(self) -> str:
        """The review of the library that it is about, or "" if it is about none."""
        return self.review if self.listed else self.held_as


@dataclass(frozen=True, slots=True)
class Grant:
    """A review that a person may read until the day `until`, included, by the request with the id `request`."""

    review: str
    until: date
    purpose: str
    request: int


def requests(
    db: Database,
    actor: Actor,
    *,
    states: tuple[str, ...] = (),
    review: str = "",
    mine: bool = False,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[ArchiveRequest]:
    """Requests: those that wait come first, the longest waiting on top; then the others, the latest asked first.

    `review` is a slug: only requests for it, or that it answered. Someone who may not decide sees only their own. With
    `mine`, so does everyone else.
    """
    scope = actor.own_scope() if mine else actor.archive_scope()
    kept = f"{STATE} in :states" if states else "1 = 1"
    return page_of(
        db,
        ArchiveRequest,
        f"""
        r.id, r.review, r.wanted_board, r.wanted_label, r.wanted_year, r.held_as, r.person, p.name, r.purpose,
        r.reason, r.asked_at, {STATE} as state, r.until_day, r.answer, r.decided_on, d.name as decided_by_name
        """,
        f"""
        from archive_request r join person p on p.id = r.person left join person d on d.id = r.decided_by
        where {scope.on_person("r.person")} and {kept} and (:review = '' or {_SLUG} = :review)
          and {like("r.review", "r.held_as", "r.wanted_board", "r.wanted_label", "p.name", "r.reason")}
        """,
        "case r.state when 'asked' then 0 else 1 end, case r.state when 'asked' then r.id end, r.id desc",
        {"today": today().isoformat(), "states": list(states), "review": review, **scope.params},
        search,
        page,
        size,
    )


def grants(db: Database, person: int, on: date) -> dict[str, Grant]:
    """The restricted reviews that a person may read on a day, by slug. A request that is only answered opens none."""
    with db.read() as conn:
        found = conn.objects(
            Grant,
            f"""
            select {_SLUG} as review, r.until_day as until, r.purpose, r.id as request
              from archive_request r
             where r.person = :person and r.state = 'granted' and r.decided_on <= :day and r.until_day >= :day
             order by r.until_day, r.id
            """,
            {"person": person, "day": on.isoformat()},
        )
    return {grant.review: grant for grant in found}


def granted(db: Database, person: int, on: date) -> set[str]:
    """The slugs of the restricted reviews that a person may read on a day."""
    return set(grants(db, person, on))


def latest_of_each(db: Database, actor: Actor) -> dict[str, ArchiveRequest]:
    """The actor's own requests by the slug of the review. Of several for one review: what is open, or else the latest.

    Requests that no review of the library has answered are left out.
    """
    found: dict[str, ArchiveRequest] = {}
    rank = {"granted": 2, "asked": 1}
    for request in sorted(_all_own(db, actor), key=lambda each: (rank.get(each.state, 0), each.id)):
        if request.slug:
            found[request.slug] = request
    return found


def _all_own(db: Database, actor: Actor) -> list[ArchiveRequest]:
    return requests(db, actor, mine=True, size=1_000).rows
