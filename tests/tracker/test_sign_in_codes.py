"""Codes that sign in people by their staff number: who gets one, what it does, and when it stops."""

from datetime import timedelta

import pytest

from elearn.database import Database
from elearn.days import now_utc
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import imports, roles, scope, sessions, sign_in_codes
from elearn.tracker.scope import Actor
from tests.tracker.conftest import bring, person

HEADER = "email,name,staff_number,agency,role_group,starts_on,ends_on\n"
SAM = HEADER + ",Sam Heron,00X42,social-work,R3,2023-01-01,\n"


@pytest.fixture
def sam(county: Database) -> int:
    bring(county, "people", SAM)
    return sign_in_codes.find(county, "social-work", "00x42")


def lead(county: Database) -> Actor:
    return scope.actor(county, person(county, "ann@council.example"))


def code_of(county: Database, who: int, by: Actor | None = None) -> str:
    [made] = sign_in_codes.make(county, [who], by=by)
    return made.code


def test_a_code_signs_in_once_however_it_is_typed_and_only_a_hash_is_kept(county: Database, sam: int) -> None:
    code = code_of(county, sam, lead(county))
    assert len(code.replace(" ", "")) == sign_in_codes.DIGITS
    with county.read() as conn:
        kept = str(conn.rows("select * from sign_in_code")) + str(conn.rows("select * from audit_event"))
    assert code not in kept
    assert code.replace(" ", "") not in kept
    assert "sign_in_code.made" in kept
    session = sign_in_codes.redeem(county, " 00x42 ", code.replace(" ", "-"))
    assert session
    assert sessions.session_person(county, session) == sam
    assert sign_in_codes.redeem(county, "00X42", code) is None


def test_a_wrong_code_another_number_an_old_one_and_one_too_old_sign_nobody_in(
    county: Database, sam: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = code_of(county, sam)
    assert sign_in_codes.redeem(county, "C2", first) is None
    assert sign_in_codes.redeem(county, "00X42", first[:-1]) is None
    assert sign_in_codes.redeem(county, "", "") is None
    second = code_of(county, sam)
    assert sign_in_codes.redeem(county, "00X42", first) is None
    late = now_utc() + sign_in_codes.CODE_LASTS + timedelta(minutes=1)
    with monkeypatch.context() as later:
        later.setattr(sign_in_codes, "now_utc", lambda: late)
        assert sign_in_codes.redeem(county, "00X42", second) is None
    assert sign_in_codes.redeem(county, "00X42", second)


def test_ending_all_sessions_a_changed_number_and_a_role_end_a_code(county: Database, sam: int) -> None:
    code = code_of(county, sam)
    sessions.end_sessions(county, sam, by=None)
    assert sign_in_codes.redeem(county, "00X42", code) is None
    code = code_of(county, sam)
    with county.write() as conn:
        conn.execute("update post set staff_number = '43' where person = :sam", {"sam": sam})
    assert sign_in_codes.redeem(county, "00X42", code) is None
    bo = person(county, "bo@council.example")
    code = code_of(county, bo)
    roles.give(county, "bo@council.example", "trainer", by=None)
    assert sign_in_codes.redeem(county, "C2", code) is None


def test_a_lead_makes_codes_for_their_own_and_nobody_with_a_role_gets_one(county: Database, sam: int) -> None:
    by = lead(county)
    assert code_of(county, person(county, "bo@council.example"), by)  # who may have lost their mailbox
    with pytest.raises(NotFound):
        sign_in_codes.make(county, [person(county, "cy@school.example")], by=by)
    with pytest.raises(NotAllowed, match="role"):
        sign_in_codes.make(county, [by.person], by=by)
    with pytest.raises(NotAllowed):
        sign_in_codes.make(county, [sam], by=scope.actor(county, sam))
    bring(county, "people", HEADER + "bo@council.example,Bo Carr,S9,schools,R3,2024-01-01,\n")
    with pytest.raises(NotAllowed, match="administrator"):
        sign_in_codes.make(county, [person(county, "bo@council.example")], by=by)
    with pytest.raises(InputFault, match="Ann Bell: People with a role"):
        sign_in_codes.make(county, [sam, by.person], by=None)
    with county.read() as conn:
        assert conn.value("select count(*) from sign_in_code where person = :sam", {"sam": sam}) == 0


def test_those_without_an_address_are_listed_with_what_they_lack(county: Database, sam: int) -> None:
    [each] = sign_in_codes.without_address(county, by=lead(county))
    assert (each.person, each.name, each.staff_number, each.until, each.why_not) == (
        sam,
        "Sam Heron",
        "00X42",
        None,
        "",
    )
    assert sign_in_codes.without_address(county, by=lead(county), agency="social-work") == [each]
    assert sign_in_codes.without_address(county, by=lead(county), agency="schools") == []
    code_of(county, sam)
    [each] = sign_in_codes.without_address(county, by=lead(county))
    assert each.until is not None


def test_a_terminal_finds_people_by_number_and_says_what_is_wrong(county: Database, sam: int) -> None:
    for agency, number, said in (("nowhere", "1", "no agency"), ("trust", "77", "Nobody at")):
        with pytest.raises(InputFault, match=said):
            sign_in_codes.find(county, agency, number)
    assert imports.texts_of(county, "person", sam)["email"] == ""


def test_a_lead_makes_no_code_for_who_has_left(county: Database) -> None:
    bring(county, "people", HEADER + "bo@council.example,Bo Carr,C2,social-work,R3,2023-04-01,2024-01-31\n")
    bo = person(county, "bo@council.example")
    with pytest.raises(NotAllowed, match="left"):
        sign_in_codes.make(county, [bo], by=lead(county))
    assert "left" in sign_in_codes.holder_of(county, bo, by=lead(county)).why_not
    assert code_of(county, bo, scope.actor(county, person(county, "di@trust.example")))
