"""Staff numbers in a roster: whose they are, and people whose address is another one now.

We match completions by staff number, so a number at an agency belongs to one person. If a row gives someone else's
number and their name, it may be the same person with a new address. We ask, and never guess.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from elearn.database import Connection
from elearn.phrases import nphrase, phrase
from elearn.problems import InputFault, Problem
from elearn.tracker import audit
from elearn.tracker.addresses import is_address
from elearn.tracker.imports.base import Sheet
from elearn.tracker.imports.filerows import FileRow, Kept, rows
from elearn.tracker.imports.unaddressed import (
    Holder,
    Unaddressed,
    holders_of,
    reject_taken,
    rename_rows,
    same_name,
    who,
)
from elearn.tracker.imports.zeros import LeadingZeros
from elearn.tracker.scope import HELD

ASKED = phrase("The staff number and the name are those of someone whom we know with another address.")
"""It is the same for all such rows, so that a thousand of them are one reason and one answer."""
CHANGE = phrase(
    "If it is the same person with a new address, let the import change addresses: tick “Change the addresses of "
    "known people” or give --change-addresses. Otherwise check the number."
)
_AGENCIES_AT_A_TIME = 200


@dataclass(slots=True)
class Move:
    """A known person whom rows give another address, and the numbers of these rows."""

    holder: Holder
    emails: set[str] = field(default_factory=set)
    numbers: list[int] = field(default_factory=list)


Refusal = tuple[str, str, str]
"""The rule, what is wrong, and what to do."""


class StaffNumbers:
    """Who has which staff number, as stored and in the rows so far. `moves` are the addresses that may change.

    A county has hundreds of thousands of numbers, so we keep an address for each and nothing else. Who has it is read
    when a row gives the number to another address. `names` are the names of all rows by address, as they come.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self.moves: dict[int, Move] = {}
        self._stored: dict[str, dict[str, str]] = {}
        self._shared: dict[tuple[str, str], set[str]] = {}
        self._first: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._zeros = LeadingZeros(self._stored, self._first)
        self._unaddressed = Unaddressed(names)

    def resolve(self, conn: Connection, sheet: Sheet) -> None:
        """Give each row without an address the address or the key of the person who has its number."""
        self._unaddressed.must_be_known(sheet.lines)
        if not any(line.good and line.values["email"] is None for line in sheet.lines):
            return
        self._look_up_all(conn, sheet)
        self._unaddressed.resolve(conn, sheet, self._stored, self._shared)

    def settle_unaddressed(self, sheet: Sheet, kept: Kept) -> dict[str, list[FileRow]]:
        """What `Unaddressed.settle` does, after the last row."""
        return self._unaddressed.settle(sheet, kept, self._first)

    def check(self, conn: Connection, sheet: Sheet) -> None:
        """Reject a number that someone else has at the same agency. Keep a row that may change an address."""
        good = self._look_up_all(conn, sheet)
        if not sheet.by_form:
            self._zeros.reject(conn, good, self._shared)
            good = [line for line in good if line.good]
        others: list[tuple[FileRow, str]] = []
        for line in good:
            agency, email = line.values["agency"], line.values["email"]
            number = line.values["staff_number"].casefold()
            known = self._stored[agency].get(number)
            shared = self._shared.get((agency, number), ())
            if known is None:
                first = self._first[agency].setdefault(number, email)
                if first != email and self._unaddressed.is_one_person(line, first):
                    self._first[agency][number] = email if is_address(email) else first
                elif first != email:
                    reject_taken(line, first)
            elif known == email or email in shared:
                continue
            elif shared or (sheet.by_form and is_address(known)):
                reject_taken(line, known)
            else:
                others.append((line, known))
        self._move(conn, others)

    def note(self, sheet: Sheet) -> None:
        """Note the numbers of different people at one agency that differ only by leading zeros."""
        self._zeros.note(sheet)

    def _move(self, conn: Connection, others: list[tuple[FileRow, str]]) -> None:
        """Keep each row that gives a known person's number and name, and reject those with another name."""
        holders = holders_of(conn, {email for _, email in others})
        for line, known in others:
            holder = holders[known]
            if not same_name(holder.name, line.values["name"]):
                reject_taken(line, known)
                continue
            move = self.moves.setdefault(holder.id, Move(holder))
            move.emails.add(line.values["email"])
            move.numbers.append(line.number)

    def _look_up_all(self, conn: Connection, sheet: Sheet) -> list[FileRow]:
        """Read the numbers of the rows' agencies, and return the rows that give one."""
        good = [line for line in sheet.good() if line.values["staff_number"]]
        self._look_up(conn, {line.values["agency"] for line in good} - self._stored.keys())
        return good

    def _look_up(self, conn: Connection, agencies: set[str]) -> None:
        """Read the numbers of these agencies, of a few agencies at a time. The first who has one is its holder."""
        fresh = sorted(agencies)
        for start in range(0, len(fresh), _AGENCIES_AT_A_TIME):
            part = fresh[start : start + _AGENCIES_AT_A_TIME]
            self._stored.update((agency, {}) for agency in part)
            for agency, written, email in conn.tuples(
                """
                select post.agency, post.staff_number, person.email
                  from post join person on person.id = post.person
                 where post.agency in :agencies and post.staff_number <> '' order by person.id
                """,
                {"agencies": part},
            ):
                number = written.casefold()
                if self._stored[agency].setdefault(number, email) != email:
                    self._shared.setdefault((agency, number), set()).add(email)


