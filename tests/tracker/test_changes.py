"""Every door through which facts come in adds to the table of changes, so nothing that was kept is shown too long."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.database import Database, open_database
from elearn.days import today
from elearn.problems import ElearnError
from elearn.reporting import who
from elearn.reporting.coverage import coverage
from elearn.tracker import (
    catalogue,
    changes,
    imports,
    load_names,
    outside,
    registrations,
    roles,
    scope,
    withdrawals,
)
from elearn.tracker.imports.counting_form import set_counting
from elearn.tracker.open_courses import set_open
from elearn.tracker.outside import Decision
from elearn.tracker.progress import Progress
from elearn.tracker.scope import Scope
from elearn.tracker.taught import NewSession, marking, planning
from tests.depth import examples
from tests.engines import Engine
from tests.tracker.conftest import bring, counts, fill, register
from tests.tracker.outside import learned, require_update

DAY = date(2025, 6, 1)
EVERYONE = Scope.everyone()
BY = (["agency", "course"], ["role-group", "course"], ["recommendation"], ["course"], [])


def shown(db: Database) -> list[object]:
    """What figures, lists and names say, each read through whatever this process has kept."""
    return [
        *(coverage(db, EVERYONE, DAY, by) for by in BY),
        coverage(db, Scope.of_agencies(["schools"]), DAY, ["agency", "course"]),
        who(db, EVERYONE, DAY),
        load_names(db, EVERYONE),
    ]


def facts(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row that figures, lists and names rest on."""
    left_out = {
        "audit_event",
        "import_batch",
        "play_session",
        "session",
        "sign_in_link",
        "launch_ticket",
        "role",
        *("taught_session", "taught_place", "sign_in_code", "exemption_request", "declaration_link"),
    }
    with db.read() as conn:
        tables = sorted(set(counts(db)) - left_out - {"registration", "interaction", "outcome_result"})
        counting = {"outside_learning": "where state = 'approved'"}  # the others count for nothing
        return {
            table: sorted(conn.tuples(f"select * from {table} {counting.get(table, '')}"), key=repr)
            for table in tables
        }


