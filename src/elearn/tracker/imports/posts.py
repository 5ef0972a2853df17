"""Posts of a roster beside those that are stored: corrected first days, and two posts at once.

A cell is a person (by e-mail address), an agency and a role group. Someone may have several posts in one cell.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from elearn.database import Connection
from elearn.phrases import all_of, nphrase, phrase
from elearn.tracker.imports.base import Sheet
from elearn.tracker.imports.filerows import FileRow, Kept, rows

CELL: Final = ("email", "agency", "role_group")
POST: Final = (*CELL, "starts_on")
_LAST_DAY: Final = "ends_on"
FIELDS: Final = ("staff_number", _LAST_DAY)
_OPEN: Final = "9999-12-31"

Cell = tuple[str, ...]
Stored = dict[str, tuple[str, str | None]]
"""The posts of a cell by their first day: the staff number, and the last day (None: it goes on)."""


class _Post(NamedTuple):
    """A post of a cell. `number` is the row of the file that gives it, or 0 if it is only stored."""

    start: str
    end: str
    staff_number: str
    number: int
    is_new: bool

    def overlaps(self, other: "_Post") -> bool:
        return self.start <= other.end and other.start <= self.end

    def is_plainly_another(self, other: "_Post") -> bool:
        """True if both have a staff number and these differ, as for two contracts at once."""
        mine, theirs = self.staff_number.casefold(), other.staff_number.casefold()
        return bool(mine and theirs and mine != theirs)


def cell_of(line: FileRow) -> Cell:
    """The cell of a row."""
    return tuple([line.values[name] for name in CELL])


def stored_posts(conn: Connection, emails: Collection[str]) -> dict[Cell, Stored]:
    """The posts of these people, by cell."""
    found: defaultdict[Cell, Stored] = defaultdict(dict)
    for email, agency, role_group, start, staff_number, end in conn.tuples(
        """
        select person.email, post.agency, post.role_group, post.starts_on, post.staff_number, post.ends_on
          from post join person on person.id = post.person
         where person.email in :emails
        """,
        {"emails": list(emails)},
    ):
        found[email, agency, role_group][start] = (staff_number, end)
    return found


def settle(sheet: Sheet, kept: Kept, stored: Mapping[Cell, Stored]) -> None:
    """Let rows correct the first day of stored posts, reject those that may be read in two ways, and note overlaps.

    `stored` has the cells with a stored post whose first day the cell's row does not give. The kept values of a row
    start with the columns of `POST`, its name, and `FIELDS`.
    """
    corrected: list[int] = []
    overlapping: list[int] = []
    for cell, found in _cells(kept, stored).items():
        known = stored.get(cell, {})
        posts = [_of_row(kept.row(number)) for number in found]
        moved = {} if sheet.by_form else _corrected(sheet, kept, cell, known, posts)
        corrected += moved.values()
        overlapping += _at_once(kept, {start: known[start] for start in known if start not in moved}, found)
    if corrected:
        sheet.notes.append(
            nphrase(
                "The first day of %(num)s post is corrected: %(rows)s. If one of these is a second post, send the row "
                "of the first one too.",
                "The first days of %(num)s posts are corrected: %(rows)s. If one of these is a second post, send the "
                "row of the first one too.",
                len(corrected),
                num=f"{len(corrected):,}",
                rows=rows(sorted(corrected)),
            )
        )
    if overlapping:
        sheet.notes.append(
            phrase(
                "Two posts at once in the same role group at the same agency: %(rows)s. The person counts once. Where "
                "one post took the other's place, send the other again with its %(column)s.",
                column=_LAST_DAY,
                rows=rows(sorted(overlapping)),
            )
        )


def _cells(kept: Kept, stored: Mapping[Cell, Stored]) -> dict[Cell, list[int]]:
    """The numbers of the rows of each cell that has several posts, stored or in the file.

    Few cells have. So we first count the hashes of all cells, which takes little memory, and then look at cells whose
    hash is there more than once.
    """
    width = len(CELL)
    hashes = np.fromiter((hash(values[:width]) for _, values in kept.values()), np.int64)
    found_hashes, times = np.unique(hashes, return_counts=True)
    several = {*found_hashes[times > 1].tolist(), *map(hash, stored)}
    found: dict[Cell, list[int]] = {}
    for number, values in kept.values():
        if hash(cell := values[:width]) in several:
            found.setdefault(cell, []).append(number)
    return {cell: numbers for cell, numbers in found.items() if len(numbers) > 1 or cell in stored}


def _of_row(line: FileRow) -> _Post:
    values = line.values
    return _Post(
        values["starts_on"],
        values["ends_on"] or _OPEN,
        values["staff_number"],
        line.number,
        line.action == "new",
    )


def _corrected(sheet: Sheet, kept: Kept, cell: Cell, known: Stored, posts: Sequence[_Post]) -> dict[str, int]:
    """Let new rows of a cell move the first day of a stored post. The number of each by the first day that was.

    A row moves a post if its period overlaps that one alone, and no row gives that post's own first day. If a row may
    mean several posts, or several rows may mean one, they are rejected.
    """
    unnamed = [
        _Post(start, end or _OPEN, staff_number, 0, False)
        for start, (staff_number, end) in known.items()
        if not sheet.was_seen((*cell, start))
    ]
    claims: defaultdict[str, list[int]] = defaultdict(list)
    for post in posts:
        if not post.is_new:
            continue
        meant = [each for each in unnamed if post.overlaps(each) and not post.is_plainly_another(each)]
        beside = [
            each
            for each in posts
            if not each.is_new and post.overlaps(each) and not post.is_plainly_another(each)
        ]
        if meant and len(meant) + len(beside) > 1:
            days = all_of(sorted(each.start for each in (*meant, *beside)))
            message = phrase(
                "Its period overlaps the posts that the person has there from %(days)s.", days=days
            )
            _reject(kept, post.number, message)
        elif meant:
            claims[meant[0].start].append(post.number)
    for start, numbers in claims.items():
        if len(numbers) == 1:
            _move(sheet, kept, numbers[0], start, known[start])
        else:
            for number in numbers:
                message = phrase(
                    "The person has a post there from %(day)s, and %(rows)s may each correct it.",
                    day=start,
                    rows=rows(numbers),
                )
                _reject(kept, number, message)
    return {start: numbers[0] for start, numbers in claims.items() if len(numbers) == 1}


def _move(sheet: Sheet, kept: Kept, number: int, start: str, before: tuple[str, str | None]) -> None:
    """Let a row move a post that starts on another day. A column that the file does not have changes nothing."""
    line = kept.row(number)
    for name, value in zip(FIELDS, before, strict=True):
        if name not in sheet.present:
            line.values[name] = value
    line.values["corrects"] = start
    line.action = "changed"
    kept.put(line)


def _reject(kept: Kept, number: int, message: str) -> None:
    line = kept.row(number)
    remedy = phrase(
        "Send a row for each post that the person has there, one of them with the day that we know, or correct the "
        "post on the person’s own page."
    )
    line.reject("starts_on", "which-post", message, remedy)
    kept.put(line)


def _at_once(kept: Kept, known: Stored, numbers: Iterable[int]) -> Iterator[int]:
    """The number of each row that overlaps an earlier post of its cell, or that a later stored post overlaps.

    Both posts are stored, because a person counts once, however many posts they have. But if one was meant to replace
    the other, the other needs an end, or we go on counting someone who has left. This compares the posts as they
    would be stored.
    """
    timeline = {start: _Post(start, end or _OPEN, number, 0, False) for start, (number, end) in known.items()}
    for line in map(kept.row, numbers):
        if line.good:
            timeline[line.values["starts_on"]] = _of_row(line)
    latest: _Post | None = None
    for _, post in sorted(timeline.items()):
        if latest and post.start <= latest.end and (post.number or latest.number):
            yield post.number or latest.number
        if latest is None or post.end >= latest.end:
            latest = post


def write_staged(conn: Connection) -> None:
    """Write the posts of the table `staged_post`, whose people are there already. Those with `corrects` move one."""
    corrected = conn.rows(
        """
        select person.id as person, s.agency, s.role_group, s.starts_on, s.staff_number, s.ends_on, s.corrects
          from staged_post s join person on person.email = s.email
         where s.corrects is not null
        """
    )
    conn.many(
        """
        update post set starts_on = :starts_on, staff_number = :staff_number, ends_on = :ends_on
         where person = :person and agency = :agency and role_group = :role_group and starts_on = :corrects
        """,
        corrected,
    )
    conn.execute(
        """
        insert into post (person, agency, role_group, staff_number, starts_on, ends_on)
        select person.id, s.agency, s.role_group, s.staff_number, s.starts_on, s.ends_on
          from staged_post s join person on person.email = s.email
         where s.corrects is null
         order by s.position
        on conflict (person, agency, role_group, starts_on) do update
           set staff_number = excluded.staff_number, ends_on = excluded.ends_on
        """
    )
