"""Giving roles and taking them: what is refused, what is kept, and that an administrator always remains."""

import json
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.database import Database, open_database
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.settings import Settings
from elearn.tracker import imports, roles, scope, sessions
from elearn.tracker.scope import Actor
from tests.conftest import Fresh
from tests.tracker.conftest import bring, counts, person

ANN, BO, DI = "ann@council.example", "bo@council.example", "di@trust.example"


def who(db: Database, email: str) -> Actor:
    return scope.actor(db, person(db, email))


def events(db: Database, email: str) -> list[tuple[str, int | None, dict[str, Any]]]:
    """What the audit says of a person's rights: action, who did it, and the details."""
    with db.read() as conn:
        return [
            (action, actor, json.loads(detail))
            for action, actor, detail in conn.tuples(
                """
                select action, actor, detail from audit_event
                 where subject = :subject and action in :actions order by id
                """,
                {"subject": str(person(db, email)), "actions": roles.STEPS},
            )
        ]


def held(db: Database) -> set[tuple[str, str, str | None]]:
    return {(each.email, each.role, each.agency) for each in roles.held(db, by=None, size=1000).rows}


def refused(db: Database, *args: Any, change: Any = roles.give) -> str:
    """What is said to a change that is refused. It changes nothing."""
    before = counts(db), held(db)
    with pytest.raises(InputFault) as fault:
        change(db, *args, by=None)
    assert (counts(db), held(db)) == before
    return " ".join(f"{each.message} {each.remedy}" for each in fault.value.problems)


def test_a_role_is_given_once_and_kept_in_the_audit_with_who_gave_it(county: Database) -> None:
    administrator = who(county, DI)
    first = roles.give(county, " Bo@Council.example", "Lead", "SCHOOLS", by=administrator)
    assert (first.agency, first.created, first.already) == ("schools", False, False)
    assert first.words == "a lead of Schools of Wrenshire"
    assert who(county, BO).lead_of == {"schools"}
    assert roles.give(county, BO, "lead", "schools", by=administrator).already
    assert events(county, BO) == [("role.given", administrator.person, {"role": "lead", "agency": "schools"})]


def test_a_person_who_is_unknown_is_created_and_named_as_soon_as_somebody_names_them(
    county: Database,
) -> None:
    new = "chair@board.example"
    assert roles.give(county, new, "board", by=None).created
    assert who(county, new).name == new
    assert events(county, new)[0] == ("person.added", None, {})
    assert not roles.give(county, new, "trainer", name="Cy Chair", by=None).created
    assert who(county, new).name == "Cy Chair"
    roles.give(county, new, "administrator", name="Somebody Else", by=None)
    assert who(county, new).name == "Cy Chair"


def test_a_roster_of_their_own_agency_names_a_lead_who_was_known_by_address_alone(county: Database) -> None:
    roles.give(county, "el@school.example", "lead", "schools", by=None)
    lead = who(county, "el@school.example")
    text = b"email,name,agency,role_group,starts_on\nel@school.example,El Fry,schools,R1,2024-01-01\n"
    imports.apply(county, imports.preview(county, "people", text, "people.csv", "schools", by=lead), lead)
    assert who(county, "el@school.example").name == "El Fry"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ann", "lead"), ["“ann” in email is not", "A lead is the lead of an agency"]),
        ((BO, "trainer", "trust"), ["Only a lead has an agency"]),
        ((BO, "lead", "scools"), ["There is no agency “scools”", "“schools”"]),
        ((BO, "cook", "nowhere"), ["“cook” in role is not one of", "There is no agency “nowhere”"]),
        (("", ""), ["No e-mail address is given.", "No role is given."]),
    ],
)
def test_what_is_wrong_with_a_role_is_said_at_once(
    county: Database, arguments: tuple[str, ...], says: list[str]
) -> None:
    for change in (roles.give, roles.take):
        words = refused(county, *arguments, change=change)
        assert all(each in words for each in says), words


def test_a_role_that_somebody_does_not_have_is_not_taken_and_what_they_have_is_said(county: Database) -> None:
    assert "a lead of Wrenshire Council" in refused(county, ANN, "trainer", change=roles.take)
    assert "no role" in refused(county, BO, "trainer", change=roles.take)
    assert "Nobody has this address" in refused(county, "x@y.example", "board", change=roles.take)
    assert "is not a lead of Schools" in refused(county, ANN, "lead", "schools", change=roles.take)


