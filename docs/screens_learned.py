"""What people learned apart from courses, for `screens.py`: taught sessions, and learning elsewhere.

And people without an e-mail address of their own.
"""

import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.serving import Installation

from elearn.database import Database, open_database
from elearn.tracker import actor, outside, sessions
from elearn.tracker.outside import Learned

LONG = "and what it means for schools and nurseries in the valleys of the north and west"
_SESSIONS = "course,held_on,delivery,agency,place,places,minutes,participatory"
_ATTENDANCE = "session,email,state,booked"
_STATES = ("attended", "attended", "attended", "no-show", "cancelled", "walked in")


def fill_learned(here: Installation, counts: Mapping[str, int]) -> None:
    """Imports sessions, who came to the first, and people without an address; and records learning that waits."""
    held, came = counts.get("sessions", 1), min(counts.get("people", 1), 60)
    _bring(here, "sessions", _SESSIONS, [_session(number) for number in range(1, held + 1)])
    rows = [
        f"1,person{number}@hollin.example,{(state := _STATES[number % 6])},{'' if state == 'walked in' else 'yes'}"
        for number in range(1, came + 1)
    ]
    _bring(here, "attendance", _ATTENDANCE, rows)
    rows = [
        f",Person N{number} Without-Address,N{number},a1,r1,2025-03-01"
        for number in range(1, counts.get("without address", 1) + 1)
    ]
    _bring(here, "people", "email,name,staff_number,agency,role_group,starts_on", rows)
    with open_database(str(here.database)) as database:
        _record(database, counts)


def _session(number: int) -> str:
    day = date(2026, 9, 1) - timedelta(days=number % 700)
    place = f"Hall {number}{f' {LONG}' if number % 10 == 0 else ''}"
    delivery = ("inter", "single")[number % 2]
    return f"c1,{day},{delivery},{'a1' if number % 2 else ''},{place},30,180,yes"


def _bring(here: Installation, kind: str, header: str, rows: list[str]) -> None:
    file = here.folder / f"{kind}-learned.csv"
    file.write_text("\n".join([header, *rows]), encoding="utf-8")
    here.run("import", kind, str(file))


def _record(database: Database, counts: Mapping[str, int]) -> None:
    """The first person records thirty, and each of the others one."""
    most = counts.get("learned elsewhere", 1)
    for number in range(most):
        email = f"person{max(1, number - 28)}@hollin.example"
        person = sessions.person_by_email(database, email)
        assert person is not None
        title = f"A study day on safer sleep {number + 1}{f' {LONG}' if number % 10 == 0 else ''}"
        day = date(2026, 9, 1) - timedelta(days=number % 300)
        learned = Learned(title, "Hollin College", day, 1 + number % 6, 30, number % 3 > 0, "I ask more.")
        outside.record(database, actor(database, person), learned)
