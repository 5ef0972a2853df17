"""A person's whole record: everything dated that we keep of their learning, for supervision and revalidation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from elearn.database import Connection, Database
from elearn.days import today
from elearn.phrases import phrase
from elearn.problems import InputFault, NotFound, Problem
from elearn.tracker import completed, directory, results, standing
from elearn.tracker.completed import Completed
from elearn.tracker.directory import Post
from elearn.tracker.results import ResultNotKnown
from elearn.tracker.scope import Actor, Scope
from elearn.tracker.spells import STATES


@dataclass(frozen=True, slots=True)
class Attended:
    """A taught session that the person attended. `minutes` None: nobody said how long it was."""

    session: int
    course: str
    title: str
    held_on: date
    place: str
    delivery: str
    minutes: int | None
    participatory: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Learning from elsewhere that was approved. `stands_for` is the title of the course that it counts as, or None."""

    id: int
    title: str
    provider: str
    completed_on: date
    minutes: int
    participatory: bool
    stands_for: str | None


@dataclass(frozen=True, slots=True)
class Reflected:
    """A reflection. `title` is the update that it is for, and `about` what the person learned.

    `text` is "" for everybody but the person themselves.
    """

    id: int
    title: str
    about: str
    written_on: date
    text: str


class Hours(NamedTuple):
    """The minutes of learning in a calendar year, and how many of them were participatory."""

    year: int
    minutes: int
    participatory: int


class Stands(NamedTuple):
    """Where the person stands with a required course in one of their posts.

    `state` is one of `STATES`. `due` is the last day in date, or the day by which it is or was due, if there is one.
    """

    course: str
    title: str
    agency: str
    role_group: str
    state: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Record:
    """A person's record from `first` to `last`, both in it; `first` None: from the beginning.

    `email` is "" if they have no address. `own`: the reader is the person. `as_at` is the day of `stands`, which is
    today. `settling`: a large change is being worked out, so `stands` may be of a moment ago.
    """

    person: int
    name: str
    email: str
    language: str
    own: bool
    first: date | None
    last: date
    as_at: date
    posts: list[Post]
    completions: list[Completed]
    not_known: list[ResultNotKnown]
    attended: list[Attended]
    elsewhere: list[Elsewhere]
    reflections: list[Reflected]
    hours: list[Hours]
    stands: list[Stands]
    settling: bool


def record_of(
    db: Database, person: int, *, by: Actor | None, first: date | None = None, last: date | None = None
) -> Record:
    """The record of a person, for themselves, a lead of theirs or an administrator. `by` None is a terminal.

    Each list has the latest first. `last` None: today. A lead sees the posts and the standing at their own agencies.

    Raises NotFound if there is no such person, or none whose record the reader may see, and InputFault if the period
    ends before it begins.
    """
    until = last or today()
    if first and first > until:
        message = phrase("The first day is after the last day.")
        raise InputFault(
            [Problem("from", 0, 0, "period", "error", message, phrase("Choose an earlier first day."))]
        )
    own = by is not None and by.person == person
    scope = Scope.everyone() if by is None else by.own_scope() if own else by.people_scope()
    with db.read() as conn:
        who = conn.row(
            f"select p.name, p.email, p.language from person p where p.id = :person and {scope.on_few_people('p.id')}",
            {"person": person, **scope.params},
        )
        if who is None:
            raise NotFound(
                phrase(
                    "There is no such person here. Somebody may have removed them. Look at the list again."
                )
            )
        days = {
            "person": person,
            "first": (first or date.min).isoformat(),
            "last": until.isoformat(),
            "own": int(own),
        }
        elsewhere = _elsewhere(conn, days)
        stands, settling = _stands(conn, person, scope)
        attended, reflections = _attended(conn, days), _reflections(conn, days)
    done = completed.of_person(db, scope, person, by=by, first=first or date.min, last=until)
    not_known = results.of_person(db, scope, person, until)
    return Record(
        person=person,
        name=who["name"],
        email=who["email"] if "@" in who["email"] else "",
        language=who["language"],
        own=own,
        first=first,
        last=until,
        as_at=today(),
        posts=directory.posts(db, scope, person),
        completions=done,
        not_known=[each for each in not_known if each.completed_on >= (first or date.min)],
        attended=attended,
        elsewhere=elsewhere,
        reflections=reflections,
        hours=hours_by_year(done, elsewhere),
        stands=stands,
        settling=settling,
    )


