"""After an import is applied: what it changed, where to look, and nothing that is no longer true."""

import re
from collections.abc import Callable
from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from elearn.database import Database
from elearn.problems import NotAllowed
from elearn.tracker import imports
from elearn.tracker.taught import NewSession, planning
from tests.app.conftest import said, screen
from tests.app.test_imports import send

Open = Callable[..., AppTest]
ROSTER = "email,name,staff_number,agency,role_group,starts_on,ends_on\n"
FILES = {
    "agencies": "id,name,target\nnorth,North Trust,85\nward,Ward,\n",
    "role-groups": "id,name\nr4,Named\n",
    "courses": "id,title,kind\nfire,Fire safety,\n",
    "people": f"{ROSTER}zo@north.example,Zo Ng,9,north,r3,2024-01-01,\n"
    "ada@north.example,Ada Learner,1,north,r3,2020-01-01,2026-06-30\n",
    "headcounts": "agency,role_group,as_at,headcount,source\nsouth,r3,2026-01-01,20,return\n",
    "editions": "id,standard,edition,from\nwren-2,Wren standard,2nd,2025-01-01\n",
    "requirements": "course,agency,role_group,from,to\nneglect,,r2,2024-01-01,\n",
    "equivalences": "course,other,kind,from\nneglect,bruising,equivalent,2020-01-01\n",
    "counts-towards": "course,other\nour-hours,neglect\n",
    "exemptions": "email,course,from,reason\nsam@south.example,neglect,2024-01-01,Long secondment\n",
    "completions": "email,course,completed_on\n"
    "ada@north.example,neglect,2026-01-01\nsam@south.example,neglect,2026-01-01\n",
    "returns": "agency,role_group,course,period_end,headcount,in_date\nsouth,r3,neglect,2026-03-31,20,15\n",
    "outside": "email,title,provider,completed_on,hours,participatory\n"
    "ada@north.example,Study day,University,2026-01-01,3,yes\n",
    "roles": "email,role,agency\nada@north.example,lead,north\n",
    "sessions": "course,held_on,delivery,agency\nneglect,2026-01-05,single-agency,south\n",
    "attendance": "session,email,state\n1,ada@north.example,walked in\n",
}
"""A file of each kind, which applies to the county."""


def apply(app: AppTest, data: str, name: str = "sent.csv") -> AppTest:
    app = send(app, data.encode(), name)
    assert "would do" in said(app)
    for box in app.checkbox:
        if box.label.startswith("Apply the good rows"):
            app = box.check().run()
    return app.button(key="imports_apply").click().run()


def counts(app: AppTest) -> dict[str, str]:
    return dict(re.findall(r"<li>([A-Z][a-z ]+) <b>([\d,]+)</b></li>", said(app)))


def links(app: AppTest) -> list[str]:
    return [
        address.replace("&amp;", "&")
        for address in re.findall(r'href="((?:coverage|who-is-due)\?[^"]+)"', said(app))
    ]


def test_rows_that_were_left_out_can_still_be_downloaded_by_whoever_may_import(
    county: Database, sign_in: Callable[[str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(
        st, "download_button", lambda label, data, **more: offered.update({more["key"]: data})
    )
    sign_in("lea")
    app = apply(
        screen("imports", kind="people").run(),
        FILES["people"] + "bad,Nobody,,north,r3,2024-01-01,\n",
        "roster.csv",
    )
    words = said(app)
    assert "Applied: people and their posts, from roster.csv" in words
    assert "2 rows written" in words
    assert "would do" not in words
    assert "cannot be applied" not in words
    assert app.file_uploader[0].value is None
    assert counts(app) == {"Added": "1", "Changed": "0", "Ended": "1", "Already so": "0", "Left out": "1"}
    rejected = offered["imports_left_out"]
    assert b"bad,Nobody" in rejected()
    assert b"zo@" not in rejected()
    with county.write() as conn:
        conn.execute("delete from role where role = 'lead'")
    with pytest.raises(NotAllowed):
        rejected()


@pytest.mark.parametrize("kind", imports.KINDS)
def test_each_kind_says_what_it_changed_and_a_second_file_takes_its_place(
    county: Database, open_as: Open, kind: str
) -> None:
    if kind == "attendance":
        planning.plan(county, None, NewSession("neglect", date(2026, 1, 5), "inter"))
    if kind in ("equivalences", "counts-towards"):
        more = b"id,title,kind\nbruising,Bruising,\nour-hours,Our hours,hours\n"
        imports.apply(county, imports.preview(county, "courses", more, "more.csv"))
    app = apply(open_as("al", "imports", kind=kind), FILES[kind], "first.csv")
    assert not app.exception
    assert "from first.csv" in said(app)
    again = send(app, FILES[kind].encode(), "second.csv")
    assert "from first.csv" not in said(again)
    assert "There is nothing to apply." in said(again)
    assert not [button for button in again.button if button.key == "imports_apply"]


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        ("agencies", ["coverage?agency=north", "coverage?agency=ward"]),
        ("role-groups", []),
        ("courses", []),
        ("people", ["coverage?agency=north"]),
        ("headcounts", ["coverage?agency=south"]),
        ("requirements", ["coverage?course=neglect"]),
        ("exemptions", ["coverage?course=neglect&agency=south"]),
        ("completions", ["coverage?course=neglect&agency=north", "coverage?course=neglect&agency=south"]),
        ("returns", ["coverage?course=neglect&agency=south"]),
        ("outside", ["coverage?agency=north"]),
        ("roles", []),
    ],
)
def test_it_links_to_the_coverage_that_changed(open_as: Open, kind: str, places: list[str]) -> None:
    app = apply(open_as("al", "imports", kind=kind), FILES[kind])
    assert [link for link in links(app) if link.startswith("coverage")] == places
    assert [link for link in links(app) if not link.startswith("coverage")] == [
        each.replace("coverage", "who-is-due") for each in places
    ]


def test_a_lead_reads_of_their_own_agency_alone(county: Database, open_as: Open) -> None:
    both = f"{ROSTER}ada@north.example,Ada Learner,7,south,r3,2024-01-01,\n"
    imports.apply(county, imports.preview(county, "people", both.encode(), "both.csv"))
    app = apply(
        open_as("lea", "imports", kind="completions"),
        "email,course,completed_on\nada@north.example,neglect,2026-01-01\n",
    )
    assert links(app) == [f"{each}?course=neglect&agency=north" for each in ("coverage", "who-is-due")]
    assert "South" not in said(app)


def test_many_places_are_counted(county: Database, open_as: Open) -> None:
    agencies = "id,name\n" + "".join(f"a{n},Agency {n}\n" for n in range(8))
    imports.apply(county, imports.preview(county, "agencies", agencies.encode(), "a.csv"))
    rows = "".join(f"p{n}@x.example,Pat Ng,{n},a{n},r3,2024-01-01,\n" for n in range(8))
    app = apply(open_as("al", "imports", kind="people"), ROSTER + rows)
    assert len([link for link in links(app) if link.startswith("coverage")]) == 5
    assert "and 3 more" in said(app)
