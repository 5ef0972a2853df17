"""Sign-in codes in the app: on a person's page, and for many at once."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from elearn.database import Database
from elearn.tracker import imports, sign_in_codes
from tests.app.conftest import said

Open = Callable[..., AppTest]
ROWS = "email,name,staff_number,agency,role_group,starts_on,ends_on\n" + "".join(
    f",Kit Moss {letter},{number},north,r3,2024-01-01,\n" for number, letter in enumerate("abc", 70)
)


def without_address(county: Database) -> list[int]:
    imports.apply(county, imports.preview(county, "people", ROWS.encode(), "people.csv"))
    return [sign_in_codes.find(county, "north", number) for number in ("70", "71", "72")]


def test_a_lead_makes_a_code_on_a_person_s_page_and_sees_it_once(county: Database, open_as: Open) -> None:
    kit, *_others = without_address(county)
    page = open_as("lea", "due", person=str(kit))
    assert not page.exception
    assert "No address of their own" in said(page)
    page.button(key="person_code_make").click().run()
    assert not page.exception
    assert "The code is made." in said(page)
    code = said(page).partition('<strong class="code">')[2].partition("<")[0]
    assert sign_in_codes.redeem(county, "70", code)
    assert code not in said(open_as("lea", "due", person=str(kit)))


def test_many_codes_are_made_at_once_for_those_who_have_none(county: Database, open_as: Open) -> None:
    people = without_address(county)
    sign_in_codes.make(county, people[:1], by=None)
    page = open_as("lea", "codes")
    assert "3 people in post today have no e-mail address" in said(page)
    page.button(key="codes_make").click().run()
    assert not page.exception
    assert "2 codes are made" in said(page)
    with county.read() as conn:
        assert conn.value("select count(*) from sign_in_code") == 3
    assert not [each for each in page.button if each.key == "codes_make"]


def test_people_and_rights_say_why_they_have_none(county: Database, open_as: Open) -> None:
    kit, *_others = without_address(county)
    page = open_as("al", "rights", person=str(kit))
    assert not page.exception
    assert "they can have no role" in said(page)
    assert "no address" not in said(open_as("al", "rights", shown="everyone")).replace("No address", "")
    page = open_as("lea", "due", search="kit moss")
    assert "No address, staff number 70" in said(page)
