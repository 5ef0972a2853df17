"""Lists of attendance: what came of people's places at taught sessions. Whoever attended has a completion by it."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from elearn.characters import plain
from elearn.database import Connection
from elearn.phrases import first_of, phrase
from elearn.problems import BadValue, ElearnError
from elearn.tracker.imports.base import Column, Kind, Progress, Sheet, unheard
from elearn.tracker.imports.cells import text, whole
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import known_agencies
from elearn.tracker.imports.limits import visible_agencies
from elearn.tracker.imports.matching import NOBODY, WHO, People, says_who
from elearn.tracker.imports.naming import folded
from elearn.tracker.scope import Scope
from elearn.tracker.taught import Hold, TaughtSession, find_in, mark_in, states_in

UNLISTED: Final = "unlisted"
"""The key of the choice what it means that somebody attended who is not on the list: `booked`, or `walked-in`."""
UNLISTED_CHOICES: Final = ("booked", "walked-in")
_WALKED_IN: Final = "walked in"
_WORDS: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("attended", "present", "yes", "y", "true", "1", "completed", "here", "✓", "✔"), "attended"
    ),
    **dict.fromkeys(
        ("no-show", "no show", "noshow", "absent", "did not attend", "not attended", "dna", "no", "n", "0"),
        "no-show",
    ),
    **dict.fromkeys(("cancelled", "canceled", "apologies", "withdrawn", "withdrew"), "cancelled"),
    **dict.fromkeys(("expected", "booked", "registered", "confirmed", "enrolled"), "expected"),
    **dict.fromkeys(("walked in", "walked-in", "walk-in", "walk in", "walkin"), _WALKED_IN),
}
_SAID: Final = {
    "attended": phrase("attended"),
    "no-show": phrase("did not come"),
    "cancelled": phrase("cancelled"),
    "expected": phrase("booked"),
}
_YES_NO: Final = {"yes": True, "y": True, "1": True, "true": True, "no": False, "n": False, "0": False}
_MORE: Final = 10


def state(cell: str, column: str) -> str:
    """Reads what came of a place. Raises BadValue for words that we do not know."""
    found = _WORDS.get(" ".join(plain(cell).split()).casefold())
    if found is None:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s does not say what came of the place.", cell=cell, column=column),
            phrase("Write attended, walked in, cancelled, no-show or booked."),
        )
    return found


def _yes_or_no(cell: str, column: str) -> bool:
    found = _YES_NO.get(plain(cell).casefold())
    if found is None:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is neither yes nor no.", cell=cell, column=column),
            phrase("Write yes or no."),
        )
    return found


class Attendance(Kind):
    """`session`, `email` or `agency`+`staff_number`, then `name,state,booked`."""

    name = "attendance"
    columns = (
        Column(
            "session",
            whole(1, 1_000_000_000),
            about=phrase("the number of the taught session; leave the column out if the file is about one"),
            also=("Session number", "Event", "Event number", "Class"),
        ),
        *WHO,
        Column(
            "name",
            text(),
            needed=False,
            blank=None,
            about=phrase("the person’s name, for whoever reads the file; nobody is found by it"),
            also=("Full name", "Delegate", "Attendee", "Participant"),
        ),
        Column(
            "state",
            state,
            about=phrase("attended, walked in, cancelled, no-show or booked"),
            also=("Attendance", "Attended", "Status", "Attendance status", "Present"),
        ),
        Column(
            "booked",
            _yes_or_no,
            needed=False,
            blank=None,
            about=phrase("yes or no: whether somebody who is not on the list yet had a place"),
            also=("Had a place", "Pre-booked"),
        ),
    )
    row = phrase("one person at one taught session")
    example = (
        ("1", "sam.heron@council.example", "", "", "Sam Heron (example)", "attended", "yes"),
        ("1", "", "example-council", "E101", "", "walked in", ""),
    )
    leads = True
    holdable = False
    names_sessions = True
    imported_only = False
    leaves_others = True

    def missing(self, present: Collection[str]) -> list[str]:
        lacking = super().missing(present)
        if not says_who(present):
            lacking.insert(0, NOBODY)
        return lacking

    def begin(self, conn: Connection, sheet: Sheet) -> None:
        self._by = sheet.by
        self._found: dict[int, tuple[TaughtSession, Hold] | None] = {}
        self._before: dict[int, dict[int, tuple[str, bool]]] = {}

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        agencies, people = known_agencies(conn, sheet), People(sheet.held)
        for line in sheet.lines:
            self._find_session(conn, sheet, line)
            agencies.resolve(line, "agency")
        people.look_up(conn, sheet.lines)
        for line in sheet.lines:
            people.match(line)
        self._must_not_be_guessed(conn, sheet.lines)
        self._must_be_theirs(conn, sheet.lines)
        for line in sheet.lines:
            if line.good:
                self._judge(sheet, line)
        sheet.once(("session", "person"), ("now", "booked"), phrase("session and person"))
        for line in sheet.good():
            before = self._before[line.values["session"]].get(line.values["person"])
            after = (line.values["now"], line.values["booked"])
            line.action = "new" if before is None else "unchanged" if before == after else "changed"
        self._note_names(conn, sheet)

    def shown(self, line: FileRow) -> list[str]:
        said = dict(zip((each.key for each in self.columns), super().shown(line), strict=True))
        said["state"] = _SAID[line.values["now"]]
        said["booked"] = phrase("yes") if line.values["booked"] else phrase("no")
        return list(said.values())

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        by_session: dict[int, list[FileRow]] = {}
        for line in lines:
            by_session.setdefault(line.values["session"], []).append(line)
        touched: set[int] = set()
        for number, rows in sorted(by_session.items()):
            session, held = find_in(conn, self._by, number)
            states = {row.values["person"]: (row.values["now"], row.values["booked"]) for row in rows}
            named = {
                row.values["person"]: row.values["agency"] for row in rows if row.values.get("staff_number")
            }
            mark_in(conn, self._by, session, held, states, named, {"batch": batch})
            touched.update(states)
        return touched

    def _find_session(self, conn: Connection, sheet: Sheet, line: FileRow) -> None:
        """Find the session of a row, with its list as it is."""
        if line.values.get("session") is None:
            return
        number = line.values["session"] = int(line.values["session"])  # that of the import is text
        if sheet.session is not None and number != sheet.session:
            line.reject(
                "session",
                "held",
                phrase(
                    "%(number)s is not the session of this import, %(session)s.",
                    number=number,
                    session=sheet.session,
                ),
                phrase("Leave the row out, or import the file without a session."),
            )
            return
        if number not in self._found:
            try:
                self._found[number] = find_in(conn, self._by, number)
                self._before[number] = states_in(conn, number)
            except ElearnError:
                self._found[number] = None
        if self._found[number] is None:
            remedy = phrase("See its number on its page, or in `elearn sessions list`.")
            line.reject(
                "session", "unknown", phrase("There is no session %(number)s.", number=number), remedy
            )

    def _must_be_theirs(self, conn: Connection, lines: Sequence[FileRow]) -> None:
        """Reject those whom the sender may not put on the list: they are not in post on the day in their scope."""
        for number, found in self._found.items():
            if found is None or found[1].on_list:
                continue
            session, held = found
            rows = [line for line in lines if line.good and line.values.get("session") == number]
            theirs = set(_in_post(conn, held.people, session, [row.values["person"] for row in rows]))
            for row in rows:
                if row.values["person"] not in theirs:
                    row.reject(
                        "email" if row.values.get("email") else "staff_number",
                        "unmatched",
                        phrase("Nobody whom you may put on the list is meant by this row."),
                        phrase("Check the address or the number."),
                    )

    def _must_not_be_guessed(self, conn: Connection, lines: Sequence[FileRow]) -> None:
        """Reject rows by which a trainer could find out whose a staff number is.

        An administrator finds everybody, and a lead their own people. Of others a row by number needs the name as we
        know it, unless they are on the list already. What is said of it is the same for a number that nobody has.
        """
        if self._by is None or self._by.may("administer") or not self._by.may("author"):
            return  # a lead's file is held to their agencies
        own = visible_agencies(conn, self._by) or ()
        rows = [
            line
            for line in lines
            if line.values.get("staff_number")
            and not line.values.get("email")
            and line.values.get("agency") not in own
        ]
        people = sorted({line.values["person"] for line in rows if line.values.get("person")})
        names: dict[int, str] = dict(
            conn.tuples("select id, name from person where id in :people", {"people": people})
        )
        for line in rows:
            person, given = line.values.get("person") or 0, line.values.get("name") or ""
            listed = person in self._before.get(line.values.get("session") or 0, {})
            if listed or (person and folded(given) == folded(names[person])):
                continue
            line.problems = tuple(each for each in line.problems if each.path != "staff_number")
            line.reject(
                "staff_number",
                "unmatched",
                phrase("Nobody whom you may put on the list is meant by this row."),
                phrase("Give the e-mail address, or the person’s name with the number."),
            )

    def _judge(self, sheet: Sheet, line: FileRow) -> None:
        """Say what is to be kept of a row: the state of the place, and whether it was booked."""
        values = line.values
        found = self._found[values["session"]]
        assert found is not None
        session, held = found
        before = self._before[session.id].get(values["person"])
        said = values["state"]
        came = said in ("attended", "no-show", _WALKED_IN)
        values["now"] = "attended" if said == _WALKED_IN else said
        if session.state == "cancelled":
            line.reject("session", "cancelled", phrase("The session was cancelled."), _BRING_BACK)
        elif came and session.held_on > sheet.today:
            message = phrase("Session %(number)s is still to come.", number=session.id)
            line.reject("state", "future", message, phrase("Say who came once it has taken place."))
        elif not held.keeps and (came or (before and before[0] in ("attended", "no-show"))):
            message = phrase("Who came to a session is said by whoever keeps it.")
            line.reject("state", "held", message, phrase("Write booked or cancelled, or leave the row out."))
        elif before and not before[1] and values["now"] != "attended":
            message = phrase("This person walked in, so they were there.")
            line.reject(
                "state", "walked-in", message, phrase("Take them off the list on the session’s page.")
            )
        else:
            self._had_booked(sheet, line, before, said)

    def _had_booked(self, sheet: Sheet, line: FileRow, before: tuple[str, bool] | None, said: str) -> None:
        """Say whether somebody had a place. Who is on the list already stays as they are there."""
        values = line.values
        if before:
            values["booked"] = before[1]
        elif said == _WALKED_IN:
            values["booked"] = False
        elif said != "attended":
            values["booked"] = True
        elif values["booked"] is None and UNLISTED in sheet.answers:
            values["booked"] = sheet.answers[UNLISTED] == "booked"
        elif values["booked"] is None:
            line.reject(
                "booked",
                UNLISTED,
                phrase("This person attended and is not on the list: had they booked, or did they walk in?"),
                phrase(
                    "Write yes or no in booked, or say it for all of them: --answer unlisted=walked-in or "
                    "--answer unlisted=booked."
                ),
            )

    def _note_names(self, conn: Connection, sheet: Sheet) -> None:
        """Note the rows whose name is not the one that we know, so that somebody looks at them."""
        rows = [line for line in sheet.good() if line.values.get("name")]
        known: dict[int, Any] = dict(
            conn.tuples(
                "select id, name from person where id in :people",
                {"people": [line.values["person"] for line in rows]},
            )
        )
        other = [
            phrase(
                "“%(sent)s” in row %(row)s is %(known)s here",
                sent=line.values["name"],
                row=line.number,
                known=known[line.values["person"]],
            )
            for line in rows
            if folded(line.values["name"]) != folded(known[line.values["person"]])
        ]
        if other:
            told = first_of(other[:_MORE], count=len(other))
            sheet.notes.append(phrase("Names that we know otherwise: %(names)s.", names=told))


_BRING_BACK: Final = phrase("If it took place, bring it back on its page first.")


def _in_post(conn: Connection, scope: Scope, session: TaughtSession, people: Sequence[int]) -> list[int]:
    """Those of some people who are in post in a scope on the day of a session."""
    return conn.column(
        f"""
        select distinct person from post
         where person in :people and starts_on <= :day and (ends_on is null or ends_on >= :day)
           and {scope.on_agency("post.agency")}
        """,
        {"people": list(people), "day": session.held_on.isoformat(), **scope.params},
    )
