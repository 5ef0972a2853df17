"""The Coverage screen: figures that are still being worked out, and lines that can be told apart."""

import json
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app import charts, questions
from elearn.database.sqlite import Database
from elearn.reporting.coverage import CoverageRow
from elearn.tracker import imports, standing
from tests.app.conftest import said

Open = Callable[..., AppTest]


@pytest.fixture
def changing(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The courses whose figures are being worked out. A test may change it."""
    courses = {"neglect"}
    for name in ("coverage", "trend"):
        real: Callable[..., Iterable[CoverageRow]] = getattr(questions, name)

        def told(*args: Any, real: Callable[..., Iterable[CoverageRow]] = real, **named: Any) -> Any:
            return [
                _unknown(row) if row.keys.get("course") in courses else row for row in real(*args, **named)
            ]

        monkeypatch.setattr(questions, name, told)
    return courses


def _unknown(row: CoverageRow) -> CoverageRow:
    return row._replace(in_scope=None, in_date=None, grace=None, lapsed=None, never=None, pending=True)


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
