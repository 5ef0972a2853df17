"""Screens say everything in Welsh to someone who reads Welsh. Only data stays English: names, reviews, guidance."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app import screens
from elearn.app.coverage_file import Figures, content
from elearn.app.registers.words import WORDS
from elearn.app.screens import board
from elearn.database import Database
from elearn.days import today
from elearn.guidance import aid, quality_markers
from elearn.reporting import result_notes
from elearn.reporting.coverage import coverage
from elearn.tracker import languages, load_names, standing
from elearn.tracker.registers import (
    actions,
    archive,
    dissemination,
    impact,
    markers,
    meetings,
    notifications,
    subgroup,
    workshops,
)
from elearn.tracker.scope import actor
from elearn.tracker.taught import NewSession, marking, planning, trainers
from elearn.translations import messages as catalogue
from elearn.translations import speaking
from tests.app.conftest import FILES, ROOT, person, said
from tests.app.test_welsh_administration import CASES as OTHERS

Open = Callable[..., AppTest]
CLOSED = "marrowshire-2021-kestrel"
REVIEW = "wrenshire-2023-harbour"
NAMES = {
    *("Neglect", "Working Together to Safeguard Children", "Serious incident learning review"),
    *("Set-up", "Report", "Publication"),  # quality markers
    "board",  # in an address
    *("Exploitation", "Information sharing", "Was not brought"),  # in the titles of courses
}
"""What is a name here, and a message elsewhere."""
SAME = {"1 person"}
"""What is the same in both languages."""


class Case(NamedTuple):
    """A screen at an address, as somebody. Add one for whatever else a screen of yours can show."""

    module: str
    name: str
    query: Mapping[str, str] = MappingProxyType({})


CASES = (
    Case("learning", "ada"),
    Case("learning", "ada", {"course": "neglect"}),
    Case("learning", "bo", {"course": "neglect"}),
    Case("learning", "ada", {"course": "nothing-here"}),
    Case("elsewhere", "ada"),
    Case("elsewhere", "ada", {"record": "new"}),
    Case("elsewhere", "ada", {"record": "nothing-here"}),
    Case("elsewhere", "ada", {"update": "nothing-here"}),
    Case("approving", "lea"),
    Case("approving", "lea", {"record": "1"}),
    Case("catalogue", "ada"),
    Case("catalogue", "ada", {"search": "qqqq"}),
    Case("reviews", "ada"),
    Case("reviews", "ada", {"theme": "neglect", "board": "Derbyshire Safeguarding Children Board"}),
    Case("reviews", "ada", {"search": "mark baby"}),
    Case("reviews", "ada", {"search": "qqqq"}),
    Case("reviews", "ada", {"review": REVIEW}),
    Case("reviews", "ada", {"review": "derby-operation-kern"}),
    Case("reviews", "ada", {"review": "nothing-here", "unknown": "1"}),
    Case("reviews", "tom", {"review": CLOSED}),
    Case("reviews", "tom", {"review": REVIEW, "records": "workshops"}),
    Case("themes", "ada"),
    Case("themes", "ada", {"shown": "found", "theme": "neglect"}),
    Case("themes", "ada", {"shown": "tiers"}),
    Case("themes", "bo", {"shown": "tiers"}),
    Case("requests", "ada"),
    Case("requests", "bo"),
    Case("aid", "ada"),
    Case(
        "aid",
        "bo",
        {"child_died": "yes", "abuse_neglect": "yes", "adult_needs": "yes", "known-on": "2024-03-01"},
    ),
    Case("board", "ada"),
    Case("board", "bo"),
    Case("board", "al", {"course": "neglect", "as-at": "2026-03-31"}),
    Case("board", "bo", {"as-at": "2015-01-31"}),
    Case("due", "lea"),
    Case("due", "al", {"show": "in-date"}),
    Case("due", "al", {"search": "qqqq"}),
    Case("due", "lea", {"person": "1"}),
    Case("due", "lea", {"person": "99"}),
    Case("taught", "al"),
    Case("taught", "lea", {"search": "qqqq"}),
    Case("taught", "al", {"session": "1"}),
    Case("taught", "bo", {"session": "1"}),
    Case("taught", "lea", {"session": "2"}),
    Case("taught", "al", {"session": "3"}),
    Case("taught", "al", {"session": "99"}),
    Case("taught", "bo", {"shown": "attendance"}),
    Case("taught", "ada"),
    Case("contacts", "lea"),
    Case("contacts", "ada"),
    Case("sign_off", "bo"),
    Case("sign_off", "ada"),
    Case("publication", "bo"),
    Case("publication", "bo", {"shown": "documents"}),
    Case("registers", "bo"),
    Case("registers", "bo", {"overdue": "yes", "search": "qqqq"}),
    Case("registers", "bo", {"shown": "meetings"}),
    Case("registers", "bo", {"shown": "markers"}),
    Case("registers", "bo", {"meeting": "1"}),
    Case("registers", "bo", {"meeting": "2"}),
    Case("registers", "bo", {"meeting": "99"}),
    Case("registers", "bo", {"notification": "1"}),
    Case("registers", "bo", {"notification": "2"}),
    Case("registers", "bo", {"notification": "99"}),
    Case("follow_up", "lea"),
    Case("follow_up", "bo"),
    Case("follow_up", "bo", {"shown": "actions"}),
    Case("follow_up", "lea", {"shown": "actions", "state": "closed"}),
    Case("follow_up", "lea", {"shown": "impact"}),
    Case("follow_up", "lea", {"action": "1"}),
    Case("follow_up", "lea", {"action": "99"}),
    Case("reviews", "bo", {"review": REVIEW, "records": "markers"}),
)


@pytest.fixture
def readers(county: Database) -> Database:
    """The county, with requests to the archive. Its people read Welsh or English, as each test says."""
    who = actor(county, person(county, "ada"))
    archive.ask(county, who, CLOSED, purpose="training", reason="Xyzzy plugh")
    unlisted = archive.Unlisted("Xyzzy plugh", "Xyzzy plugh", "Xyzzy plugh")
    archive.ask_for_unlisted(county, who, unlisted, purpose="training", reason="Xyzzy plugh")
    _fill_registers(county)
    _let_complete(county)
    _teach(county)
    return county


def _teach(county: Database) -> None:
    """A session that was held, one to come, and one that was cancelled."""
    days = (today() - timedelta(7), today() + timedelta(7), today())
    one, two, three = (
        planning.plan(county, None, NewSession("neglect", day, "inter", None, "Xyzzy plugh", 4, 60))
        for day in days
    )
    ada, bo, sam = (person(county, name) for name in ("ada", "bo", "sam"))
    for each, state in ((ada, "attended"), (bo, "no-show")):
        marking.book(county, None, one, each)
        marking.mark(county, None, one, each, state)
    marking.walk_in(county, None, one, sam)
    marking.book(county, None, two, ada)
    trainers.give(county, None, one, "north", 0.5)
    planning.cancel(county, None, three, reason="Xyzzy plugh")


def _fill_registers(county: Database) -> None:
    """Two notifications, one of them decided; a meeting; and what the north did about a review."""
    board, text, day = actor(county, person(county, "bo")), "Xyzzy plugh", today()
    for number, kind in enumerate(("child", "adult"), 1):
        known = notifications.Notified(f"N-{number}", kind, text, day - timedelta(30), day - timedelta(25))
        notifications.add(county, board, known)
    notifications.panel_told(county, board, 1, day - timedelta(20), rapid_due=day - timedelta(5))
    notifications.decide(county, board, 1, decision="no review", reasons=text, edition=text, on=day)
    notifications.panel_answered(county, board, 1, answer="asks for more", on=day, note=text)
    said = aid.consider(day, ["child_died", "abuse_neglect"], day).as_dict()
    notifications.keep_aid(county, board, 1, said)
    notifications.led_to(county, board, 1, REVIEW)
    meetings.consider(county, board, meetings.arrange(county, board, day, text), 1, text)
    past = meetings.arrange(county, board, day - timedelta(30))
    workshop = workshops.Held(REVIEW, day - timedelta(60), text, text, text, text, "1\n2")
    workshops.add(county, board, workshop)
    new = actions.NewAction(f"{REVIEW}#r1", "north", text, day)
    one, two, *_more = (each.id for each in subgroup.lessons(county, board))
    procedure = subgroup.Decision("in part", text, "procedure", text, day)
    subgroup.decide(county, board, one, past, procedure)
    subgroup.decide(county, board, two, past, subgroup.Decision("yes", text, "action", new_action=new))
    first = quality_markers().ids()[0]
    markers.answer(county, board, REVIEW, first, answer="partly", evidence=text)
    told = dissemination.Dissemination(REVIEW, "north", "team briefing", text, 900, day, text)
    dissemination.add(county, board, told)
    late = day - timedelta(3)
    action = actions.add(county, board, recommendation=f"{REVIEW}#r1", agency="north", action=text, due=late)
    to = actions.Change("in progress", late, "no money", text)
    actions.change(county, board, action, to)
    seen = impact.ImpactEntry(
        f"{REVIEW}#r1", "north", "practice", text, text, "audit of records", day, action
    )
    impact.add(county, board, seen)


def _let_complete(county: Database) -> None:
    """Ada completed the course with a result that nobody knows; Bo is in date because the importer said so."""
    with county.write() as conn:
        people = {name: person(county, name) for name in ("ada", "bo")}
        conn.execute(
            """
            insert into completion_without_result (person, course, completed_on, recorded_at)
            values (:person, 'neglect', '2025-11-27', 't')
            """,
            {"person": people["ada"]},
        )
        conn.execute(
            """
            insert into completion (person, course, completed_on, passed, how, taken_as_passed, recorded_at)
            values (:person, 'neglect', :day, 1, 'import', 1, 't')
            """,
            {"person": people["bo"], "day": today().isoformat()},
        )
        standing.refresh(conn, list(people.values()), {"neglect"})


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: "-".join((case.module, case.name, *case.query.values()))
)
def test_a_screen_says_nothing_in_english_to_a_welsh_reader(
    readers: Database, open_as: Open, case: Case
) -> None:
    """What is the same in both languages must be data, so words that nobody has marked are found as well."""
    who = person(readers, case.name)
    english, welsh = (texts(opened(readers, open_as, case, language, who)) for language in ("en", "cy"))
    assert welsh
    assert {text for text in english & welsh if is_words(text) and text not in data()} - SAME == set()
    assert welsh & messages() - NAMES == set()


def test_what_is_shown_of_coverage_until_streamlit_starts_is_in_welsh_too(
    readers: Database, open_as: Open
) -> None:
    """It is the top of what the page shows then."""
    shown = texts(opened(readers, open_as, Case("board", "bo"), "cy", person(readers, "bo")))
    with speaking("cy"):
        ahead = texts_of(board.ahead(actor(readers, person(readers, "bo"))))
    assert "Pob cwrs" in ahead
    assert {text for text in ahead - shown if is_words(text)} == set()


def test_a_file_of_coverage_is_in_welsh(readers: Database) -> None:
    scope = actor(readers, person(readers, "bo")).coverage_scope()
    by = ("agency", "course")
    day = today()
    rows, notes = coverage(readers, scope, day, by), result_notes(readers, scope, day, by)
    with speaking("cy"):
        file = content(Figures(day, day, by, rows, rows, notes, load_names(readers, scope)))
    found = {cell for row in csv.reader(io.StringIO(file.decode("utf-8-sig"))) for cell in row}
    assert {"Asiantaeth", "Yn gyfredol", "O fewn y cwmpas"} <= found
    assert found & messages() - NAMES == set()


def test_every_choice_of_the_registers_has_words() -> None:
    stored = {
        *dissemination.HOW,
        *(*actions.STATES, *actions.BARRIERS),
        *impact.HOW_KNOWN,
        *(*notifications.DECISIONS, *notifications.PANEL_ANSWERS),
        *markers.ANSWERS,
        *(*subgroup.APPLIES, *subgroup.FOLLOWS),
    }
    assert stored <= set(WORDS)


@pytest.mark.parametrize("screen", screens.SCREENS, ids=lambda each: each.module)
def test_each_screen_has_a_case(screen: screens.Screen) -> None:
    assert screen.module in {case.module for case in CASES} | {module for _, module, _ in OTHERS.values()}


def opened(database: Database, open_as: Open, case: Case, language: str, who: int) -> AppTest:
    languages.choose(database, who, language, by=actor(database, who))
    app = open_as(case.name, case.module, **case.query)
    assert not app.exception
    return app


def texts(app: AppTest) -> set[str]:
    """Everything that a page says: in our own HTML, and around Streamlit's widgets."""
    return texts_of(said(app), *_widgets(app))


