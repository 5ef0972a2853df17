"""Finds the person that a row is about, by e-mail address or by an agency's staff number."""

from collections import defaultdict

from elearn.database import Connection
from elearn.tracker.imports.base import FileRow

_WHO = ("email", "agency", "staff_number")


class People:
    """Everyone that a file may be about. If the import is limited to agencies (`held`), those with a post there."""

    def __init__(self, conn: Connection, held: frozenset[str] | None) -> None:
        within = "" if held is None else "where id in (select person from post where agency in :held)"
        self._by_email: dict[str, int] = dict(
            conn.tuples(f"select email, id from person {within}", {"held": held or []})
        )
        posts = conn.tuples("select agency, staff_number, person from post where staff_number <> ''")
        self._by_number: dict[tuple[str, str], set[int]] = defaultdict(set)
        for agency, number, person in posts:
            if held is None or agency in held:
                self._by_number[agency, number.casefold()].add(person)

    def match(self, line: FileRow) -> None:
        """Put the person's id in the row's `person`, or reject the row if it names nobody or two people."""
        if any(problem.path in _WHO for problem in line.problems):
            return
        email, agency, number = (line.values.get(name) for name in _WHO)
        by_number = self._by_number.get((agency, number.casefold()), set()) if agency and number else set()
        if email:
            self._match_email(line, email, by_number)
        elif len(by_number) > 1:
            message = f"Staff number {number} at “{agency}” belongs to more than one person."
            line.reject("staff_number", "ambiguous", message, "Give the e-mail address instead.")
        elif by_number:
            line.values["person"] = next(iter(by_number))
        elif agency and number:
            message = f"Nobody at “{agency}” has the staff number {number}."
            line.reject("staff_number", "unmatched", message, "Check the number, or import the person first.")
        else:
            message = "The row does not say who it is about."
            line.reject("email", "blank", message, "Give an e-mail address, or an agency and a staff number.")

    def _match_email(self, line: FileRow, email: str, by_number: set[int]) -> None:
        person = self._by_email.get(email)
        if person is None and len(by_number) == 1:
            person = next(iter(by_number))
        elif person is None:
            message = f"Nobody we know has the e-mail address {email}."
            line.reject("email", "unmatched", message, "Check the address, or import the person first.")
        elif by_number and person not in by_number:
            message = "The e-mail address and the staff number belong to different people."
            line.reject("email", "ambiguous", message, "Check both.")
        line.values["person"] = person
