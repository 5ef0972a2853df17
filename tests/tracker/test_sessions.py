"""Links, sessions and tickets."""

from datetime import timedelta

import pytest

from elearn.database import Database
from elearn.tracker import sessions
from tests.tracker.conftest import counts, person

PAST = timedelta(seconds=-1)


def test_a_link_signs_in_once(county: Database) -> None:
    ann = person(county, "ann@council.example")
    token = sessions.mint_sign_in(county, ann)
    session = sessions.redeem_sign_in(county, token)
    assert session is not None
    assert sessions.session_person(county, session) == ann
    assert sessions.redeem_sign_in(county, token) is None


def test_a_link_is_not_used_up_if_no_session_can_be_kept(county: Database) -> None:
    token = sessions.mint_sign_in(county, person(county, "ann@council.example"))
    with county.write() as conn:
        conn.execute("alter table session rename to elsewhere")
    with pytest.raises(Exception, match="session"):
        sessions.redeem_sign_in(county, token)
    with county.write() as conn:
        conn.execute("alter table elsewhere rename to session")
    assert sessions.redeem_sign_in(county, token) is not None


def test_an_old_link_or_a_made_up_one_signs_nobody_in(county: Database) -> None:
    old = sessions.mint_sign_in(county, person(county, "ann@council.example"), lasts=PAST)
    assert sessions.redeem_sign_in(county, old) is None
    assert sessions.redeem_sign_in(county, "made-up") is None
    assert sessions.redeem_sign_in(county, "") is None


def test_a_session_lasts_until_it_is_ended(county: Database) -> None:
    ann = person(county, "ann@council.example")
    token = sessions.mint_session(county, ann)
    assert sessions.session_person(county, token) == ann
    sessions.end_session(county, token)
    assert sessions.session_person(county, token) is None
    assert sessions.session_person(county, sessions.mint_session(county, ann, lasts=PAST)) is None


def test_a_ticket_opens_one_course_once(county: Database) -> None:
    ann = person(county, "ann@council.example")
    token = sessions.mint_ticket(county, ann, "bruising")
    assert sessions.find_ticket(county, token) == (ann, "bruising")
    assert sessions.redeem_ticket(county, token, ann) == "bruising"
    assert sessions.redeem_ticket(county, token, ann) is None


def test_a_ticket_is_of_no_use_to_another_person_who_does_not_use_it_up(county: Database) -> None:
    ann, bo = person(county, "ann@council.example"), person(county, "bo@council.example")
    token = sessions.mint_ticket(county, ann, "bruising")
    assert sessions.redeem_ticket(county, token, bo) is None
    assert sessions.redeem_ticket(county, token, ann) == "bruising"
    assert (
        sessions.redeem_ticket(county, sessions.mint_ticket(county, ann, "bruising", lasts=PAST), ann) is None
    )
    assert sessions.find_ticket(county, "made-up") is None


def test_one_kind_of_token_is_no_good_as_another(county: Database) -> None:
    ann = person(county, "ann@council.example")
    assert sessions.session_person(county, sessions.mint_sign_in(county, ann)) is None
    assert sessions.redeem_ticket(county, sessions.mint_session(county, ann), ann) is None


def test_the_database_keeps_no_token(county: Database) -> None:
    ann = person(county, "ann@council.example")
    tokens = [
        sessions.mint_sign_in(county, ann),
        sessions.mint_session(county, ann),
        sessions.mint_ticket(county, ann, "bruising"),
    ]
    with county.read() as conn:
        kept = [conn.tuples(f"select * from {table.name}") for table in conn.tables()]
    assert not any(token in str(kept) for token in tokens)


def test_what_has_expired_is_forgotten(county: Database) -> None:
    ann = person(county, "ann@council.example")
    for _ in range(3):
        sessions.mint_sign_in(county, ann, lasts=PAST)
        sessions.mint_session(county, ann, lasts=PAST)
    sessions.mint_session(county, ann)
    assert counts(county)["session"] == 4, "not each of them looks for what has expired just now"
    sessions.mint_sign_in(county, ann, lasts=-2 * sessions.CLEANED_AFTER)
    sessions.mint_session(county, ann)
    left = counts(county)
    assert (left["sign_in_link"], left["session"]) == (0, 2)


def test_an_address_is_known_however_it_is_written(county: Database) -> None:
    assert sessions.person_by_email(county, "  ANN@Council.example ") == person(county, "ann@council.example")
    assert sessions.person_by_email(county, "nobody@council.example") is None