def settle(
    conn: Connection,
    sheet: Sheet,
    kept: Kept,
    moves: Mapping[int, Move],
    named: Mapping[str, int],
    compare: Callable[[list[FileRow], Mapping[str, Holder]], None],
) -> None:
    """Change the addresses of those who are meant beyond doubt, if we may. Reject the other rows of `moves`.

    `named` is the first row of each address in the file. `compare` sets the action of rows whose new
    address belongs to a known person.
    """
    if not moves:
        return
    lines = _lines_by_address(kept, {email for move in moves.values() for email in move.emails})
    refused = _refusals(conn, sheet, moves, named)
    asked: list[int] = []
    changed: dict[str, Holder] = {}
    for move in moves.values():
        numbers = set(move.numbers)
        rule, message, remedy = refused.get(move.holder.id, ("", "", ""))
        if rule != "address-taken":  # otherwise the other rows are about the one who has the address
            numbers.update(number for email in move.emails for number in lines[email])
        if not rule and (sheet.change_addresses or not is_address(move.holder.email)):
            changed[next(iter(move.emails))] = move.holder
            continue
        if not rule:
            asked += numbers
            rule, remedy = "address", CHANGE
            message = ASKED
        for number in sorted(numbers):
            line = kept.row(number)
            if line.good:
                line.reject("email", rule, message, remedy)
                kept.put(line)
    sheet.movable = len(asked)
    if asked:
        sheet.notes.append(
            phrase(
                "Same staff number and name as a known person, but another address: %(rows)s. If "
                "these people have new addresses, let the import change them.",
                rows=rows(sorted(asked)),
            )
        )
    _change(sheet, kept, lines, changed, compare)


def _change(
    sheet: Sheet,
    kept: Kept,
    lines: Mapping[str, list[int]],
    changed: Mapping[str, Holder],
    compare: Callable[[list[FileRow], Mapping[str, Holder]], None],
) -> None:
    """Let the rows of new addresses change them, and those that name the person by number get the address too."""
    if not changed:
        return
    renamed = rename_rows(
        sheet,
        kept,
        {holder.email: email for email, holder in changed.items() if not is_address(holder.email)},
    )
    affected = [kept.row(number) for email in changed for number in lines[email]]
    affected += [line for of_one in renamed.values() for line in of_one]
    compare(affected, changed)
    for line in affected:
        line.values["address_of"] = changed[line.values["email"]].id
        if line.action == "unchanged":
            line.action = "changed"
        kept.put(line)
    _note(sheet, affected, changed)


def _note(sheet: Sheet, affected: Sequence[FileRow], changed: Mapping[str, Holder]) -> None:
    """Note who gets an address, and who gets another one than before."""
    first = [line.number for line in affected if not is_address(changed[line.values["email"]].email)]
    had = {email for email, holder in changed.items() if is_address(holder.email)}
    if first:
        sheet.notes.append(
            phrase(
                "People who had no address get one: %(rows)s. They keep their history, and sign in with it.",
                rows=rows(sorted(first)),
            )
        )
    if not had:
        return
    sheet.notes.append(
        nphrase(
            "%(num)s person gets a new address: %(rows)s. They keep their history. Links to sign in that were sent to "
            "the old addresses stop working, and so do open sessions.",
            "%(num)s people get new addresses: %(rows)s. They keep their history. Links to sign in that were sent to "
            "the old addresses stop working, and so do open sessions.",
            len(had),
            num=f"{len(had):,}",
            rows=rows(sorted(line.number for line in affected if line.values["email"] in had)),
        )
    )


def _lines_by_address(kept: Kept, emails: set[str]) -> defaultdict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, values in kept.values():
        if values[0] in emails:
            found[values[0]].append(number)
    return found


