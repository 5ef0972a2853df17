"""Rows of a roster that give no e-mail address: the person is known by the agency and the staff number.

A person keeps a key instead of an address (`tracker.addresses`). Here each such row gets the key, or the address, of
the person who has the number. Whatever may be two people is refused and never guessed, whichever row comes first.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker.addresses import is_address, key_without_address, shown
from elearn.tracker.imports.base import Sheet
from elearn.tracker.imports.filerows import FileRow, Kept

Place = tuple[str, str]
"""An agency, and a staff number there in small letters."""
_EMAIL, _AGENCY, _NUMBER = 0, 1, 5  # where they are among the kept values of a row
_POST: Final = ("email", "agency", "role_group", "starts_on")
_SAID: Final = ("staff_number", "ends_on", "language")
ONE_PERSON = phrase(
    "A number belongs to one person. Check the number and the name. If the person has another name now, an "
    "administrator changes it on the person’s own page."
)


class Holder(NamedTuple):
    """A known person who has a staff number. `email` is what is kept of their address."""

    id: int
    email: str
    name: str


def holders_of(conn: Connection, emails: Collection[str]) -> dict[str, Holder]:
    """The people with these addresses, or keys instead of one."""
    if not emails:
        return {}
    sql = "select id, email, name from person where email in :emails"
    return {row[1]: Holder(*row) for row in conn.tuples(sql, {"emails": list(emails)})}


def place_of(line: FileRow) -> Place:
    """The agency and the staff number of a row."""
    return line.values["agency"], line.values["staff_number"].casefold()


def same_name(one: str, other: str) -> bool:
    """Whether two rows or people have one name."""
    return one.casefold() == other.casefold()


class Unaddressed:
    """Whose the rows without an address are, as they come. `names` are the names of all rows by address or key."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._fresh: dict[Place, str] = {}
        self._named: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        self._disputed: set[Place] = set()

    def must_be_known(self, lines: Iterable[FileRow]) -> None:
        """Reject each row that gives neither an address nor a staff number."""
        for line in lines:
            wrong = {problem.path for problem in line.problems}
            if line.values.get("email", "") is None and not (
                line.values.get("staff_number") or "staff_number" in wrong
            ):
                message = phrase("The cell in %(column)s is blank.", column=_POST[0])
                remedy = phrase("Fill it in, or give the staff number of someone who has no address.")
                line.reject("email", "blank", message, remedy)

    def resolve(
        self,
        conn: Connection,
        sheet: Sheet,
        stored: Mapping[str, Mapping[str, str]],
        shared: Mapping[Place, Collection[str]],
    ) -> None:
        """Give each row without an address the address or the key of the person whom it means.

        `stored` are those who have a number, by agency and number, and `shared` those who share one with them.
        """
        lines = [line for line in sheet.good() if line.values["email"] is None]
        found = [stored[place[0]].get(place[1]) for place in map(place_of, lines)]
        holders = holders_of(conn, {each for each in found if each})
        for line, known in zip(lines, found, strict=True):
            if place_of(line) in shared:
                _reject_shared(line)
            elif known and not (
                same_name(holders[known].name, line.values["name"]) and sheet.person in ("", known)
            ):
                _reject_other(line, holders[known].name)
            else:
                line.values["email"] = known or sheet.person or self._key(line)

    def is_one_person(self, line: FileRow, other: str) -> bool:
        """Whether a row is about the person of an earlier one that gives the same number, which is new here.

        `other` is the earlier row's address or key. One of the two gives no address: then the one that is given is
        theirs if the names agree. If they do not, all rows with the number are refused.
        """
        email = line.values["email"]
        if is_address(email) and is_address(other):
            return False
        if not same_name(self._names[email], self._names[other]):
            self._disputed.add(place_of(line))
            return False
        key, address = (other, email) if is_address(email) else (email, other)
        self._aliases[key] = address
        return True

    def settle(
        self, sheet: Sheet, kept: Kept, first: Mapping[str, Mapping[str, str]]
    ) -> dict[str, list[FileRow]]:
        """Refuse what may be two people, and give rows without an address the one that another row gives.

        Returns the rows with a new address, by address: what they change is not compared yet. `first` is who has
        which new number in the file.
        """
        refused = dict.fromkeys(self._disputed, "taken")
        refused.update(dict.fromkeys(self._without_zeros(first), "zeros"))
        if refused:
            self._refuse(kept, refused)
        return rename_rows(sheet, kept, self._aliases)

    def _key(self, line: FileRow) -> str | None:
        place, name = place_of(line), line.values["name"]
        key = self._fresh.get(place)
        if key is None:
            key = self._fresh[place] = key_without_address()
            self._named[key] = name
        elif not same_name(self._named[key], name):
            self._disputed.add(place)
            _reject_disputed(line)
        return key

    def _without_zeros(self, first: Mapping[str, Mapping[str, str]]) -> set[Place]:
        """New numbers of one name at one agency that differ only by leading zeros. One gives no address, at least."""
        found: set[Place] = set()
        for agency in {agency for agency, _ in self._fresh}:
            groups: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
            for number, email in first.get(agency, {}).items():
                groups[number.lstrip("0"), self._names[email].casefold()].append((agency, number))
            for places in groups.values():
                if len(places) > 1 and any(place in self._fresh for place in places):
                    found.update(places)
        return found

    def _refuse(self, kept: Kept, refused: Mapping[Place, str]) -> None:
        for number in [
            number
            for number, values in kept.values()
            if values[_NUMBER] and (values[_AGENCY], values[_NUMBER].casefold()) in refused
        ]:
            line = kept.row(number)
            if refused[place_of(line)] == "taken":
                _reject_disputed(line)
            else:
                message = phrase(
                    "Rows of %(name)s give two staff numbers at “%(agency)s” that differ only by leading zeros.",
                    name=line.values["name"],
                    agency=line.values["agency"],
                )
                remedy = phrase("Write the same number in all of them, as the agency has it.")
                line.reject("staff_number", "zeros", message, remedy)
            kept.put(line)


