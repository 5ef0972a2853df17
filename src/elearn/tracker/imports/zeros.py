"""Leading zeros of staff numbers in a roster. Spreadsheets drop them, and then 00127 and 127 are two numbers.

A stored number never changes in this way by a file: the completions that give the old number would find nobody.
"""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence

from elearn.database import Connection
from elearn.phrases import all_of, first_of, phrase
from elearn.tracker.imports.base import Sheet
from elearn.tracker.imports.filerows import FileRow


class LeadingZeros:
    """Compares the numbers of a file's rows with those that are `stored` and the `first` of the file.

    Both are the address of each number's holder, by agency and by number in small letters. They may grow later.
    """

    def __init__(
        self, stored: Mapping[str, Mapping[str, str]], first: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._stored, self._first = stored, first
        self._bare: dict[str, dict[str, list[str]]] = {}

    def reject(
        self, conn: Connection, lines: Sequence[FileRow], shared: Mapping[tuple[str, str], Container[str]]
    ) -> None:
        """Reject each row whose person has the same number there already, with more or fewer leading zeros.

        `shared`: who else has a number, by agency and number.
        """
        changed: list[tuple[FileRow, str]] = []
        for line in lines:
            agency, email = line.values["agency"], line.values["email"]
            number = line.values["staff_number"].casefold()
            if number in self._stored[agency]:
                continue
            for each in self._alike(agency).get(_bare(number), ()):
                if self._stored[agency][each] == email or email in shared.get((agency, each), ()):
                    changed.append((line, each))
                    break
        written = _as_written(conn, [line for line, _ in changed])
        for line, each in changed:
            number = written[line.values["agency"], each]
            message = phrase(
                "%(email)s has the staff number %(number)s at “%(agency)s”, and not %(given)s. A spreadsheet may have "
                "changed the zeros.",
                email=line.values["email"],
                number=number,
                agency=line.values["agency"],
                given=line.values["staff_number"],
            )
            remedy = phrase(
                "Write %(number)s. If the number has really changed, change it on the person’s own page.",
                number=number,
            )
            line.reject("staff_number", "zeros", message, remedy)

    def note(self, sheet: Sheet) -> None:
        """Note the new numbers that are someone else's number too, with more or fewer leading zeros."""
        found: list[str] = []
        for agency, numbers in self._first.items():
            stored = self._alike(agency)
            groups: defaultdict[str, list[str]] = defaultdict(list)
            for number in numbers:
                groups[_bare(number)].append(number)
            for bare, group in groups.items():
                together = sorted({*group, *stored.get(bare, ())})
                holders = {numbers.get(each) or self._stored[agency][each] for each in together}
                if len(holders) > 1:
                    numbers_ = all_of(together)
                    found.append(phrase("%(numbers)s at “%(agency)s”", numbers=numbers_, agency=agency))
        if found:
            sheet.notes.append(
                phrase(
                    "Staff numbers of different people that differ only by leading zeros: %(found)s. Check that they "
                    "are different people.",
                    found=first_of(found),
                )
            )

    def _alike(self, agency: str) -> dict[str, list[str]]:
        """The stored numbers of an agency by what they are without leading zeros."""
        if agency not in self._bare:
            found: defaultdict[str, list[str]] = defaultdict(list)
            for number in self._stored[agency]:
                found[_bare(number)].append(number)
            self._bare[agency] = dict(found)
        return self._bare[agency]


def _bare(number: str) -> str:
    return number.lstrip("0")


def _as_written(conn: Connection, lines: Sequence[FileRow]) -> dict[tuple[str, str], str]:
    """The stored numbers of these rows' people as they are written, by agency and number in small letters."""
    if not lines:
        return {}
    found = conn.tuples(
        """
        select post.agency, post.staff_number
          from post join person on person.id = post.person
         where person.email in :emails and post.agency in :agencies and post.staff_number <> ''
        """,
        {
            "emails": sorted({line.values["email"] for line in lines}),
            "agencies": sorted({line.values["agency"] for line in lines}),
        },
    )
    return {(agency, number.casefold()): number for agency, number in found}