def find_person(db: Database, called: str) -> int:
    """The id of the person with an address, or with a staff number at an agency: `oak-school/S1`, with the agency's id.

    It is for a terminal, which may know everybody. Raises NotFound if there is nobody, and InputFault if the number is
    that of several people.
    """
    agency, _slash, number = called.strip().partition("/")
    with db.read() as conn:
        found = conn.column(
            "select id from person where email = :email", {"email": called.strip().lower()}
        ) or conn.column(
            "select distinct person from post where agency = :agency and staff_number = :number",
            {"agency": agency.strip(), "number": number.strip() or None},
        )
    if not found:
        raise NotFound(
            phrase(
                "Nobody here is called “%(called)s”. Write an e-mail address, or an agency’s id and a staff number "
                "as in oak-school/S1.",
                called=called,
            )
        )
    if len(found) > 1:
        message = phrase("Several people have the staff number “%(called)s”.", called=called)
        remedy = phrase("Write the e-mail address of the one whom you mean.")
        raise InputFault([Problem("", 0, 0, "person", "error", message, remedy)])
    return int(found[0])


def hours_by_year(done: Iterable[Completed], elsewhere: Iterable[Elsewhere]) -> list[Hours]:
    """The time of learning in each calendar year that has some, the latest first.

    Passes that were not withdrawn count, and approved learning from elsewhere. The same course on the same day counts
    once, with the most minutes: participatory if any pass with these minutes is.
    """
    best: dict[tuple[str, date], tuple[int, bool]] = {}
    for each in done:
        if each.passed and each.withdrawn_at is None and each.minutes:
            key = (each.course, each.completed_on)
            best[key] = max(best.get(key, (0, False)), (each.minutes, each.participatory))
    credits = [(day.year, *credit) for (_course, day), credit in best.items()]
    credits += [(each.completed_on.year, each.minutes, each.participatory) for each in elsewhere]
    years = sorted({year for year, *_ in credits}, reverse=True)
    return [
        Hours(
            year,
            sum(minutes for of, minutes, _ in credits if of == year),
            sum(minutes for of, minutes, participatory in credits if of == year and participatory),
        )
        for year in years
    ]


def _attended(conn: Connection, days: dict[str, Any]) -> list[Attended]:
    return conn.objects(
        Attended,
        """
        select s.id as session, s.course, course.title, s.held_on, s.place, s.delivery, s.minutes, s.participatory
          from taught_place p join taught_session s on s.id = p.session join course on course.id = s.course
         where p.person = :person and p.state = 'attended' and s.held_on between :first and :last
         order by s.held_on desc, s.id desc
        """,
        days,
    )


def _elsewhere(conn: Connection, days: dict[str, Any]) -> list[Elsewhere]:
    return conn.objects(
        Elsewhere,
        """
        select o.id, o.title, o.provider, o.completed_on, o.minutes, o.participatory, course.title as stands_for
          from outside_learning o left join course on course.id = o.course
         where o.person = :person and o.state = 'approved' and o.completed_on between :first and :last
         order by o.completed_on desc, o.id desc
        """,
        days,
    )


def _reflections(conn: Connection, days: dict[str, Any]) -> list[Reflected]:
    return conn.objects(
        Reflected,
        """
        select r.id, course.title, coalesce(about.title, o.title, '') as about, r.written_on,
               case when :own = 1 then r.text else '' end as text
          from reflection r join course on course.id = r.course
          left join completion c on c.id = r.completion left join course about on about.id = c.course
          left join outside_learning o on o.id = r.outside_learning
         where r.person = :person and r.written_on between :first and :last
         order by r.written_on desc, r.id desc
        """,
        days,
    )


def _stands(conn: Connection, person: int, scope: Scope) -> tuple[list[Stands], bool]:
    """Where the person stands today, in the posts that the scope holds, and whether it is still being worked out."""
    seen: set[str] | None = None
    if scope.kind == "agencies":
        seen = set(conn.column(f"select id from agency where {scope.on_agency('id')}", scope.params))
    names: dict[str, dict[str, str]] = {
        table: dict(conn.tuples(f"select id, {column} from {table}"))
        for table, column in (("course", "title"), ("agency", "name"), ("role_group", "name"))
    }
    now = today().toordinal()
    found = [
        Stands(
            line.course,
            names["course"][line.course],
            names["agency"][line.agency],
            names["role_group"][line.role_group],
            STATES[line.spell.state],
            date.fromordinal(line.spell.due) if line.spell.due else None,
        )
        for _, line in standing.lines_of(conn, Scope.of_person(person))
        if line.spell.start <= now <= line.spell.end and (seen is None or line.agency in seen)
    ]
    settling = conn.value("select 1 from unsettled where person = :person", {"person": person})
    return sorted(found, key=lambda each: (each.title, each.agency, each.role_group)), bool(settling)
