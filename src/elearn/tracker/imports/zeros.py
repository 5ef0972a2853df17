"""Leading zeros of staff numbers in a roster. Spreadsheets drop them, and then 00127 and 127 are two numbers.

A stored number never changes in this way by a file: the completions that give the old number would find nobody.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from elearn.database import Connection
from elearn.phrases import all_of, first_of, phrase
from elearn.tracker.addresses import is_address
from elearn.tracker.imports.base import Sheet
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.unaddressed import holders_of, same_name, who


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

        Without an address, a person of the same name is taken for the same. `shared`: who else has a number, by agency
        and number.
        """
        changed: list[tuple[FileRow, str]] = []
        alike: list[tuple[FileRow, str]] = []
        for line in lines:
            agency, email = line.values["agency"], line.values["email"]
            number = line.values["staff_number"].casefold()
            if number in self._stored[agency]:
                continue
            for each in self._alike(agency).get(_bare(number), ()):
                if self._stored[agency][each] == email or email in shared.get((agency, each), ()):
                    changed.append((line, each))
                    break
                if not (is_address(email) and is_address(self._stored[agency][each])):
                    alike.append((line, each))
        changed += self._of_one_name(conn, alike, {line.number for line, _ in changed})
        emails = {self._stored[line.values["agency"]][each] for line, each in changed}
        written = _as_written(conn, [line for line, _ in changed], emails)
        for line, each in changed:
            number = written[line.values["agency"], each]
            message = phrase(
                "%(email)s has the staff number %(number)s at “%(agency)s”, and not %(given)s. A spreadsheet may have "
                "changed the zeros.",
                email=who(line.values["email"], line.values["name"]),
                number=number,
                agency=line.values["agency"],
                given=line.values["staff_number"],
            )
            remedy = phrase(
                "Write %(number)s. If the number has really changed, change it on the person’s own page.",
                number=number,
            )
            line.reject("staff_number", "zeros", message, remedy)

    def _of_one_name(
        self, conn: Connection, alike: Sequence[tuple[FileRow, str]], without: Container[int]
    ) -> list[tuple[FileRow, str]]:
        """Those rows whose name is that of the person who has the number with other zeros, each row once."""
        held = [(line, each, self._stored[line.values["agency"]][each]) for line, each in alike]
        holders = holders_of(conn, {holder for _, _, holder in held})
        found: dict[int, tuple[FileRow, str]] = {}
        for line, each, holder in held:
            if line.number not in without and same_name(holders[holder].name, line.values["name"]):
                found.setdefault(line.number, (line, each))
        return list(found.values())

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


def _as_written(
    conn: Connection, lines: Sequence[FileRow], emails: Iterable[str]
) -> dict[tuple[str, str], str]:
    """The stored numbers of people as they are written, by agency and number in small letters."""
    if not lines:
        return {}
    found = conn.tuples(
        """
        select post.agency, post.staff_number
          from post join person on person.id = post.person
         where person.email in :emails and post.agency in :agencies and post.staff_number <> ''
        """,
        {
            "emails": sorted({*emails, *(line.values["email"] for line in lines)}),
            "agencies": sorted({line.values["agency"] for line in lines}),
        },
    )
    return {(agency, number.casefold()): number for agency, number in found}
