"""Coverage worked out by hand: plain loops from its definition, one day at a time, with no shared code.

It is slow on purpose, and written to be read beside `docs/coverage.md`. Property tests compare the product
with it.
"""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

ORDER = ("in_date", "grace", "lapsed", "never")


@dataclass
class Agency:
    id: str
    parent: str | None = None
    basis: str = "roster"
    target: int = 90


@dataclass
class Post:
    person: int
    agency: str
    role_group: str
    starts_on: date
    ends_on: date | None = None


@dataclass
class Requirement:
    course: str
    agency: str | None
    role_group: str | None
    from_day: date
    to_day: date | None = None
    due_within_days: int = 0
    renew_after_months: int | None = None


@dataclass
class Exemption:
    person: int
    course: str
    from_day: date
    to_day: date | None = None


@dataclass
class Completion:
    person: int
    course: str
    completed_on: date
    passed: bool = True


@dataclass
class Headcount:
    agency: str
    role_group: str
    as_at: date
    headcount: int


@dataclass
class Return:
    agency: str
    role_group: str
    course: str
    period_end: date
    headcount: int
    in_date: int


@dataclass
class World:
    agencies: list[Agency]
    role_groups: list[str]
    courses: list[str]
    people: list[int]
    posts: list[Post] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    exemptions: list[Exemption] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    headcounts: list[Headcount] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)  # (recommendation, course)

    def agency(self, name):
        return next(agency for agency in self.agencies if agency.id == name)

    def chain(self, name):
        """The agency, its parent, the parent's parent and so on."""
        while name is not None:
            yield name
            name = self.agency(name).parent


def months_from(day, months):
    """The same day of the month, or the month's last day if that day does not exist."""
    count = day.year * 12 + (day.month - 1) + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def in_force(d, start, end):
    return start <= d and (end is None or d <= end)


def names(world, requirement, agency, role_group):
    """True if a requirement names a cell. Blank means all, and an agency includes its children."""
    if requirement.role_group is not None and requirement.role_group != role_group:
        return False
    return requirement.agency is None or requirement.agency in world.chain(agency)


def state(world, person, agency, role_group, course, d):
    """The state of one person in one cell on one day, or None if they are not in scope."""
    naming = []
    for post in world.posts:
        if (post.person, post.agency, post.role_group) != (person, agency, role_group):
            continue
        if not in_force(d, post.starts_on, post.ends_on):
            continue
        for requirement in world.requirements:
            current = requirement.course == course and in_force(d, requirement.from_day, requirement.to_day)
            if current and names(world, requirement, agency, role_group):
                naming.append((post, requirement))
    if not naming:
        return None
    for exemption in world.exemptions:
        theirs = (exemption.person, exemption.course) == (person, course)
        if theirs and in_force(d, exemption.from_day, exemption.to_day):
            return None
    passes = [
        c.completed_on
        for c in world.completions
        if c.person == person and c.course == course and c.passed and c.completed_on <= d
    ]
    renewals = [r.renew_after_months for _, r in naming if r.renew_after_months is not None]
    for passed in passes:
        if not renewals or d <= months_from(passed, min(renewals)):
            return "in_date"
    due_days = [
        max(post.starts_on, requirement.from_day) + timedelta(days=requirement.due_within_days)
        for post, requirement in naming
    ]
    if not passes and d <= min(due_days):
        return "grace"
    return "lapsed" if passes else "never"


def named_at(world, agency, role_group, course, d):
    return any(
        r.course == course and in_force(d, r.from_day, r.to_day) and names(world, r, agency, role_group)
        for r in world.requirements
    )


def headcount_figure(world, agency, role_groups, courses, d):
    """in_scope, in_date, grace, lapsed, never, old. None if no requirement names any of these role groups."""
    named = [g for g in role_groups if any(named_at(world, agency, g, c, d) for c in courses)]
    if not named:
        return None
    latest = {}
    for g in named:
        declared = [h for h in world.headcounts if (h.agency, h.role_group) == (agency, g) and h.as_at <= d]
        if declared:
            latest[g] = max(declared, key=lambda h: h.as_at)
    groups = latest or named
    known = known_in_date(world, agency, groups, courses, d)
    if not latest:
        return (None, known, None, None, None, False)
    total = sum(h.headcount for h in latest.values())
    old = any(h.as_at < months_from(d, -6) for h in latest.values())
    return (total, known, 0, 0, max(0, total - known), old)


