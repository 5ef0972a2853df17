"""What the screens of administrators do is refused below them to everyone whose role does not allow it."""

from collections.abc import Callable
from typing import Any

import pytest

from elearn.database import Database
from elearn.days import today
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.settings import Settings
from elearn.tracker import catalogue, imports, keep_mail_test, readiness, roles, scope, sessions
from elearn.tracker.scope import Actor
from tests.tracker.conftest import counts, person

ANN, DI = "ann@council.example", "di@trust.example"
POST = {
    "email": "zo@council.example",
    "name": "Zo Ng",
    "agency": "trust",
    "role_group": "R1",
    "starts_on": "2024-01-01",
}
ACTS: dict[str, Callable[[Database, Actor], Any]] = {
    "give a role": lambda db, by: roles.give(db, ANN, "administrator", by=by),
    "take a role": lambda db, by: roles.take(db, ANN, "lead", "council", by=by),
    "see who has which role": lambda db, by: roles.held(db, by=by),
    "see one person's rights": lambda db, by: roles.rights(db, person(db, DI), by=by),
    "invite": lambda db, by: roles.invite(db, person(db, ANN), Settings(), by=by),
    "end sessions": lambda db, by: sessions.end_sessions(db, person(db, DI), by=by),
    "see the checklist": lambda db, by: readiness(db, today(), by=by),
    "keep a mail test": lambda db, by: keep_mail_test(db, server="x", answer="x", taken=True, by=by),
    "add an agency": lambda db, by: imports.enter(db, "agencies", {"id": "new", "name": "New"}, by=by),
    "add a post elsewhere": lambda db, by: imports.enter(db, "people", POST, by=by, agency="trust"),
    "add a role by a form": lambda db, by: imports.enter(db, "roles", {"email": ANN, "role": "board"}, by=by),
    "correct a person": lambda db, by: imports.correct_person(
        db, person(db, DI), {"email": DI, "name": "X"}, by=by
    ),
    "end an agency": lambda db, by: imports.end(db, "agency", "trust", "31/12/2026", by=by),
    "end a person's posts": lambda db, by: imports.end(db, "person", person(db, DI), "31/12/2026", by=by),
    "remove a person": lambda db, by: imports.remove(db, "person", person(db, DI), by=by),
    "see what refers to a person": lambda db, by: imports.references(db, "person", person(db, DI), by=by),
    "read a person's row": lambda db, by: imports.texts_of(db, "person", person(db, DI), by=by),
    "count a person's open rows": lambda db, by: imports.open_rows(db, "person", person(db, DI), by=by),
    "withdraw a course": lambda db, by: catalogue.withdraw(db, "bruising", "1.0.0", reason="Wrong", by=by),
    "list ids and names": lambda db, by: imports.ids_and_names(db, by),
}
ALSO = {
    "trainer": {"withdraw a course"},
    "lead": {"list ids and names"},
}
"""What others than administrators may do of these."""


@pytest.mark.parametrize("role", ["", "trainer", "lead", "board"])
def test_nobody_does_an_administrator_s_work(county: Database, role: str) -> None:
    if role and role != "lead":
        with county.write() as conn:
            conn.execute("delete from role where role = 'lead'")
            scope.give_role(conn, person(county, ANN), role)
    elif not role:
        with county.write() as conn:
            conn.execute("delete from role where role = 'lead'")
    by = scope.actor(county, person(county, ANN))
    before = counts(county)
    for name, act in ACTS.items():
        if name not in ALSO.get(role, set()):
            with pytest.raises((NotAllowed, NotFound)):
                act(county, by)
    assert counts(county) == before


def test_an_administrator_may_do_all_of_it(county: Database) -> None:
    by = scope.actor(county, person(county, DI))
    for name, act in ACTS.items():
        try:
            act(county, by)
        except (NotAllowed, NotFound) as refusal:
            pytest.fail(f"{name}: {refusal}")
        except (InputFault, roles.NotInvited):
            pass  # allowed, and refused for what it asks
