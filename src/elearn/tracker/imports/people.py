"""People and their posts: the roster. A row is a post. The same e-mail address is the same person."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from elearn.database import Connection
from elearn.tracker import standing
from elearn.tracker.imports.base import (
    Column,
    FileRow,
    Kind,
    Sheet,
    known_agencies,
    known_role_groups,
    rows,
)
from elearn.tracker.imports.cells import day, email, person_name, reference, text

STARTS_ON = Column("starts_on", day, about="the first day in the post")
ENDS_ON = Column(
    "ends_on", day, needed=False, blank=None, about="the last day in the post; blank if it goes on"
)
_POST = ("email", "agency", "role_group", "starts_on")
_FIELDS = ("staff_number", "ends_on")
_OPEN = "9999-12-31"


class People(Kind):
    """`email,name,staff_number,agency,role_group,starts_on,ends_on`."""

    name = "people"
    columns = (
        Column("email", email, about="their own e-mail address; the same address is the same person"),
        Column("name", person_name, about="their name"),
        Column(
            "staff_number",
            text(60),
            needed=False,
            blank="",
            about="their number at the agency, if your completions give numbers",
        ),
        Column("agency", reference, about="id or name of the agency"),
        Column("role_group", reference, about="id or name of the role group"),
        STARTS_ON,
        ENDS_ON,
    )
    row = "a person’s post; someone with two posts has two rows"
    example = (
        (
            "robin.finch@council.example",
            "Robin Finch (example)",
            "E101",
            "example-council",
            "example-some-contact",
            "2024-04-01",
            "",
        ),
        (
            "sam.heron@council.example",
            "Sam Heron (example)",
            "E102",
            "example-social-work",
            "example-works-with-children",
            "2024-09-02",
            "",
        ),
        (
            "alex.linnet@council.example",
            "Alex Linnet (example)",
            "E103",
            "example-social-work",
            "example-works-with-children",
            "2023-01-09",
            "2025-03-31",
        ),
    )
    leads = True

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        agencies, role_groups = known_agencies(conn, sheet), known_role_groups(conn, sheet)
        for line in sheet.lines:
            agencies.resolve(line, "agency")
            role_groups.resolve(line, "role_group")
            sheet.in_order(line, STARTS_ON, ENDS_ON)
            if line.good:
                sheet.hold(line, line.values["agency"])
        sheet.once(_POST, ("name", *_FIELDS), "post")
        _one_name_each(sheet)
        emails = sorted({line.values["email"] for line in sheet.good()})
        names = dict(conn.tuples("select email, name from person where email in :emails", {"emails": emails}))
        posts = _kept_posts(conn, emails)
        _compare(sheet, names, posts)
        _keep_names_of_others(conn, sheet, names)
        _own_numbers(conn, sheet)
        _note_overlaps(sheet, posts)

    def write(self, conn: Connection, lines: Sequence[FileRow], batch: int) -> None:
        conn.many(
            """
            insert into person (email, name) values (:email, :name)
            on conflict (email) do update set name = excluded.name where person.name <> excluded.name
            """,
            ({"email": line.values["email"], "name": line.values["name"]} for line in lines),
        )
        emails = sorted({line.values["email"] for line in lines})
        ids = dict(conn.tuples("select email, id from person where email in :emails", {"emails": emails}))
        conn.many(
            """
            insert into post (person, agency, role_group, staff_number, starts_on, ends_on)
            values (:person, :agency, :role_group, :staff_number, :starts_on, :ends_on)
            on conflict (person, agency, role_group, starts_on) do update
               set staff_number = excluded.staff_number, ends_on = excluded.ends_on
            """,
            (
                {
                    "person": ids[line.values["email"]],
                    **{name: line.values[name] for name in (*_POST[1:], *_FIELDS)},
                }
                for line in lines
            ),
        )
        standing.refresh(conn, set(ids.values()))


def _one_name_each(sheet: Sheet) -> None:
    """Reject a row that gives another name to an e-mail address: two people may not share one."""
    first: dict[str, tuple[str, int]] = {}
    for line in sheet.good():
        name = line.values["name"]
        before, number = first.setdefault(line.values["email"], (name, line.number))
        if before.casefold() != name.casefold():
            message = f"Row {number} gives {line.values['email']} the name {before}."
            line.reject(
                "name",
                "two-names",
                message,
                "Each person needs their own address. Correct one of the two.",
            )


def _kept_posts(conn: Connection, emails: list[str]) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """The stored posts of these people: (email, agency, role group, start) to (staff number, end)."""
    found = conn.tuples(
        """
        select person.email, post.agency, post.role_group, post.starts_on, post.staff_number, post.ends_on
          from post join person on person.id = post.person
         where person.email in :emails
        """,
        {"emails": emails},
    )
    return {row[:4]: row[4:] for row in found}


def _compare(sheet: Sheet, names: dict[str, str], posts: dict[tuple[str, ...], tuple[Any, ...]]) -> None:
    """Set each row's action: new, changed or unchanged. A column that the file does not have changes nothing."""
    for line in sheet.good():
        before = posts.get(tuple(line.values[name] for name in _POST))
        if before is None:
            continue
        for name, value in zip(_FIELDS, before, strict=True):
            if name not in sheet.present:
                line.values[name] = value
        after = tuple(line.values[name] for name in _FIELDS)
        same = after == before and names[line.values["email"]] == line.values["name"]
        line.action = "unchanged" if same else "changed"