def test_a_role_is_taken_and_nothing_else_with_it(county: Database) -> None:
    roles.give(county, ANN, "lead", "trust", by=None)
    assert roles.take(county, ANN, "lead", "Council", by=who(county, DI)).words.endswith("Wrenshire Council")
    assert who(county, ANN).lead_of == {"trust"}
    assert events(county, ANN)[-1] == (
        "role.taken",
        person(county, DI),
        {"role": "lead", "agency": "council"},
    )


@pytest.mark.parametrize("email", [ANN, BO])
def test_only_an_administrator_sees_or_changes_roles(county: Database, email: str) -> None:
    other = who(county, email)
    before = counts(county), held(county)
    for refuse in (
        lambda: roles.give(county, email, "administrator", by=other),
        lambda: roles.take(county, DI, "administrator", by=other),
        lambda: roles.held(county, by=other),
        lambda: roles.rights(county, other.person, by=other),
        lambda: roles.invite(county, other.person, Settings(), by=other),
        lambda: sessions.end_sessions(county, other.person, by=other),
    ):
        with pytest.raises(NotAllowed):
            refuse()
    assert (counts(county), held(county)) == before


def test_the_last_administrator_stays_until_there_is_another(county: Database) -> None:
    assert "someone else first" in refused(county, DI, "administrator", change=roles.take)
    roles.give(county, BO, "administrator", by=None)
    roles.take(county, DI, "administrator", by=who(county, DI))
    assert "someone else first" in refused(county, BO, "administrator", change=roles.take)


