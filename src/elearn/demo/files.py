"""The demonstration county as the files that its agencies would send."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from elearn.days import add_months
from elearn.demo.counted import (
    COUNTED,
    EQUIVALENCES,
    FROM_OLDER,
    NAMED_GROUPS,
    NEWER,
    OLDER,
    SOURCE,
    STANDARD,
)
from elearn.demo.county import AGENCIES, CATALOGUE, OURS, ROLE_GROUPS, Agency, Required
from elearn.demo.history import Taken, asked_of, learning, required_from
from elearn.demo.workforce import Post, Worker, workforce

SEED = 20261101
_ONE_IN = 12
"""So many of those who passed a course had passed one before that counts as it."""


class File(NamedTuple):
    """A file to import: its kind, its name, its bytes, and a label to show during the import."""

    kind: str
    name: str
    data: bytes
    label: str


def files(day: date) -> Iterator[File]:
    """Every file, in an order in which they can be imported. The same day gives the same files.

    Requirements come last, so that everyone's standing is worked out only once.
    """
    chance = Random(SEED)
    workers = workforce(chance, day)
    taken, exempted = learning(chance, workers, day)
    yield _file(
        "agencies",
        "Agencies",
        "id,name,kind,parent,target,basis",
        ((a.id, a.name, a.kind, a.parent, a.target, a.basis) for a in AGENCIES),
    )
    yield _file(
        "role-groups",
        "Role groups",
        "id,name,level",
        ((group, name, level) for group, (name, level) in ROLE_GROUPS.items()),
    )
    yield _file(
        "courses",
        "Courses taught elsewhere",
        "id,title,version,minutes,kind",
        (
            *((r.course, r.title, "1", r.minutes, "") for r in CATALOGUE if r.course not in OURS),
            *((each.other, each.title, "1", each.minutes, "") for each in EQUIVALENCES),
            *((each.course, each.title, "", "", each.kind) for each in COUNTED),
        ),
    )
    yield _file(
        "people",
        "People and their posts",
        "email,name,staff_number,agency,role_group,starts_on,ends_on",
        (
            (w.email, w.name, p.staff_number, p.agency.id, p.role_group, p.starts_on, p.ends_on or "")
            for w in workers
            for p in w.posts
        ),
    )
    yield _file(
        "exemptions",
        "Exemptions",
        "email,agency,staff_number,course,from,to,reason",
        ((*_named(e.worker), e.course, e.from_day, e.to_day or "", e.reason) for e in exempted),
    )
    yield _file(
        "completions",
        "Three years of completions",
        "email,agency,staff_number,course,version,completed_on,score,passed",
        dict.fromkeys(_completion(each) for each in (*taken, *_taken_elsewhere(taken))),
    )
    yield _file(
        "headcounts", "Headcounts", "agency,role_group,as_at,headcount,source", _headcounts(workers, day)
    )
    yield _file(
        "returns",
        "Returns",
        "agency,role_group,course,period_end,headcount,in_date",
        _returns(chance, workers, day),
    )
    yield _file("editions", "Editions of a standard", "id,standard,edition,from,to,source", _editions(day))
    yield _file(
        "equivalences",
        "Equivalences",
        "course,other,kind,from,to,note",
        (
            (each.course, each.other, each.kind, add_months(day, -48).replace(day=1), "", each.note)
            for each in EQUIVALENCES
        ),
    )
    yield _file(
        "requirements",
        "Requirements, and where everyone stands",
        "course,agency,role_group,from,to,due_within_days,renew_after_months,edition,renew_from,hours,participatory,"
        "counts_replaced,counts_outside",
        (*_requirements(day), *_counted_requirements(day)),
    )


def _requirements(day: date) -> Iterator[Sequence[object]]:
    """Which courses are required. One of them comes from the older edition."""
    replaced = {each.course for each in EQUIVALENCES if each.kind == "replaced"}
    for r in CATALOGUE:
        edition = OLDER if r.course == FROM_OLDER else ""
        counts = "yes" if r.course in replaced else ""
        for agency in r.agencies or ("",):
            for group in r.role_groups or ("",):
                days = (required_from(r, day), "", r.due_within_days, r.renewed or "")
                yield r.course, agency, group, *days, edition, "", "", "", counts, ""


def _counted_requirements(day: date) -> Iterator[Sequence[object]]:
    """The hours and the update, which come from the newer edition. A year is left to meet them."""
    start = _newer_from(day)
    for each in COUNTED:
        for group in NAMED_GROUPS:
            renewed = (each.months, NEWER, each.renew_from, each.hours or "", each.participatory or "")
            yield each.course, "", group, start, "", 365, *renewed, "", "yes"


def _editions(day: date) -> Iterator[Sequence[object]]:
    """Two editions of a standard. Both are in effect for a year, while agencies change over."""
    start = _newer_from(day)
    yield (
        OLDER,
        STANDARD,
        "1st edition",
        add_months(start, -60),
        add_months(start, 12) - timedelta(days=1),
        SOURCE,
    )
    yield NEWER, STANDARD, "2nd edition", start, "", SOURCE


def _newer_from(day: date) -> date:
    return add_months(day, -3).replace(day=1)


def _taken_elsewhere(taken: Sequence[Taken]) -> Iterator[Taken]:
    """Some passes of the courses that count as others, by people who have passed those since."""
    for each in EQUIVALENCES:
        passed = [one for one in taken if one.course == each.course and one.passed][::_ONE_IN]
        for one in passed:
            yield Taken(one.worker, each.other, one.completed_on - timedelta(days=90))


def _completion(taken: Taken) -> tuple[object, ...]:
    return (
        *_named(taken.worker),
        taken.course,
        "1.0.0" if taken.course in OURS else "1",
        taken.completed_on,
        "" if taken.score is None else taken.score,
        "yes" if taken.passed else "no",
    )


def _named(worker: Worker) -> tuple[str, str, str]:
    """How a file names a person: by the address, or else by agency and staff number."""
    post = worker.posts[0]
    return (worker.email, "", "") if worker.email else ("", post.agency.id, post.staff_number)


def _file(kind: str, label: str, header: str, rows: Iterable[Sequence[object]]) -> File:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return File(kind, f"wrenshire-{kind}.csv", text.getvalue().encode(), label)


def _staff(agency: Agency, workers: list[Worker]) -> Counter[str]:
    """How many people an agency has in each role group today."""
    current = (post for worker in workers for post in worker.posts if post.ends_on is None)
    return Counter(post.role_group for post in current if post.agency is agency)


def _headcounts(workers: list[Worker], day: date) -> Iterator[Sequence[object]]:
    """Half-yearly headcounts, a little smaller the older they are."""
    for agency in AGENCIES:
        if agency.basis == "headcount":
            for group, people in sorted(_staff(agency, workers).items()):
                for half_years in range(6, -1, -1):
                    as_at = add_months(day, -6 * half_years) - timedelta(days=21)
                    headcount = round(people * agency.headcount * (1 - 0.02 * half_years))
                    yield agency.id, group, as_at, headcount, "Declared by the agency"


def _returns(chance: Random, workers: list[Worker], day: date) -> Iterator[Sequence[object]]:
    """Quarterly returns, up to the end of the month before last, for each course that is required."""
    for agency in AGENCIES:
        if agency.basis == "return":
            staff = _staff(agency, workers)
            for group, people in sorted(staff.items()):
                for required in asked_of(Post(agency, group, "", day)):
                    yield from _quarters(chance, agency, group, people, required, day)


def _quarters(
    chance: Random, agency: Agency, group: str, people: int, required: Required, day: date
) -> Iterator[Sequence[object]]:
    headcount = max(1, round(people * agency.headcount))
    for quarters in range(10, -1, -1):
        period_end = add_months(day, -1 - 3 * quarters).replace(day=1) - timedelta(days=1)
        months = (
            (period_end.year - (start := required_from(required, day)).year) * 12
            + period_end.month
            - start.month
        )
        if months >= 0:
            share = agency.in_date * min(1.0, 0.3 + 0.07 * months) + chance.uniform(-0.05, 0.05)
            yield (
                agency.id,
                group,
                required.course,
                period_end,
                headcount,
                min(headcount, max(0, round(headcount * share))),
            )
