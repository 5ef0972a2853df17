"""Headcounts and returns that come by a link, from somebody without an account.

A link is for one agency and one kind of figures. It says nothing about people. What is typed is compared with the last
figures: whatever may be a slip is asked about, and never guessed. Each figure that is kept says by which link it came.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, NamedTuple

from elearn.database import Connection, Database, instant_text
from elearn.days import day_of, now_utc, today
from elearn.phrases import phrase
from elearn.problems import BadValue, InputFault, NotFound, Problem
from elearn.tracker import audit
from elearn.tracker.asks import IN_FORCE
from elearn.tracker.imports import day as read_day
from elearn.tracker.imports import keep_batch, whole
from elearn.tracker.scope import Actor, Scope
from elearn.tracker.sessions import token_hash

What = Literal["headcount", "return"]
WHATS: Final[tuple[What, ...]] = ("headcount", "return")
DAYS: Final = 60
LONGEST_LABEL: Final = 80
SHARE: Final = 5
"""A figure is asked about if it differs from the last one by more than one part in so many."""
_KIND: Final[dict[str, str]] = {"headcount": "headcounts", "return": "returns"}
_MOST: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Link:
    """A link by which an agency's figures come. `label` says for whom it is. `works` until it expires or is revoked."""

    id: int
    agency: str
    agency_name: str
    what: What
    label: str
    made_at: str
    expires_at: str
    revoked_at: str | None
    used_at: str | None

    @property
    def works(self) -> bool:
        """Whether figures can come by it now."""
        return self.revoked_at is None and self.expires_at > instant_text(now_utc())

    @property
    def until(self) -> date:
        """The day on which it expires, in Europe/London."""
        return day_of(datetime.fromisoformat(self.expires_at))

    @property
    def source(self) -> str:
        """What a figure that came by it says of where it is from."""
        return f"Link {self.id}: {self.label}"


class Figure(NamedTuple):
    """A figure that a link asks for, with the last one.

    `field` names its fields in the form. `course` is "" for a headcount. `headcount`, `in_date` and `on` are None if
    there is no last figure.
    """

    field: str
    role_group: str
    role_group_name: str
    course: str
    title: str
    headcount: int | None
    in_date: int | None
    on: date | None


class Question(NamedTuple):
    """Something that must be answered before figures are kept. `choices` are the answers: value and words."""

    name: str
    text: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, as it would be kept: for each figure its numbers, or None if it is left out.

    `problems` must be corrected, and `questions` answered.
    """

    day: date | None
    values: Mapping[str, tuple[int, int | None] | None]
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]


class Stale(NamedTuple):
    """An agency whose figures are missing (`on` None) or older than 6 months."""

    agency: str
    agency_name: str
    what: What
    on: date | None


def make(
    db: Database, agency: str, what: str, label: str, *, by: Actor | None, days: int = DAYS
) -> tuple[Link, str]:
    """A new link, with its token, which nobody can see again.

    Raises InputFault, NotFound for an agency that the maker does not lead, and NotAllowed unless `by` is a lead, an
    administrator or a terminal (None).
    """
    scope = _scope(by)
    label = " ".join(label.split())
    problems = []
    if what not in WHATS:
        message = phrase("“%(what)s” is neither headcount nor return.", what=what)
        problems.append(_fault("what", message, phrase("Write one of the two.")))
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        message = phrase("It is not said for whom the link is.")
        remedy = phrase("Write a role or an office, in up to %(most)s characters.", most=LONGEST_LABEL)
        problems.append(_fault("label", message, remedy))
    if problems:
        raise InputFault(problems)
    token, now = secrets.token_urlsafe(32), now_utc()
    with db.write() as conn:
        sql = f"select 1 from agency where id = :agency and {scope.on_agency('id')}"
        if conn.value(sql, {"agency": agency, **scope.params}) is None:
            raise NotFound(phrase("There is no agency “%(agency)s” here.", agency=agency))
        id: int = conn.value(
            """
            insert into declaration_link (agency, what, token_hash, label, made_by, made_at, expires_at)
            values (:agency, :what, :hash, :label, :by, :now, :until) returning id
            """,
            {
                "agency": agency,
                "what": what,
                "label": label,
                "hash": token_hash(token),
                "by": by.person if by else None,
                "now": instant_text(now),
                "until": instant_text(now + timedelta(days=days)),
            },
        )
        detail = {"agency": agency, "what": what}
        audit.note(
            conn, "declaration_link.made", actor=by.person if by else None, subject=str(id), detail=detail
        )
        [made] = _links(conn, "l.id = :id", {"id": id})
    return made, token


def links(db: Database, *, by: Actor | None) -> list[Link]:
    """The links of agencies in the reader's scope, the newest first."""
    scope = _scope(by)
    with db.read() as conn:
        return _links(conn, scope.on_agency("l.agency"), scope.params)


