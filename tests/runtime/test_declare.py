"""The page on which figures come by a link: typed, asked about, shown once more, and kept."""

import pytest
from tests.runtime.conftest import Place

from elearn.tracker import declaring, imports

FILES = {
    "agencies": "id,name,kind,parent,target,basis\nhomes,Homes,housing,,,headcount\n",
    "role-groups": "id,name,level\nr3,Mainly with children,3\n",
    "courses": "id,title,version,minutes\nneglect,Neglect,1,30\n",
    "requirements": "course,agency,role_group,from,to,due_within_days,renew_after_months\n"
    "neglect,homes,r3,2024-01-01,,0,\n",
}


@pytest.fixture
def asked(place: Place) -> Place:
    """The place, with an agency at which a course is required of one role group."""
    for kind, text in FILES.items():
        imports.apply(place.database, imports.preview(place.database, kind, text.encode(), f"{kind}.csv"))
    return place


def seen_in(page: str) -> str:
    """The figures that a page was shown with."""
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_figures_are_checked_shown_once_more_and_kept(asked: Place) -> None:
    link, token = declaring.make(asked.database, "homes", "headcount", "HR <office>", by=None)
    client, page = asked.client(), f"/declare/{token}"
    first = client.get(page)
    assert first.status_code == 200
    assert "No figure has come in yet." in first.text
    assert "no-store" in first.headers["cache-control"]
    seen = seen_in(first.text)
    typed = {"seen": seen, "day": "01/06/2026", "f0_people": "x12"}
    wrong = client.post(page, data={**typed, "step": "ask"})
    assert wrong.status_code == 400
    assert 'value="x12"' in wrong.text
    assert "Mainly with children: the number of people, “x12”, is not a whole number" in wrong.text
    blank = client.post(page, data={**typed, "f0_people": "", "step": "ask"})
    assert "None: it is 0" in blank.text
    shown = client.post(page, data={**typed, "f0_people": "12", "step": "ask"})
    assert "Is this right?" in shown.text
    assert "12 people" in shown.text
    again = client.post(page, data={**typed, "f0_people": "12", "step": "back"})
    assert 'value="12"' in again.text
    kept = client.post(page, data={**typed, "f0_people": "12", "step": "keep"})
    assert "1 figure is kept." in kept.text
    with asked.database.read() as conn:
        [row] = conn.tuples("select headcount, source, as_at from headcount")
    assert row == (12, f"Link {link.id}: HR <office>", "2026-06-01")
    assert "Last time, 1 June 2026" in client.get(page).text
    much = client.post(
        page, data={**typed, "seen": seen_in(client.get(page).text), "f0_people": "12000", "step": "ask"}
    )
    assert "is 12,000, and was 12." in much.text
    stale = client.post(page, data={**typed, "f0_people": "13", "step": "keep"})
    assert stale.status_code == 400


def test_a_link_that_does_not_work_and_another_site_get_nothing(asked: Place) -> None:
    link, token = declaring.make(asked.database, "homes", "return", "HR", by=None)
    assert asked.client(origin="https://elsewhere.example").post(f"/declare/{token}").status_code == 403
    declaring.revoke(asked.database, link.id, by=None)
    for path in (f"/declare/{token}", "/declare/x"):
        assert asked.client().get(path).status_code == 404
    assert asked.client().post(f"/declare/{token}", data={"step": "keep"}).status_code == 404
