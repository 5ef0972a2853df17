"""Finds the person that a row is about, by e-mail address or by an agency's staff number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from elearn.characters import skeleton
from elearn.database import Connection
from elearn.phrases import either, joined, phrase
from elearn.tracker.imports.base import Column
from elearn.tracker.imports.cells import email, reference, staff_number
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.other_headers import AGENCY, EMAIL, STAFF_NUMBER

WHO: Final = (
    Column(
        "email",
        email,
        needed=False,
        blank=None,
        about=phrase("the person’s e-mail address; or give agency and staff_number"),
        also=EMAIL,
    ),
    Column(
        "agency",
        reference,
        needed=False,
        blank=None,
        about=phrase("id or name of the agency"),
        also=AGENCY,
    ),
    Column(
        "staff_number",
        staff_number,
        needed=False,
        blank=None,
        about=phrase("the person’s number at the agency"),
        also=STAFF_NUMBER,
    ),
)
"""The columns that say who a row is about, in every kind of file about what people did."""
NOBODY: Final = phrase("email (or agency and staff_number)")
_NAMES: Final = tuple(each.name for each in WHO)
_CHECK_ADDRESS = phrase("Check the address, or import the person first.")
_CHECK_NUMBER = phrase("Check the number, or import the person first.")


def says_who(present: Collection[str]) -> bool:
    """Whether a file with these columns can say who its rows are about."""
    return "email" in present or {"agency", "staff_number"} <= set(present)


class Numbers:
    """Who has which staff number at which agency. Numbers that differ only in case are the same.

    An agency's numbers are read when a row first names it, so that a small file reads little.
    """

    def __init__(self) -> None:
        self._people: dict[tuple[str, str], frozenset[int]] = {}
        self._agencies: set[str] = set()
        self._written: dict[tuple[str, str], str] = {}  # of those that are not written in small letters
        self._alike: dict[str, dict[str, list[str]]] = {}

    def look_up(self, conn: Connection, agencies: Iterable[str]) -> None:
        """Read the numbers of these agencies, if they are not read yet."""
        fresh = set(agencies) - self._agencies
        if not fresh:
            return
        self._agencies |= fresh
        found: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for agency, number, person in conn.tuples(
            "select agency, staff_number, person from post where agency in :fresh and staff_number <> ''",
            {"fresh": fresh},
        ):
            folded = number.casefold()
            found[agency, folded].add(person)
            if folded != number:
                self._written[agency, folded] = number
        self._people.update((key, frozenset(people)) for key, people in found.items())

    def people(self, agency: str, number: str) -> frozenset[int]:
        """The ids of those who have this number there. Call `look_up` first."""
        return self._people.get((agency, number.casefold()), frozenset())

    def alike(self, agency: str, number: str) -> list[str]:
        """The numbers there that differ from this one only by leading zeros, O for 0, or I or l for 1.

        They are for a suggestion. They may belong to someone else, so nobody is found by them.
        """
        if agency not in self._alike:
            found: defaultdict[str, list[str]] = defaultdict(list)
            for at, each in self._people:
                if at == agency:
                    found[skeleton(each)].append(self._written.get((at, each), each))
            self._alike[agency] = dict(found)
        return sorted(self._alike[agency].get(skeleton(number), ()))


class People:
    """Everyone that a file may be about. If the import is limited to agencies (`held`), those with a post there."""

    def __init__(self, held: frozenset[str] | None) -> None:
        self._held = held
        self._by_email: dict[str, int | None] = {}
        self._numbers = Numbers()

    def look_up(self, conn: Connection, lines: Sequence[FileRow]) -> None:
        """Find everyone whom these rows may name. Those who were found for earlier rows are known already."""
        emails = {line.values.get("email") for line in lines} - self._by_email.keys() - {None}
        if emails:
            at = "" if self._held is None else "and id in (select person from post where agency in :held)"
            found = dict(
                conn.tuples(
                    f"select email, id from person where email in :emails {at}",
                    {"emails": emails, "held": self._held or []},
                )
            )
            self._by_email.update((email, found.get(email)) for email in emails if email is not None)
        agencies = {
            line.values["agency"]
            for line in lines
            if line.values.get("agency") and line.values.get("staff_number")
        }
        self._numbers.look_up(conn, agencies if self._held is None else agencies & self._held)

    def match(self, line: FileRow) -> None:
        """Put the person's id in the row's `person`, or reject the row if it names nobody or two people."""
        if line.problems and any(problem.path in _NAMES for problem in line.problems):
            return
        email, agency, number = (line.values.get(name) for name in _NAMES)
        by_number = self._numbers.people(agency, number) if agency and number else frozenset()
        if email:
            self._match_email(line, email, by_number)
        elif len(by_number) > 1:
            message = phrase(
                "Staff number %(number)s at “%(agency)s” belongs to more than one person.",
                number=number,
                agency=agency,
            )
            line.reject("staff_number", "ambiguous", message, phrase("Give the e-mail address instead."))
        elif by_number:
            line.values["person"] = next(iter(by_number))
        elif agency and number:
            message = phrase(
                "Nobody at “%(agency)s” has the staff number %(number)s.", agency=agency, number=number
            )
            alike = self._numbers.alike(agency, number)
            remedy = (
                phrase("Did you mean %(choices)s?", choices=either(alike[:3])) if alike else _CHECK_NUMBER
            )
            line.reject("staff_number", "unmatched", message, remedy)
        else:
            message = phrase("The row does not say who it is about.")
            remedy = phrase("Give an e-mail address, or an agency and a staff number.")
            line.reject("email", "blank", message, remedy)

    def _match_email(self, line: FileRow, email: str, by_number: frozenset[int]) -> None:
        person = self._by_email.get(email)
        if person is None:
            message = phrase("Nobody we know has the e-mail address %(email)s.", email=email)
            remedy = _CHECK_ADDRESS
            if by_number:
                other = phrase(
                    "The staff number %(number)s is that of someone with another one.",
                    number=line.values["staff_number"],
                )
                message = joined((message, other))
                remedy = phrase("Check both. If the number is right, leave the address blank.")
            line.reject("email", "unmatched", message, remedy)
        elif by_number and person not in by_number:
            message = phrase("The e-mail address and the staff number belong to different people.")
            line.reject("email", "ambiguous", message, phrase("Check both."))
        line.values["person"] = person