def revoke(db: Database, id: int, *, by: Actor | None) -> None:
    """Ends a link. What came by it stays. Raises NotFound if the reader sees no such link."""
    scope = _scope(by)
    with db.write() as conn:
        done = conn.column(
            f"""
            update declaration_link set revoked_at = coalesce(revoked_at, :now)
             where id = :id and {scope.on_agency("agency")} returning id
            """,
            {"id": id, "now": instant_text(now_utc()), **scope.params},
        )
        if not done:
            raise NotFound(phrase("There is no such link here. Look at the list again."))
        audit.note(conn, "declaration_link.revoked", actor=by.person if by else None, subject=str(id))


def link_of(db: Database, token: str) -> Link | None:
    """The link with this token, if it works."""
    with db.read() as conn:
        found = _links(conn, "l.token_hash = :hash", {"hash": token_hash(token)})
    return next((each for each in found if each.works), None)


def figures_of(db: Database, link: Link) -> list[Figure]:
    """What a link asks for: each role group of which something is required at the agency; for returns, each course."""
    with db.read() as conn:
        return _figures(conn, link)


def read(figures: Sequence[Figure], what: What, typed: Mapping[str, str]) -> Read:
    """What was typed, compared with the last figures. `typed` has the fields of the form, and answers to questions."""
    problems: list[Problem] = []
    questions: list[Question] = []
    values: dict[str, tuple[int, int | None] | None] = {}
    on = _day(typed.get("day", ""), problems)
    for figure in figures:
        people = _number(typed, figure, "people", problems, questions)
        in_date = _number(typed, figure, "in_date", problems, questions) if what == "return" else None
        if people is None or (what == "return" and in_date is None):
            values[figure.field] = None
            continue
        values[figure.field] = people, in_date
        if in_date is not None and in_date > people:
            message = phrase(
                "More people are in date (%(part)s) than there are (%(all)s).", part=in_date, all=people
            )
            field = f"{figure.field}_in_date"
            problems.append(_fault(field, message, phrase("Correct one of the two.")))
        questions += _doubts(figure, people, in_date)
    open_ = tuple(each for each in questions if typed.get(each.name) not in dict(each.choices))
    refused = [each for each in questions if typed.get(each.name) == "no"]
    for question in refused:
        problems.append(_fault(question.name.removeprefix("sure_"), question.text, phrase("Correct it.")))
    if not problems and not open_ and not any(values.values()):
        problems.append(_fault("", phrase("There is no figure in it."), phrase("Write at least one.")))
    return Read(on, values, tuple(problems), open_)


def keep(db: Database, token: str, typed: Mapping[str, str]) -> int:
    """Keep the figures that were typed, and return how many.

    Raises NotFound if the link does not work any more, and InputFault if something is wrong or not answered: also
    if the last figures are others than those that were shown (`seen`, as `stamp` gives it).
    """
    with db.write() as conn:
        found = _links(conn, "l.token_hash = :hash", {"hash": token_hash(token)})
        if not found or not found[0].works:
            raise NotFound(phrase("This link does not work any more. Ask whoever sent it for a new one."))
        [link] = found
        figures = _figures(conn, link)
        if typed.get("seen") != stamp(figures):
            message = phrase("Other figures have come in since you opened the page.")
            raise InputFault([_fault("", message, phrase("Compare yours with them, and send them again."))])
        got = read(figures, link.what, typed)
        if got.problems or got.questions or got.day is None:
            raise InputFault(got.problems or [_fault("", each.text, "") for each in got.questions])
        rows = [(figure, got.values[figure.field]) for figure in figures if got.values[figure.field]]
        batch = _write(conn, link, got.day, rows)
        now = {"now": instant_text(now_utc()), "id": link.id}
        conn.execute("update declaration_link set used_at = :now where id = :id", now)
        detail = {"import_batch": batch, "figures": len(rows), "agency": link.agency}
        audit.note(conn, "declaration.kept", actor=None, subject=str(link.id), detail=detail)
    return len(rows)