def test_two_administrators_who_remove_each_other_at_the_same_time_leave_one(county: Database) -> None:
    roles.give(county, BO, "administrator", by=None)
    actors = {DI: who(county, DI), BO: who(county, BO)}
    start, refusals = threading.Barrier(2), []

    def remove(other: str, by: Actor) -> None:
        start.wait()
        try:
            roles.take(county, other, "administrator", by=by)
        except InputFault as fault:
            refusals.append(fault)

    threads = [threading.Thread(target=remove, args=pair) for pair in ((DI, actors[BO]), (BO, actors[DI]))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(refusals) == 1
    assert len([role for _, role, _ in held(county) if role == "administrator"]) == 1


PEOPLE = ["a@x.example", "b@x.example", "c@x.example"]
STEP = st.tuples(
    st.sampled_from(["give", "take", "file", "low"]),
    st.sampled_from(PEOPLE),
    st.sampled_from(["administrator", "administrator", "trainer", "board"]),
)


@given(st.lists(STEP, max_size=8))
def test_where_an_administrator_existed_one_always_remains(
    fresh: Fresh, steps: list[tuple[str, str, str]]
) -> None:
    with fresh() as db:
        expected: set[tuple[str, str]] = set()
        for step, email, role in steps:
            had = any(each == "administrator" for _, each in expected)
            try:
                if step == "give":
                    roles.give(db, email, role, by=None)
                    expected.add((email, role))
                elif step == "file":
                    bring(db, "roles", f"email,role,agency\n{email},{role},\n")
                    expected.add((email, role))
                elif step == "take":
                    roles.take(db, email, role, by=None)
                    expected.remove((email, role))
                elif (email, role) in expected:
                    with db.write() as conn:
                        scope.take_role(conn, person(db, email), role)
                    expected.remove((email, role))
            except InputFault:
                last = role == "administrator" and sum(each == role for _, each in expected) == 1
                assert (email, role) not in expected or last
            found = {(each, what) for each, what, _ in held(db)}
            assert found == expected
            assert not had or any(each == "administrator" for _, each in found)


def test_a_file_of_roles_says_who_is_new_gives_each_and_audits_each(county: Database) -> None:
    text = (
        "email,role,agency\n"
        f"{BO},trainer,\n"
        "chair@board.example,board,\n"
        "chair@board.example,Trainer,\n"
        f"{ANN},LEAD,Council\n"
        f"{BO},trainer,\n"
    )
    by = who(county, DI)
    found = imports.preview(county, "roles", text.encode(), "roles.csv", by=by)
    assert [line.action for line in found.rows] == ["new", "new", "new", "unchanged", "unchanged"]
    assert any("rows 3, 4 yet, so a new person" in note for note in found.notes)
    assert imports.apply(county, found, by).applied == 3
    assert who(county, "chair@board.example").roles == {"board", "trainer"}
    assert [action for action, actor, _ in events(county, "chair@board.example") if actor == by.person] == [
        "person.added",
        "role.given",
        "role.given",
    ]


def test_a_role_that_was_taken_after_the_file_was_looked_at_is_given_by_it(county: Database) -> None:
    file = b"email,role\nann@council.example,board\nbo@council.example,board\n"
    roles.give(county, "ann@council.example", "board", by=None)
    preview = imports.preview(county, "roles", file, "roles.csv")
    assert preview.count("unchanged") == 1
    roles.take(county, "ann@council.example", "board", by=None)
    assert imports.apply(county, preview).applied == 2
    held = roles.held(county, by=None, search="board").rows
    assert [each.email for each in held] == ["ann@council.example", "bo@council.example"]


def test_a_row_of_a_file_is_refused_with_the_words_of_the_command(county: Database) -> None:
    for email, role, agency in (("ann", "lead", ""), (BO, "cook", "nowhere"), (BO, "board", "trust")):
        row = f"email,role,agency\n{email},{role},{agency}\n".encode()
        found = imports.preview(county, "roles", row, "roles.csv")
        words = " ".join(f"{each.message} {each.remedy}" for each in sorted(found.rows[0].problems))
        assert words == refused(county, email, role, agency)


def test_the_list_is_searched_by_person_role_and_agency_and_paged(county: Database) -> None:
    for number in range(60):
        roles.give(county, f"p{number}@school.example", "lead", "schools", by=None)
    assert roles.held(county, by=None).total == 62
    assert len(roles.held(county, by=None, page=2).rows) == 12
    for search, total in (("Schools of", 60), ("administrator", 1), ("di@", 1), ("ann b", 1), ("%", 0)):
        assert roles.held(county, by=None, search=search).total == total
    sessions.redeem_sign_in(county, sessions.mint_sign_in(county, person(county, DI)))  # begins a session
    [row] = roles.held(county, by=None, search=DI).rows
    assert (row.words, row.sessions) == ("an administrator", 1)
    assert row.last_sign_in is not None


def test_ending_all_sessions_of_a_person_ends_links_and_tickets_and_nobody_else_s(county: Database) -> None:
    bo, di = person(county, BO), person(county, DI)
    signed_in = [sessions.mint_session(county, bo) for _ in range(2)]
    link, ticket = sessions.mint_sign_in(county, bo), sessions.mint_ticket(county, bo, "bruising")
    other = sessions.mint_session(county, di)
    assert sessions.end_sessions(county, bo, by=who(county, DI)) == 2
    assert [sessions.session_person(county, token) for token in (*signed_in, other)] == [None, None, di]
    assert sessions.redeem_sign_in(county, link) is None
    assert sessions.redeem_ticket(county, ticket, bo) is None
    assert events(county, BO) == [("sessions.ended", di, {"sessions": 2})]
    assert sessions.end_sessions(county, bo, by=None) == 0
    with pytest.raises(NotFound):
        sessions.end_sessions(county, 999, by=None)


def test_what_was_done_to_a_person_is_not_mixed_with_an_import_of_the_same_number(county: Database) -> None:
    """The fixture imported four files, so that the first four people's ids are also ids of imports."""
    found = roles.rights(county, person(county, ANN), by=None)
    assert [each.words for each in found.roles] == ["a lead of Wrenshire Council"]
    assert found.trail == []


def test_the_first_administrator_is_made_in_a_database_that_is_empty(tmp_path: Any) -> None:
    with open_database(str(tmp_path / "new.db")) as db:
        assert roles.give(db, "first@board.example", "administrator", by=None).created
        assert held(db) == {("first@board.example", "administrator", None)}


def test_a_step_of_sign_off_is_given_and_taken_like_any_role(county: Database) -> None:
    administrator = who(county, DI)
    given = roles.give(county, BO, "Legal", by=administrator)
    assert given.words == "somebody who signs the step “Legal and parallel processes”"
    assert roles.give(county, BO, "legal", by=None).already
    assert who(county, BO).signs == {"legal"}
    assert who(county, BO).may("sign")
    assert not who(county, BO).may("author")
    assert not administrator.may("sign"), "an administrator signs nothing without the role"
    assert (BO, "legal", None) in held(county)
    assert "does not sign the step “Approval”" in refused(county, BO, "approver", change=roles.take)
    assert roles.take(county, BO, "legal", by=None).role == "legal"
    assert who(county, BO).signs == set()
    assert [each[0] for each in events(county, BO)] == ["role.given", "role.taken"]


def test_a_file_of_roles_gives_steps_of_sign_off_and_no_agency_with_them(county: Database) -> None:
    text = f"email,role,agency\n{BO},approver,\n{ANN},legal,schools\n".encode()
    found = imports.preview(county, "roles", text, "roles.csv")
    assert [problem.rule for problem in found.problems()] == ["agency"]
    bring(county, "roles", f"email,role,agency\n{BO},approver,\n")
    assert who(county, BO).signs == {"approver"}
    assert imports.references(county, "person", person(county, BO), by=who(county, DI))