def rename_rows(sheet: Sheet, kept: Kept, aliases: Mapping[str, str]) -> dict[str, list[FileRow]]:
    """Give kept rows that have these keys the addresses instead. Returns them by address, those that say something.

    A post that another row gives with the address is left alone if both say the same, and refused otherwise.
    """
    if not aliases:
        return {}
    there: dict[tuple[str, ...], FileRow] = {}
    wanted = set(aliases.values())
    renamed = []
    for number, values in kept.values():
        if values[_EMAIL] in aliases:
            renamed.append(number)
        elif values[_EMAIL] in wanted:
            line = kept.row(number)
            there[tuple(line.values[name] for name in _POST)] = line
    names = {line.values["email"]: line.values["name"] for line in there.values()}
    found: defaultdict[str, list[FileRow]] = defaultdict(list)
    for line in map(kept.row, renamed):
        line.values["email"] = email = aliases[line.values["email"]]
        line.values["name"] = names.get(email, line.values["name"])
        post = tuple(line.values[name] for name in _POST)
        if other := there.get(post):
            _repeat(sheet, line, other)
        else:
            there[post] = line
            found[email].append(line)
        kept.put(line)
    return dict(found)


def _repeat(sheet: Sheet, line: FileRow, other: FileRow) -> None:
    """Say that a row gives the post of another one."""
    if all((line.values.get(name) or "") == (other.values.get(name) or "") for name in _SAID):
        line.repeats, line.action = other.number, "unchanged"
        sheet.repeated.append(line.number)
        return
    message = phrase("Row %(number)s is about the same post.", number=other.number)
    line.reject("", "repeated", message, phrase("Keep one of the two."))


def who(email: str, name: str) -> str:
    """What a message calls a person: their address, or their name if they have none."""
    return shown(email) or name


def reject_taken(line: FileRow, holder: str) -> None:
    """Refuse a row whose staff number is another person's. `holder` is what is kept of that person's address."""
    number, agency = line.values["staff_number"], line.values["agency"]
    if is_address(holder):
        message = phrase(
            "Staff number %(number)s at “%(agency)s” is %(email)s's.",
            number=number,
            agency=agency,
            email=holder,
        )
    else:
        message = phrase(
            "Staff number %(number)s at “%(agency)s” is that of someone without an e-mail address.",
            number=number,
            agency=agency,
        )
    line.reject("staff_number", "taken", message, phrase("Check it. A number belongs to one person."))


def _reject_other(line: FileRow, name: str) -> None:
    message = phrase(
        "Staff number %(number)s at “%(agency)s” is that of %(name)s.",
        number=line.values["staff_number"],
        agency=line.values["agency"],
        name=name,
    )
    line.reject("staff_number", "taken", message, ONE_PERSON)


def _reject_disputed(line: FileRow) -> None:
    message = phrase(
        "Rows give the staff number %(number)s at “%(agency)s” to people of different names.",
        number=line.values["staff_number"],
        agency=line.values["agency"],
    )
    line.reject("staff_number", "taken", message, ONE_PERSON)


def _reject_shared(line: FileRow) -> None:
    message = phrase(
        "Staff number %(number)s at “%(agency)s” belongs to more than one person.",
        number=line.values["staff_number"],
        agency=line.values["agency"],
    )
    line.reject("staff_number", "ambiguous", message, phrase("Give the e-mail address instead."))
