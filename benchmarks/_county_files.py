"""Writes the county's files, as agencies would send them: the same files each time for the same day and size.

`write(folder, scale, day)` writes one CSV file for each import. A scale of 1 is the county: 83,000 people in
1,700 agencies, with a million completions over six years. Lines are written as they are made, so a large county
takes little memory.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks._county_places import (
    COMPLETIONS,
    COURSES,
    MONTH_FILE,
    PEOPLE,
    ROLE_GROUPS,
    TOPS,
    Unit,
    agencies,
)
from elearn.demo.names import Names

YEARS = 6
DAYS = YEARS * 365
_FAILS, _NEVER, _ELSEWHERE, _MOVED, _LEFT = 0.08, 0.09, 0.015, 0.065, 0.065
PEOPLE_COLUMNS = "email,name,staff_number,agency,role_group,starts_on,ends_on"
COMPLETION_COLUMNS = "email,course,version,completed_on,score,passed"


class File(NamedTuple):
    """A file to import: the kind of import, and where it is."""

    kind: str
    path: Path


class Person(NamedTuple):
    """What the completions of a person depend on. Days are counted from the first day of the county's data."""

    email: str
    unit: Unit
    role_group: str
    start: int
    end: int


def write(folder: Path, scale: float, day: date) -> list[File]:
    """Writes the files of a county of this size, whose last day is `day`. Returns them in the order of importing."""
    folder.mkdir(parents=True, exist_ok=True)
    pick = Random(83)
    days = [(day - timedelta(DAYS - number)).isoformat() for number in range(DAYS + 1)]
    agency_rows, units = agencies(scale)
    people: list[Person] = []
    written = [
        ("agencies", "agencies", "id,name,kind,parent,target,basis", agency_rows),
        ("role-groups", "role-groups", "id,name", [f"{id_},{name}" for id_, name in ROLE_GROUPS.items()]),
        ("courses", "courses", "id,title,minutes", [f"{c.id},{c.title},{c.minutes}" for c in COURSES]),
        (
            "requirements",
            "requirements",
            "course,agency,role_group,from,due_within_days,renew_after_months",
            _requirements(days),
        ),
        ("people", "people", PEOPLE_COLUMNS, _people(round(PEOPLE * scale), units, days, pick, people)),
        ("exemptions", "exemptions", "email,course,from,to,reason", _exemptions(people, days, pick)),
        ("headcounts", "headcounts", "agency,role_group,as_at,headcount", _headcounts(units, days, pick)),
        (
            "returns",
            "returns",
            "agency,role_group,course,period_end,headcount,in_date",
            _returns(units, days, pick),
        ),
    ]
    files = [_write(folder, *each) for each in written]
    return [*files, *_completion_files(folder, scale, people, days, pick)]


def _write(folder: Path, name: str, kind: str, columns: str, rows: Iterable[str]) -> File:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write(columns + "\n")
        out.writelines(f"{row}\n" for row in rows)
    return File(kind, path)


def _requirements(days: list[str]) -> Iterator[str]:
    """Of everyone, by role group or by agency: the courses begin one after the other in the first year."""
    for number, course in enumerate(COURSES):
        start = f"{days[number * 20]},{30 + number % 3 * 30},{course.renew or ''}"
        if not course.groups and not course.agencies:
            yield f"{course.id},,,{start}"
        yield from (f"{course.id},,{group},{start}" for group in course.groups)
        yield from (f"{course.id},{agency},,{start}" for agency in course.agencies)


def _people(
    number: int, units: list[Unit], days: list[str], pick: Random, people: list[Person]
) -> Iterator[str]:
    """The rows of posts. Adds each person to `people`, with their first post."""
    names = Names(Random(84))
    weights = _weights(units)
    chosen = pick.choices(units, cum_weights=weights, k=number)
    for position, unit in enumerate(chosen):
        name, _ = names.new("wrenshire")
        mix = unit.top.mix
        group = pick.choices(list(mix), list(mix.values()))[0]
        start = 0 if pick.random() < 0.45 else pick.randrange(DAYS - 20)
        email = f"n{position}@{unit.top.id}.wrenshire.example"
        turn = pick.random()
        end = pick.randrange(max(start, DAYS - 365), DAYS) if turn < _MOVED + _LEFT else DAYS + 1
        first = days[start] if start else "2019-09-02"
        yield f"{email},{name},S{position},{unit.id},{group},{first},{days[end] if end < DAYS else ''}"
        if turn < _MOVED:
            yield f"{email},{name},M{position},{_other(units, unit, pick)},{group},{days[end + 1]},"
        elif turn > 1 - _ELSEWHERE:
            yield f"{email},{name},E{position},{_other(units, unit, pick)},{group},{first},"
        people.append(Person(email, unit, group, start, DAYS if turn < _MOVED else min(end, DAYS)))


