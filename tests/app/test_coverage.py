"""The Coverage screen: figures that are still being worked out, and lines that can be told apart."""

import json
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app import charts
from elearn.database import Database
from elearn.days import add_months, today
from elearn.tracker import imports, standing
from tests.app.conftest import said

Open = Callable[..., AppTest]


def test_figures_that_are_being_worked_out_have_words_and_no_number(
    open_as: Open, changing: set[str]
) -> None:
    app = open_as("bo", "board")
    words = said(app)
    assert "Figures are being worked out" in words
    assert '<td class="none">Being worked out</td>' in words
    assert "0 of 6" not in words
    assert "None" not in words
    app.selectbox(key="board_course").set_value("neglect").run()
    assert not app.exception
    assert '<td colspan="8" class="none">Being worked out</td>' in said(app)
    assert '<p class="figure">Being worked out</p>' in said(app)
    assert not drawn(app)
    changing.clear()
    app.button(key="board_look_again").click().run()
    assert "worked out" not in said(app)
    assert "0 of 6" in said(app)
    assert not [button for button in app.button if button.key == "board_look_again"]


def test_a_lead_reads_that_figures_are_being_worked_out(open_as: Open, changing: set[str]) -> None:
    words = said(open_as("lea", "due"))
    assert '<td colspan="6" class="none">Being worked out</td>' in words