def _keep_names_of_others(conn: Connection, sheet: Sheet, names: dict[str, str]) -> None:
    """Let an import that is limited to an agency rename only people who work there and nowhere else.

    Someone without any post, such as an administrator, keeps their name too. Someone whom we know by their address
    alone has no name to keep.
    """
    if sheet.held is None:
        return
    elsewhere = set(
        conn.column(
            """
            select email from person
             where email in :emails
               and (id not in (select person from post where agency in :held)
                    or id in (select person from post where agency not in :held))
            """,
            {"held": sheet.held, "emails": sorted(names)},
        )
    )
    for line in sheet.good():
        kept = names.get(line.values["email"])
        if line.values["email"] in elsewhere and kept != line.values["email"]:
            line.values["name"] = kept


def _note_overlaps(sheet: Sheet, posts: dict[tuple[str, ...], tuple[Any, ...]]) -> None:
    """Note the rows that give a person two posts at once in one role group at one agency.

    Both posts are stored, because a person counts once, however many posts they have. But if one was meant to replace
    the other, the other needs an end, or we go on counting someone who has left. This compares the posts as they
    would be stored.
    """
    timelines: dict[tuple[str, ...], dict[str, tuple[str, FileRow | None]]] = defaultdict(dict)
    touched = {tuple(line.values[name] for name in _POST[:3]) for line in sheet.good()}
    for post, (_, end) in posts.items():
        if post[:3] in touched:
            timelines[post[:3]][post[3]] = (end or _OPEN, None)
    for line in sheet.good():
        cell = tuple(line.values[name] for name in _POST[:3])
        timelines[cell][line.values["starts_on"]] = (line.values["ends_on"] or _OPEN, line)
    overlapping = sorted({number for timeline in timelines.values() for number in _overlapping(timeline)})
    if overlapping:
        sheet.notes.append(
            f"Two posts at once in the same role group at the same agency: {rows(overlapping)}. "
            "The person counts once. Where one post took the other's place, send the other again with its ends_on."
        )


def _overlapping(timeline: dict[str, tuple[str, FileRow | None]]) -> Iterator[int]:
    """The number of each row that overlaps an earlier post, or that a later stored post overlaps."""
    latest: tuple[str, FileRow | None] | None = None
    for start, (end, line) in sorted(timeline.items(), key=lambda post: post[0]):
        if latest and start <= latest[0]:
            if line:
                yield line.number
            elif latest[1]:
                yield latest[1].number
        if latest is None or end >= latest[0]:
            latest = (end, line)


def _own_numbers(conn: Connection, sheet: Sheet) -> None:
    """Reject a staff number that someone else has at the same agency: we match completions by it."""
    holders: dict[tuple[str, str], str] = {
        (agency, number.casefold()): email_
        for agency, number, email_ in conn.tuples(
            """
            select post.agency, post.staff_number, person.email from post join person on person.id = post.person
             where post.staff_number <> ''
            """
        )
    }
    for line in sheet.good():
        number = line.values["staff_number"]
        if not number:
            continue
        holder = holders.setdefault((line.values["agency"], number.casefold()), line.values["email"])
        if holder != line.values["email"]:
            message = f"Staff number {number} at “{line.values['agency']}” is {holder}'s."
            line.reject("staff_number", "taken", message, "Check it. A number belongs to one person.")