def return_figure(world, agency, role_groups, courses, d):
    total, in_date, any_return = 0, 0, False
    for g in role_groups:
        by_course = []
        for c in courses:
            sent = [
                r
                for r in world.returns
                if (r.agency, r.role_group, r.course) == (agency, g, c)
                and months_from(d, -6) <= r.period_end <= d
            ]
            if sent:
                by_course.append(max(sent, key=lambda r: r.period_end))
        if by_course:
            any_return = True
            total += max(r.headcount for r in by_course)
            in_date += max(r.in_date for r in by_course)
    if any_return:
        return (total, in_date, None, None, None, False)
    if any(named_at(world, agency, g, c, d) for g in role_groups for c in courses):
        return (None, known_in_date(world, agency, role_groups, courses, d), None, None, None, False)
    return None


def known_in_date(world, agency, role_groups, courses, d):
    return len(
        {
            p
            for p in world.people
            if any(state(world, p, agency, g, c, d) == "in_date" for g in role_groups for c in courses)
        }
    )


def rag(in_scope, in_date, target, old):
    if in_scope is None or old or in_scope < 10 or in_date > in_scope:
        return "grey"
    share = in_date / in_scope * 100
    if share >= target - 1e-9:
        return "green"
    return "amber" if share >= target - 10 - 1e-9 else "red"


def figure(world, agencies, role_groups, courses, d, row_agency):
    """A cell or a total.

    A person counts once, in their best state. Agencies without a roster add their figures.
    """
    counts = dict.fromkeys(ORDER, 0)
    for person in world.people:
        states = {
            state(world, person, a, g, c, d)
            for a in agencies
            if world.agency(a).basis == "roster"
            for g in role_groups
            for c in courses
        }
        for best in ORDER:
            if best in states:
                counts[best] += 1
                break
    declared = []
    for a in agencies:
        basis = world.agency(a).basis
        if basis != "roster":
            worked = headcount_figure if basis == "headcount" else return_figure
            found = worked(world, a, role_groups, courses, d)
            if found is not None:
                declared.append((basis, found))
    people = sum(counts.values())
    bases = {basis for basis, _ in declared} | ({"roster"} if people else set())
    own = world.agency(row_agency).basis if row_agency else "roster"
    target = world.agency(row_agency).target if row_agency else 90
    basis = "mixed" if len(bases) > 1 else bases.pop() if bases else own
    with_denominator = [found for _, found in declared if found[0] is not None]
    row = {"as_at": d.isoformat(), "basis": basis}
    if declared and not with_denominator and not people:
        count = sum(found[1] for _, found in declared)
        return {
            **row,
            "in_scope": None,
            "in_date": count,
            "grace": None,
            "lapsed": None,
            "never": None,
            "percent": None,
            "rag": "grey",
        }
    parts = list(with_denominator)
    if people or not parts:
        parts.append((people, *(counts[s] for s in ORDER), False))
    row["in_scope"] = sum(part[0] for part in parts)
    row["in_date"] = sum(part[1] for part in parts)
    for column, name in ((2, "grace"), (3, "lapsed"), (4, "never")):
        known = [part[column] for part in parts if part[column] is not None]
        row[name] = sum(known) if known else None
    row["percent"] = round(100 * row["in_date"] / row["in_scope"], 1) if row["in_scope"] else None
    row["rag"] = rag(row["in_scope"], row["in_date"], target, any(part[5] for part in parts))
    return row


def coverage(world, d, by, seen=None):
    """Every row, as `elearn coverage --json` prints it.

    `seen` holds the only agencies that count; None means all.
    """
    agencies = sorted(a.id for a in world.agencies if seen is None or a.id in seen)
    top = [a for a in agencies if seen is not None and set(agencies) == within(world, a) & set(agencies)]
    choices = {
        "agency": agencies,
        "role_group": sorted(world.role_groups),
        "course": sorted(world.courses),
        "recommendation": sorted({r for r, _ in world.answers}),
    }
    rows = []
    for values in product(*(choices[key] for key in by)):
        keys = dict(zip(by, values, strict=True))
        courses = world.courses
        if "recommendation" in keys:
            courses = [c for r, c in world.answers if r == keys["recommendation"]]
            if "course" in keys and keys["course"] not in courses:
                continue
        if "course" in keys:
            courses = [keys["course"]]
        groups = [keys["role_group"]] if "role_group" in keys else world.role_groups
        inside = [a for a in agencies if "agency" not in keys or keys["agency"] in world.chain(a)]
        row_agency = keys.get("agency") or (top[0] if top else None)
        rows.append({**keys, **figure(world, inside, groups, courses, d, row_agency)})
    return rows


def within(world, name):
    return {a.id for a in world.agencies if name in world.chain(a.id)}