def texts_of(html: str, *more: str) -> set[str]:
    """Everything that some HTML says, and `more` texts, in sentences."""
    page = _Page()
    page.feed(html)
    found = {
        part
        for text in (*page.found, *more)
        if "…" not in text  # a part of a longer text, which a search found
        for part in re.split(r" · |: |\. |, |; ", text)
    }
    return {" ".join(text.split()).strip(" .,:;") for text in found}


def is_words(text: str) -> bool:
    """Whether a text has a word in it that is no acronym."""
    return bool(re.search(r"[^\W\d_]{2,}[a-z]", text))


class _Data(str):
    """The text of all data, without its line breaks and marks."""

    def __contains__(self, text: object) -> bool:
        return super().__contains__(_plain(str(text)))


@cache
def data() -> _Data:
    """Whatever is data: reviews, courses' titles and lists, the guidance, people and agencies."""
    files = [
        *(ROOT / "reviews").rglob("*.*"),
        *(ROOT / "src/elearn/guidance").glob("*.yaml"),
        *(ROOT / "src/elearn/guidance").glob("*.toml"),
    ]
    read = [path.read_text(encoding="utf-8") for path in files if path.is_file()]
    for course in (ROOT / "courses").rglob("*.md"):
        # its title, and the labels of its local pathway
        read += re.findall(r"^(?:title:|-) (.*)", course.read_text(encoding="utf-8"), re.M)
    return _Data(_plain(" ".join([*read, *FILES.values(), "Xyzzy plugh", "Cymraeg English"])))


@cache
def messages() -> set[str]:
    """Everything that the catalogue has in Welsh, as the English says it."""
    return {
        text
        for each in catalogue.read("cy")
        for text in (each.id if isinstance(each.id, tuple) else [each.id])
        if text
    }


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_`\[\]{}\"\\]|<[^>]*>", " ", text).casefold().split())


def _widgets(app: AppTest) -> Iterator[str]:
    for node in app.main:
        proto = getattr(node, "proto", None)
        if proto is not None:
            yield from _words(proto)


def _words(proto: Any) -> Iterator[str]:
    for field, value in proto.ListFields() if hasattr(proto, "ListFields") else ():
        if field.name in {"label", "help", "placeholder", "options", "content"}:
            for each in value if field.is_repeated else [value]:
                if isinstance(each, str):
                    yield each
                else:
                    yield from _words(each)
        elif field.message_type and not field.is_repeated:
            yield from _words(value)


class _Page(HTMLParser):
    """Collects the texts of HTML, and of the attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in {"script", "style", "code"}
        self.found += [
            value or ""
            for name, value in attrs
            if name in {"aria-label", "data-label", "data-words", "title"}
        ]

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)
