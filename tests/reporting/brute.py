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
    edition: str | None = None
    renew_from: str = "completion"
    renew_early_months: int | None = None
    renew_on: str | None = None
    minutes: int | None = None
    participatory_percent: int = 0
    counts_replaced: bool = False
    counts_outside: bool = False


@dataclass
class Edition:
    id: str
    from_day: date
    to_day: date | None = None


@dataclass
class Equivalence:
    course: str
    other: str
    kind: str
    from_day: date
    to_day: date | None = None


@dataclass
class Towards:
    course: str
    other: str


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
    id: int = 0
    minutes: int | None = None
    participatory: bool = False


@dataclass
class Place:
    """Somebody's place at a taught session of their own."""

    id: int
    person: int
    course: str
    held_on: date
    state: str
    minutes: int | None
    participatory: bool
    passes: bool = True
    cancelled: bool = False


@dataclass
class Withdrawal:
    completion: int


@dataclass
class Outside:
    id: int
    person: int
    completed_on: date
    minutes: int
    participatory: bool
    course: str | None
    state: str


@dataclass
class Reflection:
    person: int
    course: str
    written_on: date
    completion: int | None
    outside_learning: int | None


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
    kinds: dict[str, str] = field(default_factory=dict)  # of what is required instead of a course
    editions: list[Edition] = field(default_factory=list)
    equivalences: list[Equivalence] = field(default_factory=list)
    towards: list[Towards] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    reflections: list[Reflection] = field(default_factory=list)

    def kind(self, course):
        return self.kinds.get(course, "course")

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


def requirement_in_force(world, requirement, d):
    """On its own days, and on those of its edition if it has one."""
    for edition in world.editions:
        if edition.id == requirement.edition and not in_force(d, edition.from_day, edition.to_day):
            return False
    return in_force(d, requirement.from_day, requirement.to_day)


def begins(world, requirement):
    """The first day of a requirement, or of its edition if that is later."""
    days = [edition.from_day for edition in world.editions if edition.id == requirement.edition]
    return max([requirement.from_day, *days])


def state(world, person, agency, role_group, course, d):
    """The state of one person in one cell on one day, or None if they are not in scope."""
    states = []
    for post in world.posts:
        if (post.person, post.agency, post.role_group) != (person, agency, role_group):
            continue
        if not in_force(d, post.starts_on, post.ends_on):
            continue
        for requirement in world.requirements:
            current = requirement.course == course and requirement_in_force(world, requirement, d)
            if current and names(world, requirement, agency, role_group):
                states.append(state_under(world, post, requirement, d))
    for exemption in world.exemptions:
        theirs = (exemption.person, exemption.course) == (person, course)
        if theirs and in_force(d, exemption.from_day, exemption.to_day):
            return None
    return max(states, key=ORDER.index, default=None)  # the one that is furthest behind


def state_under(world, post, requirement, d):
    """The state of one person under one requirement on one day."""
    kind = world.kind(requirement.course)
    if kind == "hours":
        credits = all_credits(world, post.person, requirement, d)
        now = has_enough(credits, requirement, d)
        ever = now or any(has_enough(credits, requirement, credit[0]) for credit in credits)
    else:
        days = reflection_days if kind == "update" else pass_days
        found = sorted(set(days(world, post.person, requirement, d)))
        ever = bool(found)
        now = ever and (requirement.renew_after_months is None or d <= expiry(found, requirement))
    if now:
        return "in_date"
    if ever:
        return "lapsed"
    due = max(post.starts_on, begins(world, requirement)) + timedelta(days=requirement.due_within_days)
    return "grace" if d <= due else "never"


def is_pass(world, completion):
    return completion.passed and all(each.completion != completion.id for each in world.withdrawals)


def passes(world, person, d):
    """(course, day, minutes, participatory) of each pass up to `d`, in a file or by a taught session."""
    for completion in world.completions:
        if completion.person == person and completion.completed_on <= d and is_pass(world, completion):
            yield completion.course, completion.completed_on, completion.minutes, completion.participatory
    for place in world.places:
        came = place.state == "attended" and place.passes and not place.cancelled
        if place.person == person and place.held_on <= d and came:
            yield place.course, place.held_on, place.minutes, place.participatory


