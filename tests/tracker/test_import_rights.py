"""Who may import what, what we keep of an import, and what happens when two people import at once."""

import hashlib

import pytest

from elearn.database import Connection, Database
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import imports, scope
from elearn.tracker.imports import posts
from elearn.tracker.scope import Actor
from tests.tracker.conftest import bring, counts, person

HEADER = "email,name,agency,role_group,starts_on"
ROSTER = f"{HEADER}\nzo@council.example,Zo Ng,council,R1,2024-01-01\n".encode()


def who(db: Database, email: str) -> Actor:
    return scope.actor(db, person(db, email))


def test_a_lead_imports_for_their_own_agency_and_no_other(county: Database) -> None:
    lead = who(county, "ann@council.example")
    found = imports.preview(county, "people", ROSTER, "roster.csv", "council", by=lead)
    assert imports.apply(county, found, lead).applied == 1
    imports.preview(county, "people", ROSTER, "roster.csv", "social-work", by=lead)
    with pytest.raises(NotFound):
        imports.preview(county, "people", ROSTER, "roster.csv", "trust", by=lead)
    with pytest.raises(NotAllowed, match="which agency"):
        imports.preview(county, "people", ROSTER, "roster.csv", by=lead)


@pytest.mark.parametrize(
    "kind", ["agencies", "role-groups", "courses", "requirements", "exemptions", "roles"]
)
def test_a_lead_changes_none_of_the_rules(county: Database, kind: str) -> None:
    with pytest.raises(NotAllowed, match="administrator"):
        imports.preview(county, kind, b"id\n", "x.csv", "council", by=who(county, "ann@council.example"))


def test_a_lead_renames_nobody_who_does_not_work_there(county: Database) -> None:
    with county.write() as conn:
        conn.execute("insert into person (email, name) values ('chair@board.example', 'Cy Chair')")
    lead = who(county, "ann@council.example")
    row = f"{HEADER}\nchair@board.example,Somebody Else,council,R1,2024-01-01\n".encode()
    imports.apply(county, imports.preview(county, "people", row, "roster.csv", "council", by=lead), lead)
    assert who(county, "chair@board.example").name == "Cy Chair"


def test_a_learner_imports_nothing_even_with_anothers_preview(county: Database) -> None:
    found = imports.preview(county, "people", ROSTER, "roster.csv")
    before = counts(county)
    with pytest.raises(NotAllowed):
        imports.apply(county, found, who(county, "bo@council.example"))
    assert counts(county) == before


def test_a_lead_cannot_apply_a_preview_that_was_not_held_to_their_agency(county: Database) -> None:
    lead = who(county, "ann@council.example")
    for agency in (None, "trust"):
        found = imports.preview(county, "people", f"{HEADER}\n".encode(), "roster.csv", agency)
        with pytest.raises((NotAllowed, NotFound)):
            imports.apply(county, found, lead)


def test_an_unknown_kind_or_agency_is_named(county: Database) -> None:
    with pytest.raises(NotFound, match="one of agencies, role-groups"):
        imports.preview(county, "cats", b"", "x.csv")
    with pytest.raises(NotFound, match="nowhere"):
        imports.preview(county, "people", ROSTER, "roster.csv", "nowhere")


def test_the_file_s_hash_who_and_when_are_kept(county: Database) -> None:
    administrator = who(county, "di@trust.example")
    done = imports.apply(county, imports.preview(county, "people", ROSTER, "roster.csv"), administrator)
    with county.read() as conn:
        batch = conn.row("select * from import_batch where id = :id", {"id": done.batch})
        event = conn.row("select * from audit_event order by id desc")
    assert batch is not None
    assert event is not None
    assert batch["sha256"] == hashlib.sha256(ROSTER).hexdigest()
    assert (batch["file"], batch["by"], batch["applied"]) == ("roster.csv", administrator.person, 1)
    assert (event["action"], event["subject"], event["actor"]) == (
        "import.applied",
        str(done.batch),
        administrator.person,
    )


def test_what_another_imported_meanwhile_is_looked_at_again(county: Database) -> None:
    mine = imports.preview(county, "people", ROSTER, "roster.csv")
    bring(county, "people", f"{HEADER}\nzo@council.example,Zo Ng,council,R1,2024-01-01\n")
    assert imports.apply(county, mine).unchanged == 1

    numbered = f"{HEADER},staff_number\nzo@council.example,Zo Ng,council,R2,2024-01-01,Z9\n".encode()
    mine = imports.preview(county, "people", numbered, "roster.csv")
    bring(county, "people", f"{HEADER},staff_number\nyo@council.example,Yo Ng,council,R2,2023-06-01,Z9\n")
    with pytest.raises(InputFault, match=r"is yo@council\.example's"):
        imports.apply(county, mine)


def test_an_import_that_fails_half_way_leaves_nothing(
    county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = imports.preview(county, "people", ROSTER, "roster.csv")
    write = posts.write_staged

    def fail_then(conn: Connection) -> None:
        write(conn)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(posts, "write_staged", fail_then)
    before = counts(county)
    with pytest.raises(Exception, match="the disk is full"):
        imports.apply(county, found)
    assert counts(county) == before