def _refusals(
    conn: Connection, sheet: Sheet, moves: Mapping[int, Move], named: Mapping[str, int]
) -> dict[int, Refusal]:
    """Why the address of a person cannot change by a file, whatever is answered, by the person's id."""
    wanted: defaultdict[str, list[Move]] = defaultdict(list)
    for move in moves.values():
        for email in move.emails:
            wanted[email].append(move)
    taken = set(conn.column("select email from person where email in :emails", {"emails": list(wanted)}))
    barred = _barred(conn, moves, sheet.held)
    found: dict[int, Refusal] = {}
    for person, move in moves.items():
        old, email = move.holder.email, min(move.emails)
        if len(move.emails) == 1 and email in taken:
            message = phrase(
                "%(email)s is someone else’s address. %(name)s has %(known)s.",
                email=email,
                name=move.holder.name,
                known=old if is_address(old) else phrase("none"),
            )
            remedy = phrase("Check both. Each person needs their own address.")
            found[person] = "address-taken", message, remedy
        elif contradiction := _contradiction(move, wanted[email], named):
            found[person] = "addresses", *contradiction
        elif person in barred:
            found[person] = _refusal(sheet, who(old, move.holder.name), barred[person])
    return found


def _contradiction(move: Move, wanting: Sequence[Move], named: Mapping[str, int]) -> tuple[str, str] | None:
    """What the file contradicts itself in, and what to do. `wanting` are all who would get the new address."""
    old, name = move.holder.email, move.holder.name
    if len(move.emails) > 1:
        told = rows(move.numbers)
        message = phrase("The file gives %(name)s more than one new address: %(rows)s.", name=name, rows=told)
        return message, phrase("Keep one of them.")
    if len(wanting) > 1:
        told = rows(sorted(number for each in wanting for number in each.numbers))
        message = phrase(
            "The file gives two known people of this name the same address: %(rows)s.", rows=told
        )
        return message, phrase("Each person needs their own address.")
    if old not in named or not is_address(old):
        return None
    message = phrase(
        "Row %(row)s gives %(name)s the address that we know, %(email)s.",
        row=named[old],
        name=name,
        email=old,
    )
    return message, phrase("Write the same address in all rows of one person.")


def _refusal(sheet: Sheet, email: str, rule: str) -> Refusal:
    """Why the address of someone must not change by a file. An agency's lead does not learn more than they must."""
    if sheet.held is not None:
        message = phrase("An import for one agency cannot change the address of %(email)s.", email=email)
        return rule, message, phrase("Ask an administrator to change it on the person’s own page.")
    message = phrase("%(email)s is an administrator’s address, so a file cannot change it.", email=email)
    return rule, message, phrase("An administrator changes it on the person’s own page.")


def _barred(conn: Connection, people: Iterable[int], held: frozenset[str] | None) -> dict[int, str]:
    """Those whose address must not change by this import, each with the rule that says so."""
    ids = list(people)
    barred = dict.fromkeys(_with_roles(conn, ids, held), "address-role")
    if held is not None:
        sql = "select person from post where person in :people and agency not in :held"
        for person in conn.column(sql, {"people": ids, "held": held}):
            barred.setdefault(person, "address-held")
    return barred


def _with_roles(conn: Connection, people: Iterable[int], held: frozenset[str] | None) -> set[int]:
    """Those whose address must not change by a file: administrators, and in a held import everyone with a role.

    Whoever has the address can sign in as the person.
    """
    only = "and role = 'administrator'" if held is None else ""
    return set(
        conn.column(f"select person from {HELD} r where person in :people {only}", {"people": list(people)})
    )


def write_addresses(conn: Connection, addresses: Mapping[int, str], held: bool, batch: int) -> None:
    """Give people (by id) their new addresses. Sign-in links and sessions of the old addresses end.

    Raises InputFault if one of them has got a role since the preview.
    """
    if not addresses:
        return
    if _with_roles(conn, addresses, frozenset() if held else None):
        message = phrase("Someone whose address would change has got a role since you chose the file.")
        remedy = phrase("Choose the file again.")
        raise InputFault([Problem("", 0, 0, "address-role", "error", message, remedy)])
    conn.many(
        "update person set email = :email where id = :id",
        ({"id": person, "email": email} for person, email in addresses.items()),
    )
    for table in ("sign_in_link", "session"):
        conn.execute(f"delete from {table} where person in :people", {"people": list(addresses)})
    actor = conn.value("select b.by from import_batch b where b.id = :batch", {"batch": batch})
    audit.note_each(
        conn, "person.address_changed", map(str, addresses), actor=actor, detail={"import_batch": batch}
    )