def stamp(figures: Sequence[Figure]) -> str:
    """What is asked for and what the last figures are, as one short text, to notice that others came in between."""
    asked = [
        (each.field, each.role_group, each.course, each.headcount, each.in_date, each.on) for each in figures
    ]
    return token_hash(repr(asked))[:16]


def to_ask_for(db: Database, *, by: Actor | None, oldest_fresh: date) -> list[Stale]:
    """The agencies that declare headcounts or send returns, and of which a latest one is from before `oldest_fresh`.

    An agency's figure is as old as its oldest part: each role group of which something is required today, and for
    returns each course. A part without a figure counts only if no part has one. Those without any come first, and then
    the oldest. An agency of which nothing is required is not asked.
    """
    scope = _scope(by)
    with db.read() as conn:
        rows = conn.tuples(
            f"""
            select id, name, basis, min(latest) as oldest
              from (select a.id, a.name, a.basis,
                           case when a.basis = 'headcount'
                                then (select max(h.as_at) from headcount h
                                       where h.agency = a.id and h.role_group = g.id and h.as_at <= :today)
                                else (select max(r.period_end) from aggregate_return r
                                       where r.agency = a.id and r.role_group = g.id and r.course = q.course
                                         and r.period_end <= :today) end as latest
                      from agency a
                      join {IN_FORCE} q on q.agency is null
                                or q.agency in (select within from agency_within w where w.agency = a.id)
                      join role_group g on q.role_group is null or g.id = q.role_group
                     where a.basis in ('headcount', 'return') and {scope.on_agency("a.id")}
                       and q.from_day <= :today and (q.to_day is null or q.to_day >= :today)) parts
             group by id, name, basis
            """,
            {"today": today().isoformat(), **scope.params},
        )
    found = [
        Stale(id, name, basis, date.fromisoformat(oldest) if oldest else None)
        for id, name, basis, oldest in rows
        if oldest is None or oldest < oldest_fresh.isoformat()
    ]
    return sorted(found, key=lambda each: (each.on or date.min, each.agency_name))


def _scope(by: Actor | None) -> Scope:
    if by is None:
        return Scope.everyone()
    by.must("import")
    return by.import_scope()


def _links(conn: Connection, condition: str, values: Mapping[str, Any]) -> list[Link]:
    return conn.objects(
        Link,
        f"""
        select l.id, l.agency, a.name as agency_name, l.what, l.label, l.made_at, l.expires_at, l.revoked_at, l.used_at
          from declaration_link l join agency a on a.id = l.agency
         where {condition} order by l.id desc
        """,
        dict(values),
    )


def _figures(conn: Connection, link: Link) -> list[Figure]:
    by_course = link.what == "return"
    asked = conn.rows(
        f"""
        select distinct g.id, g.name, {"c.id as course, c.title" if by_course else "'' as course, '' as title"}
          from {IN_FORCE} q join course c on c.id = q.course
          join role_group g on q.role_group is null or g.id = q.role_group
         where (q.agency is null or q.agency in (select within from agency_within where agency = :agency))
           and q.from_day <= :today and (q.to_day is null or q.to_day >= :today)
        """,
        {"agency": link.agency, "today": today().isoformat()},
    )
    if by_course:
        sql = "select role_group, course, headcount, in_date, period_end from aggregate_return where agency = :agency"
        order = " order by period_end"
    else:
        sql = "select role_group, '' as course, headcount, null as in_date, as_at from headcount where agency = :agency"
        order = " order by as_at"
    last = {(row[0], row[1]): row[2:] for row in conn.tuples(sql + order, {"agency": link.agency})}
    found: list[Figure] = []
    for row in sorted(asked, key=lambda row: (row["title"], row["name"], row["id"])):
        people, in_date, on = last.get((row["id"], row["course"]), (None, None, None))
        found.append(
            Figure(
                f"f{len(found)}",
                *(row["id"], row["name"], row["course"], row["title"], people, in_date),
                date.fromisoformat(on) if on else None,
            )
        )
    return found