def test_whoever_looks_sees_to_it_that_an_interrupted_change_is_worked_out(
    open_as: Open, county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as interrupted:
        interrupted.setattr(standing, "AT_ONCE", 0)
        with county.write() as conn:
            standing.refresh(conn, None, {"neglect"})
    with county.read() as conn:
        assert standing.pending(conn) == {"neglect"}
    app = open_as("bo", "board")
    for thread in threading.enumerate():
        if thread.name == "elearn-figures":
            thread.join()
    with county.read() as conn:
        assert standing.pending(conn) == frozenset()
    assert "worked out" not in said(app.run())


@pytest.mark.parametrize(
    ("months", "people", "why"),
    [
        (
            (7, 7, 1),
            20,
            "2 of the 3 agencies with a declared headcount have one that is older than six months.",
        ),
        (
            (1, 7, 1),
            20,
            "1 of the 3 agencies with a declared headcount has one that is older than six months.",
        ),
        (
            (7, 7),
            20,
            "Each of the 2 agencies with a declared headcount has one that is older than six months.",
        ),
        ((7,), 20, "The only agency with a declared headcount has one that is older than six months."),
        ((1,), 1, "Fewer than 10 people are in scope."),
    ],
)
def test_a_figure_that_says_too_little_says_why_and_where(
    open_as: Open, county: Database, months: tuple[int, ...], people: int, why: str
) -> None:
    homes = [f"home{n}" for n in range(len(months))]
    days = [add_months(today(), -each) for each in months]
    bring(
        county,
        agencies="id,name,kind,parent,target,basis\n"
        + "".join(f"{home},The {home},housing,,90,headcount\n" for home in homes),
        headcounts="agency,role_group,as_at,headcount\n"
        + "".join(f"{home},r3,{day},{people}\n" for home, day in zip(homes, days, strict=True)),
    )
    app = open_as("bo", "board")
    assert "Too little to say" in said(app)
    assert (f"{why} To see which, choose the course above." in said(app)) is (max(months) > 6)
    assert f'<p class="small">{why}' in said(app)
    app.selectbox(key="board_course").set_value("neglect").run()
    assert f"<p>{why}" in said(app)
    [table] = [text for text in said(app).split("<table") if "The home0" in text]
    for home, age in zip(homes, months, strict=True):
        [line] = [text for text in table.split("<tr>") if f"The {home}<" in text]
        assert ("The declared headcount is older than six months." in line) is (age > 6)
        assert ("Fewer than 10 people are in scope." in line) is (people < 10)


def test_a_figure_that_can_be_judged_gives_no_reason(open_as: Open, county: Database) -> None:
    bring(
        county,
        agencies="id,name,kind,parent,target,basis\nhomes,Homes,housing,,90,headcount\n",
        headcounts=f"agency,role_group,as_at,headcount\nhomes,r3,{today()},30\n",
    )
    words = said(open_as("bo", "board"))
    assert "of 36" in words
    assert '<p class="small">Fewer' not in words
    assert "headcount is older" not in words


def bring(county: Database, **files: str) -> None:
    """Brings in these files of the kinds that are their names."""
    for kind, text in files.items():
        imports.apply(county, imports.preview(county, kind, text.encode(), f"{kind}.csv"))


@pytest.fixture
def ten_courses(county: Database) -> None:
    """Nine more courses that everybody must take."""
    for kind, text in (
        ("courses", "id,title\n" + "".join(f"c{n},Course {n}\n" for n in range(9))),
        (
            "requirements",
            "course,agency,role_group,from,to,due_within_days,renew_after_months\n"
            + "".join(f"c{n},,r3,2021-01-01,,30,12\n" for n in range(9)),
        ),
    ):
        imports.apply(county, imports.preview(county, kind, text.encode(), f"{kind}.csv"))


def drawn(app: AppTest) -> list[Any]:
    """The charts of a page."""
    return [each for each in app if "vega_lite" in str(getattr(each, "type", ""))]


def lines(app: AppTest) -> tuple[list[str], list[str], list[list[int]]]:
    """The courses of the trend, with their colours and dashes."""
    [chart] = drawn(app)
    encoding = json.loads(chart.proto.spec)["layer"][-1]["encoding"]
    scales = encoding["color"]["scale"], encoding["strokeDash"]["scale"]
    return scales[0]["domain"], scales[0]["range"], scales[1]["range"]


def days(app: AppTest) -> list[str]:
    """The days of the trend as its axis names them."""
    [chart] = drawn(app)
    return list(json.loads(chart.proto.spec)["layer"][-1]["encoding"]["x"]["scale"]["domain"])


@pytest.mark.parametrize(
    ("as_at", "named"),
    [
        (date(2021, 4, 1), ["31 Mar 2021", "1 Apr 2021"]),
        (date(2021, 6, 30), ["31 Mar 2021", "30 Jun 2021"]),
        (date(2021, 9, 12), ["31 Mar 2021", "30 Jun 2021", "12 Sep 2021"]),
    ],
)
def test_each_day_of_a_young_board_has_its_own_label(open_as: Open, as_at: date, named: list[str]) -> None:
    app = open_as("bo", "board")
    app.date_input(key="board_as_at").set_value(as_at).run()
    assert days(app) == named


def test_one_day_makes_no_line_and_is_said_in_words(open_as: Open) -> None:
    app = open_as("bo", "board")
    app.date_input(key="board_as_at").set_value(date(2021, 2, 10)).run()
    assert not drawn(app)
    words = said(app)
    assert "There is one figure so far, of 10 February 2021." in words
    assert "Trend as a table" in words


def test_the_table_says_what_the_chart_says(open_as: Open) -> None:
    app = open_as("bo", "board")
    [chart] = drawn(app)
    values = json.loads(chart.proto.spec)["layer"][-1]["data"]["values"]
    table = said(app).partition("Trend as a table")[2].partition("</table>")[0]
    assert len(values) == table.count('<td class="number">') == len(days(app))
    for value in values:
        assert f"{value['share']:.1f}%" in table
        assert f">{value['on']}</th>" in table


@pytest.mark.usefixtures("ten_courses")
def test_each_line_of_the_trend_has_its_own_colour_and_dashes(open_as: Open) -> None:
    app = open_as("bo", "board")
    titles, inks, dashes = lines(app)
    assert len(titles) == charts.MOST == len(set(inks)) == len({tuple(dash) for dash in dashes})
    choice = next(each for each in app.multiselect if each.key == "board_trend_courses")
    assert choice.label == "Courses to show (at most 8 of 10)"
    choice.set_value(["c8", "neglect"]).run()
    assert set(lines(app)[0]) == {"Course 8", "Neglect"}
    app.multiselect(key="board_trend_courses").set_value([]).run()
    assert not app.exception
    assert "No course is chosen" in said(app)


def test_a_few_lines_need_no_choice(open_as: Open) -> None:
    app = open_as("bo", "board")
    assert lines(app)[0] == ["Neglect"]
    assert not app.multiselect