class Doors:
    """The public ways in. Each does something that chance chooses, which may be refused."""

    def __init__(self, db: Database, chance: Random) -> None:
        self.db, self.chance = db, chance

    def one(self) -> None:
        name = self.chance.choice([name for name in dir(self) if name.startswith("do_")])
        with suppress(ElearnError):  # refused
            getattr(self, name)()

    def any(self, table: str, column: str = "id") -> object:
        with self.db.read() as conn:
            return self.chance.choice([*conn.column(f"select {column} from {table} order by 1"), 0])

    def day(self) -> str:
        return self.chance.choice(["2023-05-01", "2024-02-29", "2025-05-31", "2025-06-01"])

    def do_agency(self) -> None:
        agency, parent = self.any("agency"), self.any("agency")
        basis = self.chance.choice(["roster", "headcount", "return"])
        row = {"id": str(agency), "name": self.day(), "parent": str(parent), "basis": basis, "target": "80"}
        imports.enter(self.db, "agencies", row)

    def do_person(self) -> None:
        email = self.chance.choice(["ann@council.example", "new@council.example"])
        row = {"email": email, "name": "Ann Bell", "agency": str(self.any("agency")), "role_group": "R2"}
        imports.enter(self.db, "people", {**row, "starts_on": self.day()})

    def do_correct(self) -> None:
        person = self.any("person")
        assert isinstance(person, int)
        imports.correct_person(self.db, person, {"email": f"{person}@x.example", "name": self.day()})

    def do_requirement(self) -> None:
        row = {"course": str(self.any("course")), "agency": self.chance.choice(["", "schools", "trust"])}
        row |= {"role_group": self.chance.choice(["", "R2"]), "from": self.day(), "renew_after_months": "12"}
        imports.enter(self.db, "requirements", row)

    def do_exemption(self) -> None:
        row = {"email": "ann@council.example", "course": "bruising", "from": self.day(), "reason": "away"}
        imports.enter(self.db, "exemptions", row)

    def do_declared(self) -> None:
        of = {"agency": str(self.any("agency")), "role_group": "R3"}
        if self.chance.random() < 0.5:
            imports.enter(self.db, "headcounts", {**of, "as_at": self.day(), "headcount": "7"})
        else:
            row = {**of, "course": "neglect", "period_end": self.day(), "headcount": "7", "in_date": "3"}
            imports.enter(self.db, "returns", row)

    def do_completions(self) -> None:
        bring(
            self.db,
            "completions",
            f"email,course,completed_on\nann@council.example,bruising,{self.day()}\n"
            f"di@trust.example,neglect,{self.day()}\n",
        )

    def do_end(self) -> None:
        thing = self.chance.choice(["agency", "role_group", "person", "post", "requirement", "exemption"])
        id = self.any(thing)
        assert isinstance(id, int | str)
        imports.end(self.db, thing, id, "01/05/2025")

    def do_remove(self) -> None:
        thing = self.chance.choice(["agency", "post", "requirement", "exemption", "person", "course"])
        id = self.any(thing)
        assert isinstance(id, int | str)
        imports.remove(self.db, thing, id)

    def do_role(self) -> None:
        roles.give(self.db, "someone@board.example", "board", name="Some One", by=None)

    def do_publish(self) -> None:
        register(self.db, version=self.chance.choice(["1.0.0", "2.0.0"]))

    def do_withdraw(self) -> None:
        by = scope.Actor(1, "Ann", "ann@council.example", frozenset({"trainer"}), frozenset())
        catalogue.withdraw(self.db, "bruising", self.chance.choice(["1.0.0", "2.0.0"]), reason="old", by=by)

    def do_pass(self) -> None:
        person = self.any("person")
        assert isinstance(person, int)
        session = registrations.open_session(
            self.db, registrations.start(self.db, person, "bruising").id, person
        )
        done = Progress(completion="completed", success="passed", score=90.0, ended=True)
        with self.db.write() as conn:
            registrations.record(conn, session.person, session.id, 1, done)

    def do_edition(self) -> None:
        row = {"id": "guide-1", "standard": "The guide", "edition": "1", "from": self.day()}
        imports.enter(self.db, "editions", row)
        row = {
            "course": str(self.any("course")),
            "agency": "schools",
            "from": self.day(),
            "edition": "guide-1",
        }
        imports.enter(self.db, "requirements", row)

    def do_equivalence(self) -> None:
        row = {"course": "bruising", "other": "neglect", "kind": "equivalent", "from": self.day()}
        imports.enter(self.db, "equivalences", row)

    def do_hours(self) -> None:
        row = {"course": "learning-hours", "from": self.day(), "renew_after_months": "24", "hours": "1"}
        imports.enter(self.db, "requirements", {**row, "counts_outside": "yes"})

    def do_counting(self) -> None:
        chosen = self.chance.choice([[], ["bruising"], ["bruising", "neglect"]])
        set_counting(self.db, self.chance.choice(["learning-hours", "yearly-update"]), chosen)

    def do_session(self) -> None:
        day = date.fromisoformat(self.day())
        new = NewSession("neglect", day, "inter", minutes=90, passes=self.chance.random() < 0.8)
        number = planning.plan(self.db, None, new)
        person = self.someone()
        marking.walk_in(self.db, None, number, person)
        if self.chance.random() < 0.3:
            marking.take_off(self.db, None, number, person)
        elif self.chance.random() < 0.3:
            planning.change(self.db, None, number, replace(new, held_on=date(2025, 5, 30)))

    def do_outside(self) -> None:
        person = scope.actor(self.db, self.someone())
        number = outside.record(self.db, person, learned(completed_on=date.fromisoformat(self.day())))
        outside.approve(self.db, None, number, Decision(course=None))
        if self.chance.random() < 0.3:
            outside.revoke(self.db, None, number, reason="It was another day.")
        elif self.chance.random() < 0.3:
            outside.take_back(self.db, person, number)

    def do_reflect(self) -> None:
        person = scope.actor(self.db, self.someone())
        choices = outside.update_of(self.db, person, "yearly-update", today()).choices
        if choices:
            about = self.chance.choice(choices).key
            outside.reflect(self.db, person, "yearly-update", about=about, text="I ask what a day is like.")

    def do_withdraw_completion(self) -> None:
        completion = self.any("completion")
        assert isinstance(completion, int)
        withdrawals.withdraw(self.db, completion, "It was somebody else.", by=None)
        if self.chance.random() < 0.3:
            withdrawals.undo(self.db, completion, by=None)

    def do_open(self) -> None:
        set_open(self.db, "bruising", self.chance.random() < 0.5, by=None)

    def someone(self) -> int:
        """A person, and not the one who is none."""
        with self.db.read() as conn:
            found: int = self.chance.choice(conn.column("select id from person order by id"))
        return found


def _fill(db: Database) -> None:
    fill(db)
    require_update(db)
    header = "course,agency,role_group,from,to,due_within_days,renew_after_months\n"
    bring(db, "requirements", f"{header}neglect,,,2023-01-01,,30,12\n")


@settings(max_examples=examples(16), suppress_health_check=list(HealthCheck))
@given(chance=st.integers(0, 2**32).map(Random))
def test_whatever_changes_a_fact_moves_the_version_and_is_shown(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory, chance: Random
) -> None:
    address = engine.copy(engine.made("filled with an update", _fill), tmp_path_factory.mktemp("doors"))
    with open_database(address) as db:
        doors = Doors(db, chance)
        shown(db)
        for _ in range(8):
            before, seen = facts(db), changes.current_version(db)
            doors.one()
            assert (facts(db) == before) or changes.current_version(db) > seen
            with open_database(address) as another_process:
                assert shown(db) == shown(another_process)
    engine.drop(address)


def test_whoever_is_far_behind_reads_everything_again(
    county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with county.read() as conn:
        before = changes.version(conn)
    monkeypatch.setattr(changes, "KEPT", 3)
    with county.write() as conn:
        changes.note_people(conn, {1, 2})
    with county.read() as conn:
        assert changes.since(conn, before) == (frozenset({1, 2}), frozenset())
        assert changes.since(conn, before - 5) == (None, None)
        assert changes.since(conn, changes.version(conn)) == (frozenset(), frozenset())
    monkeypatch.setattr(changes, "MOST_PEOPLE", 1)
    with county.write() as conn:
        changes.note_people(conn, {1, 2})
    with county.read() as conn:
        assert changes.since(conn, before + 2) == (None, None)
