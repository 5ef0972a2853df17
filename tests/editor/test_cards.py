"""The cards of a page and their forms in a browser, without a server: everything by keyboard, over slow answers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

import elearn
from elearn.desk.words import cards, facts, form, palette
from elearn.look import css_variables
from tests.axe import faults

SOURCE = Path(elearn.__file__).parent
HARNESS = Path(__file__).with_name("cards_harness.js")
SHEETS = ("desk/css/cards.css", "desk/css/palette.css", "content/kinds/_choice/edit.css")


def _field(name: str, label: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "label": label, "type": kind, "required": False, **more}


KINDS: list[dict[str, Any]] = [
    {
        "id": "callout",
        "title": "Callout",
        "offered": "a box that nobody should miss",
        "group": "To read",
        "editor": "",
        "fields": [_field("heading", "Heading", "line"), _field("body", "Text", "prose", required=True)],
        "values": {"heading": "Remember", "body": "Safety first."},
    },
    {
        "id": "choose-one",
        "title": "Choose one",
        "offered": "a decision",
        "group": "To decide",
        "editor": "_choice",
        "fields": [
            _field("stem", "Question", "prose", required=True),
            _field(
                "options",
                "Answers",
                "rows",
                row="an answer",
                add="Add an answer",
                fields=[
                    _field("id", "Id", "id"),
                    _field("text", "Answer", "line"),
                    _field("right", "This is right", "mark", one=True),
                    _field("feedback", "Feedback", "prose"),
                ],
            ),
            _field("points", "Points", "number"),
        ],
        "values": {
            "stem": "What now?",
            "options": [{"id": "a", "text": "Wait", "right": False, "feedback": ""}],
            "points": "1",
        },
    },
]


def _html() -> str:
    words = json.dumps({**cards.WORDS, **form.WORDS, **palette.WORDS, **facts.WORDS})
    kinds = json.dumps(KINDS)
    return f"""<!doctype html><html lang="en"><title>A course</title><link rel="stylesheet" href="/desk.css">
    <main><h1>A course</h1><h2 id="page-heading" tabindex="-1"></h2><div id="cards"></div></main>
    <div id="dialogs"></div><script type="application/json" id="words">{words}</script>
    <script type="application/json" id="kinds">{kinds}</script>
    <script type="module" src="/harness.js"></script></html>"""


def _answer(route: Route) -> None:
    """Our scripts as they are: a browser needs no bundle."""
    path = route.request.url.split("desk.test/", 1)[1].split("?")[0]
    if not path:
        route.fulfill(body=_html(), content_type="text/html")
    elif path == "desk/palette":
        offered = [{**kind, "html": f"<p>{kind['title']}</p>"} for kind in KINDS]
        route.fulfill(body=json.dumps({"kinds": offered}), content_type="application/json")
    elif path == "desk.css":
        sheets = "\n".join((SOURCE / sheet).read_text("utf-8") for sheet in SHEETS)
        route.fulfill(body=css_variables() + sheets, content_type="text/css")
    elif path == "harness.js":
        route.fulfill(body=HARNESS.read_text("utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body=(SOURCE / path).read_text("utf-8"), content_type="text/javascript")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.route("**/*", _answer)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto("http://desk.test/")
    expect(opened.locator(".card-kind")).to_have_text(["Callout", "Choose one", "Cannot be read"])
    yield opened
    context.close()
    assert wrong == []


def test_the_facts_show_what_is_undone_while_they_are_open(page: Page) -> None:
    """Else the next key would write again what was undone."""
    fields = [_field("title", "Title", "line"), _field("summary", "Summary", "line")]
    now = {"title": "A mark", "summary": ""}

    def facts(route: Route) -> None:
        answer = {"fields": fields, "values": now, "lines": [0, 2], "text": ""}
        route.fulfill(body=json.dumps(answer), content_type="application/json")

    page.route("**/desk/c/facts", facts)
    page.evaluate("desk.facts({ field: 'summary' })")
    expect(page.get_by_label("Title", exact=True)).to_have_value("A mark")
    now["title"] = "A small mark"
    page.evaluate("becomes(blocks => blocks)")
    expect(page.get_by_label("Title", exact=True)).to_have_value("A small mark")
    expect(page.get_by_label("Summary")).to_be_focused()


def test_cards_open_and_what_is_typed_outlives_slow_answers(page: Page) -> None:
    press, typed = page.keyboard.press, page.keyboard.type
    question = page.locator(".card").nth(1)
    question.locator(".card-edit").focus()
    press("Enter")
    expect(question.get_by_label("Question")).to_be_focused()
    question.get_by_role("button", name="Add an answer").focus()
    press("Enter")
    typed("Tell")
    page.evaluate("answerAll()")
    typed(" someone")
    answer = question.get_by_label("Answer 2, Answer")
    expect(answer).to_be_focused()
    expect(answer).to_have_value("Tell someone")
    page.evaluate("answerAll()")
    expect(answer).to_be_focused()
    expect(answer).to_have_value("Tell someone")
    assert page.evaluate("sent.at(-1).options[1].id") == "b"
    press("Alt+ArrowUp")
    expect(question.get_by_label("Answer 1, Answer")).to_have_value("Tell someone")
    expect(question.get_by_label("Answer 1, Answer")).to_be_focused()
    press("Enter")
    expect(question.locator(".row")).to_have_count(3)
    press("Backspace")
    expect(question.locator(".row")).to_have_count(2)
    question.get_by_role("radio").first.check()
    question.get_by_role("radio").last.check()
    assert page.evaluate("sent.at(-1).options.map((option) => option.right)") == [False, True]
    assert faults(page) == []
    page.evaluate("answerAll()")
    page.evaluate(
        "becomes(all => all.map(b => b.kind == 'choose-one' ? {...b, values: {...b.values, stem: 'Who?'}} : b))"
    )
    expect(question.get_by_label("Question")).to_have_value("Who?")
    press("Escape")
    expect(question.locator(".card-edit")).to_be_focused()


def test_cards_are_added_moved_and_deleted_by_keyboard(page: Page) -> None:
    press = page.keyboard.press
    kinds = page.locator(".card-kind")
    page.locator(".card").first.locator(".card-edit").focus()
    press("Alt+ArrowDown")
    expect(kinds).to_have_text(["Choose one", "Callout", "Cannot be read"])
    assert page.evaluate("actions.at(-1).to.before") == [8, 10]
    expect(page.locator(".card").nth(1).locator(".card-edit")).to_be_focused()
    page.locator(".card").first.locator(".card-delete").focus()
    press("Enter")
    expect(kinds).to_have_text(["Callout", "Cannot be read"])
    expect(page.locator(".card-gone button")).to_be_focused()
    press("Enter")
    expect(kinds).to_have_count(3)
    page.evaluate("desk.nameTitle()")
    expect(page.get_by_label("Title of the page")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "A page"
    press("Escape")
    expect(page.get_by_role("button", name="Change the title")).to_be_focused()
    page.locator(".card-plus").nth(1).focus()
    press("Enter")
    assert faults(page) == []
    page.keyboard.type("nobody")
    press("Enter")
    expect(kinds).to_have_text(["Choose one", "Callout", "Callout", "Cannot be read"])
    heading = page.locator(".card").nth(1).get_by_label("Heading")
    expect(heading).to_be_focused()
    page.wait_for_function("getSelection().toString() === 'Remember'")
    page.keyboard.type("Words of mine, which take more than one line. " * 5)
    expect(heading).not_to_have_value(re.compile("Remember"))
    assert heading.evaluate("(field) => field.scrollHeight <= field.clientHeight")
    page.evaluate("desk.focusBlock('one.md', [11, 12])")
    expect(page.get_by_label("Text", exact=True)).to_have_value("callout 3")


@pytest.mark.deep
def test_a_pasted_list_becomes_options(page: Page) -> None:
    lists = {
        "One\n\nTwo": [["One", False], ["Two", False]],
        "- One\n- [x] Two": [["One", False], ["Two", True]],
        "* One\n* Two": [["One", False], ["Two", False]],
        "1. One\n2) Two (correct)": [["One", False], ["Two", True]],
        "a) One\nb) *Two": [["One", False], ["Two", True]],
        "One\n*Two\nThree": [["One", False], ["Two", True], ["Three", False]],
        "**Never** wait\nWait": [["**Never** wait", False], ["Wait", False]],
    }
    for text, options in lists.items():
        found = page.evaluate("text => optionsIn(text).map(each => [each.text, each.right])", text)
        assert found == options, text