def pass_days(world, person, requirement, d):
    """The days up to `d` of everything that counts as a pass for a requirement of a course."""
    for course, day, _, _ in passes(world, person, d):
        if course == requirement.course:
            yield day
        for same in world.equivalences:
            if (same.course, same.other) != (requirement.course, course):
                continue
            if same.kind == "replaced" and not requirement.counts_replaced:
                continue
            if in_force(day, same.from_day, same.to_day):
                yield day
    if requirement.counts_outside:
        for learned in world.outside:
            theirs = learned.person == person and learned.course == requirement.course
            if theirs and learned.state == "approved" and learned.completed_on <= d:
                yield learned.completed_on


def reflection_days(world, person, requirement, d):
    """The days up to `d` of reflections for an update, on something that counts and came before."""
    listed = {each.other for each in world.towards if each.course == requirement.course}
    for reflection in world.reflections:
        if (reflection.person, reflection.course) != (
            person,
            requirement.course,
        ) or reflection.written_on > d:
            continue
        for completion in world.completions:
            if completion.id == reflection.completion and is_pass(world, completion):
                before = completion.completed_on <= reflection.written_on
                if before and (not listed or completion.course in listed):
                    yield reflection.written_on
        for learned in world.outside:
            counts = learned.state == "approved" and requirement.counts_outside
            before = learned.completed_on <= reflection.written_on
            if learned.id == reflection.outside_learning and counts and before:
                yield reflection.written_on


def expiry(days, requirement):
    """The last day in date after all of these passes."""
    months = requirement.renew_after_months
    if requirement.renew_from == "completion":
        return max(months_from(day, months) for day in days)
    if requirement.renew_from == "day":
        return max(next_fixed_day(months_from(day, months), requirement.renew_on) for day in days)
    early = 3 if requirement.renew_early_months is None else requirement.renew_early_months
    early = min(early, months - 1)
    last = months_from(days[0], months)
    for day in days[1:]:
        if months_from(last, -early) <= day <= last:
            last = months_from(last, months)
        else:
            last = max(last, months_from(day, months))
    return last


def next_fixed_day(day, month_and_day):
    """The first day from `day` on that is MM-DD, or the last of February in a year that has no 29th."""
    while True:
        if f"{day:%m-%d}" == month_and_day:
            return day
        if month_and_day == "02-29" and f"{day:%m-%d}" == "02-28" and not calendar.isleap(day.year):
            return day
        day += timedelta(days=1)


def all_credits(world, person, requirement, d):
    """(day, minutes, participatory) of everything up to `d` that credits time. A course counts once on a day."""
    listed = {each.other for each in world.towards if each.course == requirement.course}
    by_course_and_day = {}
    for course, day, minutes, participatory in passes(world, person, d):
        if minutes and (not listed or course in listed):
            by_course_and_day.setdefault((course, day), []).append((minutes, participatory))
    found = [(day, *max(several)) for (_, day), several in by_course_and_day.items()]
    if requirement.counts_outside:
        for learned in world.outside:
            if learned.person == person and learned.state == "approved" and learned.completed_on <= d:
                found.append((learned.completed_on, learned.minutes, learned.participatory))
    return found


def has_enough(credits, requirement, d):
    """Whether the minutes that count on a day are enough, and those in which people took part are."""
    if not requirement.minutes:
        return False
    window = requirement.renew_after_months
    counting = [
        credit
        for credit in credits
        if credit[0] <= d and (window is None or d <= months_from(credit[0], window))
    ]
    taking_part = sum(minutes for _, minutes, participatory in counting if participatory)
    enough = sum(minutes for _, minutes, _ in counting) >= requirement.minutes
    return enough and taking_part >= requirement.minutes * requirement.participatory_percent / 100


def named_at(world, agency, role_group, course, d):
    return any(
        r.course == course and requirement_in_force(world, r, d) and names(world, r, agency, role_group)
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