def _weights(units: list[Unit]) -> list[float]:
    """How likely a person is at each unit, added up."""
    sharing = {top.id: sum(unit.top is top for unit in units) for top in TOPS}
    return list(accumulate(unit.top.people / sharing[unit.top.id] for unit in units))


def _other(units: list[Unit], unit: Unit, pick: Random) -> str:
    other = pick.choice(units)
    return other.id if other is not unit else units[units.index(unit) - 1].id


def _exemptions(people: list[Person], days: list[str], pick: Random) -> Iterator[str]:
    for person in pick.sample(people, len(people) // 200):
        start = pick.randrange(365, DAYS - 200)
        end = days[start + 180] if pick.random() < 0.8 else ""
        yield f"{person.email},{pick.choice(COURSES[:3]).id},{days[start]},{end},On leave"


def _headcounts(units: list[Unit], days: list[str], pick: Random) -> Iterator[str]:
    for unit in (unit for unit in units if unit.basis == "headcount"):
        for group in ("R1", "R2", "R3"):
            for back in range(365, DAYS, 365):
                yield f"{unit.id},{group},{days[DAYS - back]},{pick.randrange(5, 40)}"


def _returns(units: list[Unit], days: list[str], pick: Random) -> Iterator[str]:
    for unit in (unit for unit in units if unit.basis == "return"):
        for course in COURSES[:4]:
            for back in range(91, DAYS, 182):
                staff = pick.randrange(5, 90)
                yield f"{unit.id},R2,{course.id},{days[DAYS - back]},{staff},{pick.randrange(staff)}"


def _completion_files(
    folder: Path, scale: float, people: list[Person], days: list[str], pick: Random
) -> list[File]:
    """Two files that share all completions, and one more that is imported while learners commit."""
    small, total = round(MONTH_FILE * scale), round(COMPLETIONS * scale)
    names = ("completions-950000", "completions-50000", "completions-meanwhile")
    large, month, meanwhile = (folder / f"{name}.csv" for name in names)
    with large.open("w", encoding="utf-8") as most, month.open("w", encoding="utf-8") as some:
        most.write(COMPLETION_COLUMNS + "\n")
        some.write(COMPLETION_COLUMNS + "\n")
        every = total // small
        for number, row in enumerate(_completions(total, people, days, pick)):
            (some if number % every == 0 and number < small * every else most).write(row)
    with meanwhile.open("w", encoding="utf-8") as out:
        out.write(COMPLETION_COLUMNS + "\n")
        for number in range(small):
            course, score = COURSES[number % len(COURSES)].id, 70 + number % 30
            completed = days[DAYS - 1 - number % 30]
            out.write(f"{pick.choice(people).email},{course},meanwhile-{number},{completed},{score},yes\n")
    return [File("completions", path) for path in (month, large, meanwhile)]


def _completions(total: int, people: list[Person], days: list[str], pick: Random) -> Iterator[str]:
    """Exactly `total` rows: a person loses some if those before had more than their share."""
    written = 0
    slack = total // 100
    for position, person in enumerate(people, 1):
        rows = _tries(person, days, pick)
        share = min(total, total * position // len(people) + slack) - written
        if len(rows) > share:
            rows = [rows[number] for number in sorted(pick.sample(range(len(rows)), share))]
        written += len(rows)
        yield from rows
    for number in range(total - written):
        yield f"{people[number % len(people)].email},awareness,extra-{number},{days[DAYS - 1]},80,yes\n"


def _tries(person: Person, days: list[str], pick: Random) -> list[str]:
    """One person's tries, by course: the first within some weeks, then renewals, a few of them late or failed."""
    rows = []
    late = min(0.9, 0.35 + 2 * (1 - person.unit.top.in_date))
    chance = pick.random
    for number, course in enumerate(COURSES):
        named = not course.groups or person.role_group in course.groups
        if not named or (course.agencies and person.unit.top.id not in course.agencies):
            continue
        if chance() < _NEVER:
            continue
        on = max(person.start, number * 20) + int(chance() * 150)
        while on < person.end:
            if chance() < _FAILS:
                rows.append(f"{person.email},{course.id},1,{days[max(on - 1, 0)]},{int(chance() * 70)},no\n")
            rows.append(f"{person.email},{course.id},1,{days[on]},{70 + int(chance() * 31)},yes\n")
            if not course.renew or chance() < 0.04:
                break
            months = course.renew * 30
            on += months + int(chance() * 150) if chance() < late else months - int(chance() * 30)
    return rows
