"""What agencies write into the local pathways of all courses: by whom, for whom, and what stands where nothing is."""

from datetime import date

import pytest

from elearn.database import Database
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import Scope, actor, audit, local_contacts
from tests.tracker.conftest import bring, person

IN_HOURS, AT_NIGHT = "who to call, in hours", "who to call, out of hours"
EVERYONE = Scope.everyone()


def keep(db: Database, who: str, agency: str, **values: str) -> int:
    given = {IN_HOURS: ("Who to call, in hours", values["day"])} if "day" in values else {}
    given |= {AT_NIGHT: ("Who to call, out of hours", values["night"])} if "night" in values else {}
    return local_contacts.keep_contacts(db, agency, given, actor(db, person(db, who)))


def of(db: Database, agency: str) -> dict[str, tuple[str, str]]:
    found = local_contacts.contacts_of(db, EVERYONE, agency)
    return {key: (each.value, each.agency) for key, each in found.items()}


def test_an_agency_has_its_own_contacts_and_else_those_of_the_nearest_above_it(county: Database) -> None:
    bring(county, "agencies", "id,name,kind,parent,target,basis\nward,Ward team,council,social-work,,\n")
    keep(county, "ann@council.example", "council", day="0300 1", night="0300 2")
    assert of(county, "ward") == {IN_HOURS: ("0300 1", "council"), AT_NIGHT: ("0300 2", "council")}
    assert keep(county, "ann@council.example", "social-work", day="  The duty  team,\n0300 3 ") == 1
    assert of(county, "ward") == {
        IN_HOURS: ("The duty team, 0300 3", "social-work"),
        AT_NIGHT: ("0300 2", "council"),
    }
    assert of(county, "trust") == {}
    assert keep(county, "ann@council.example", "social-work", day="The duty team, 0300 3") == 0
    assert keep(county, "ann@council.example", "social-work", day=" ") == 1
    assert of(county, "social-work")[IN_HOURS] == ("0300 1", "council")


def test_a_lead_keeps_those_of_their_own_agencies_and_nobody_else_s(county: Database) -> None:
    with pytest.raises(NotFound):
        keep(county, "ann@council.example", "trust", day="0300 9")
    with pytest.raises(NotFound):
        keep(county, "di@trust.example", "nowhere", day="0300 9")
    with county.write() as conn:
        conn.execute("insert into person (email, name) values ('no@role.example', 'No Role')")
    with pytest.raises(NotAllowed):
        keep(county, "no@role.example", "council", day="0300 9")
    assert keep(county, "di@trust.example", "trust", day="0300 4") == 1
    lead = actor(county, person(county, "ann@council.example"))
    with pytest.raises(NotFound):
        local_contacts.contacts_of(county, lead.import_scope(), "trust")
    with county.read() as conn:
        (step,) = audit.trail(conn, "trust", ("contacts.changed",))
    assert "0300" not in str(step)


def test_what_nobody_could_read_is_refused_with_the_contact_s_name(county: Database) -> None:
    with pytest.raises(InputFault) as fault:
        keep(county, "ann@council.example", "council", day="x" * 301, night="0300\x00 1")
    assert [each.path for each in fault.value.problems] == [
        "Who to call, in hours",
        "Who to call, out of hours",
    ]
    assert of(county, "council") == {}


def test_a_person_has_those_of_every_agency_where_they_have_a_post_on_the_day(county: Database) -> None:
    keep(county, "ann@council.example", "council", day="0300 1")
    keep(county, "di@trust.example", "trust", day="0300 4", night="0300 1")
    who = person(county, "di@trust.example")
    posts = "email,name,staff_number,agency,role_group,starts_on,ends_on\n"
    bring(county, "people", posts + "di@trust.example,Di,,council,R3,2020-01-01,2024-12-31\n")

    def of_person(day: date) -> dict[str, list[str]]:
        found = local_contacts.contacts_for_person(county, Scope.of_person(who), day)
        return {key: [each.value for each in contacts] for key, contacts in found.items()}

    assert of_person(date(2024, 6, 1))[IN_HOURS] == ["0300 4", "0300 1"]
    assert of_person(date(2026, 6, 1)) == {IN_HOURS: ["0300 4"], AT_NIGHT: ["0300 1"]}
    assert local_contacts.contacts_for_person(county, Scope.nothing(), date(2026, 6, 1)) == {}