def _write(
    conn: Connection, link: Link, on: date, rows: Sequence[tuple[Figure, tuple[int, int | None] | None]]
) -> int:
    told = {"kind": _KIND[link.what], "file": "", "sha256": "", "agency": link.agency}
    batch = keep_batch(conn, {**told, "applied": len(rows), "unchanged": 0, "rejected": 0}, None)
    table, day_column, more = (
        ("headcount", "as_at", ())
        if link.what == "headcount"
        else (
            "aggregate_return",
            "period_end",
            ("course", "in_date"),
        )
    )
    names = ("agency", "role_group", day_column, "headcount", "source", *more)
    key = ("agency", "role_group", day_column, *(("course",) if more else ()))
    changed = [name for name in names if name not in key]
    conn.many(
        f"""
        insert into {table} ({", ".join(names)}) values ({", ".join(f":{name}" for name in names)})
        on conflict ({", ".join(key)}) do update set {", ".join(f"{name} = excluded.{name}" for name in changed)}
        """,
        (
            {
                "agency": link.agency,
                "role_group": figure.role_group,
                day_column: on.isoformat(),
                "headcount": value[0],
                "in_date": value[1],
                "course": figure.course,
                "source": link.source,
            }
            for figure, value in rows
            if value
        ),
    )
    return batch


def _day(text: str, problems: list[Problem]) -> date | None:
    try:
        found = date.fromisoformat(read_day(text.strip(), "day")) if text.strip() else None
    except BadValue as error:
        problems.append(_fault("day", error.message, error.remedy))
        return None
    if found is None:
        problems.append(_fault("day", phrase("The day is blank."), phrase("Write it as 31/03/2026.")))
    elif found > today():
        problems.append(
            _fault("day", phrase("The day has not come yet."), phrase("Write the day of the count."))
        )
    return found


def _number(
    typed: Mapping[str, str], figure: Figure, part: str, problems: list[Problem], questions: list[Question]
) -> int | None:
    """A number of a figure. A blank one is asked about: is it none, or not known?"""
    name = f"{figure.field}_{part}"
    text = typed.get(name, "").strip()
    if text:
        try:
            return whole(0, _MOST)(text, "number")
        except BadValue:
            message = phrase(
                "%(what)s: “%(text)s” is not a whole number.", what=_called(figure), text=text[:40]
            )
            problems.append(_fault(name, message, phrase("Write one such as 12, or leave it blank.")))
            return None
    choices = (("none", phrase("None: it is 0")), ("unknown", phrase("Not known: leave it out")))
    words = {
        "people": phrase("%(what)s: the number of people is blank.", what=_called(figure)),
        "in_date": phrase("%(what)s: the number in date is blank.", what=_called(figure)),
    }
    questions.append(Question(f"blank_{name}", words[part], choices))
    return 0 if typed.get(f"blank_{name}") == "none" else None


def _doubts(figure: Figure, people: int, in_date: int | None) -> list[Question]:
    """What may be a mistake in numbers that can be right."""
    found: list[Question] = []
    parts = (("people", people, figure.headcount), ("in_date", in_date, figure.in_date))
    for part, now, before in parts:
        if now is None or before is None or abs(now - before) * SHARE <= before or now == before:
            continue
        values = {"what": _called(figure), "now": f"{now:,}", "before": f"{before:,}"}
        text = {
            ("people", False): phrase(
                "%(what)s: the number of people is %(now)s, and was %(before)s.", **values
            ),
            ("people", True): phrase("%(what)s: nobody, and the number of people was %(before)s.", **values),
            ("in_date", False): phrase(
                "%(what)s: the number in date is %(now)s, and was %(before)s.", **values
            ),
            ("in_date", True): phrase(
                "%(what)s: nobody is in date, and the number was %(before)s.", **values
            ),
        }[part, now == 0]
        choices = (("yes", phrase("It is right")), ("no", phrase("It is a mistake: let me correct it")))
        found.append(Question(f"sure_{figure.field}_{part}", text, choices))
    return found


def _called(figure: Figure) -> str:
    if not figure.title:
        return figure.role_group_name
    return phrase("%(course)s, %(group)s", course=figure.title, group=figure.role_group_name)


def _fault(field: str, message: str, remedy: str) -> Problem:
    return Problem(field, 0, 0, "declared", "error", message, remedy)
