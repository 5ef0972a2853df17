"""The pictures of the desk that `screens.py` takes: the list of courses, and the editor in each of its states."""

import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.browsing import SIZES
from docs.screens_data import COURSE
from docs.screens_shots import COUNTY_COURSE, COUNTY_REVIEW, Shot, at_once, choose_file
from tests.authoring.questions.files import XML
from tests.word_files import handout

CARDS = ".card-picture, .cards-empty:visible"
PREVIEW = "#preview-host iframe"


def desk_home(page: Page) -> None:
    """Waits for the list of courses, or for what it says if there is none."""
    page.locator("body[data-desk=home] #home-host h2:visible").first.wait_for()


def editor(page: Page) -> None:
    """Waits for the cards of a page, and for the course in the preview."""
    page.locator(CARDS).first.wait_for(state="attached")
    page.frame_locator(PREVIEW).locator("h1").first.wait_for(state="attached")
    page.wait_for_timeout(400)  # what is drawn when it comes into sight


def cards_alone(page: Page) -> None:
    """Waits for the cards of a page of a course that cannot be shown as a whole."""
    page.locator(CARDS).first.wait_for(state="attached")
    page.wait_for_timeout(800)


def opens(kind: str) -> Callable[[Page], None]:
    """Returns what opens the form of the first block that is called so."""

    def press(page: Page) -> None:
        card = page.locator(".card", has=page.locator(".card-kind", has_text=kind)).first
        card.locator(".card-edit").click()
        card.locator(".card-body > *").first.wait_for()
        page.wait_for_timeout(400)

    return press


def presses(button: str, shown: str) -> Callable[[Page], None]:
    """Returns what presses a button and waits for what it shows."""

    def press(page: Page) -> None:
        page.get_by_role("button", name=button, exact=True).first.click()
        page.locator(shown).first.wait_for()
        page.wait_for_timeout(800)

    return press


def adds(page: Page) -> None:
    """Opens the palette."""
    page.locator(".cards-add").click()
    page.locator(".palette-picture *").first.wait_for(state="attached")
    page.wait_for_timeout(400)


def pane(name: str) -> Callable[[Page], None]:
    """Returns what opens a pane of the narrow window, by its number among the tabs."""

    def press(page: Page) -> None:
        page.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"], strict=True)))  # type: ignore[arg-type]
        page.locator("#tabs button", has_text=name).click()

    return press


def writes(words: str) -> Callable[[Page], None]:
    """Returns what writes words at the end of the first text of a page, in which the checks find something."""

    def press(page: Page) -> None:
        _type(page, words)
        page.locator(".finding").first.wait_for()
        page.keyboard.press("Escape")
        page.wait_for_timeout(400)

    return press


def finds(page: Page) -> None:
    """Looks for a word."""
    presses("Find", "dialog.find[open]")(page)
    page.keyboard.type("record")
    page.locator(".find-hit").first.wait_for()


def meets(page: Page) -> None:
    """Changes a block that somebody else changes before it is sent."""
    page.route("**/change", lambda route: route.abort())
    _type(page, "Say what you see.")
    page.wait_for_timeout(1_200)
    url = urlsplit(page.url)
    ours = f"{url.scheme}://{url.netloc}"
    state = page.request.get(f"{ours}{url.path}/state?{url.query}").json()
    lines, text = state["page"]["blocks"][0]["lines"], state["page"]["blocks"][0]["text"]
    at = {"file": state["page"]["file"], "page": state["page"]["id"]}
    edit = {"file": at["file"], "lines": lines, "text": f"{text.rstrip()} Then listen."}
    sent = {"seq": state["seq"], "window": "another", "request": "", "at": at, "edit": edit}
    page.request.post(f"{ours}{url.path}/change", data=sent, headers={"Origin": ours})
    page.unroute("**/change")
    page.locator(".clash").first.wait_for()
    page.locator("#clashes").scroll_into_view_if_needed()


def loses_session(page: Page) -> None:
    """Writes on when the session has ended."""
    page.context.clear_cookies()
    _type(page, "Write the words down.")
    page.locator("dialog.signin[open]").wait_for()


def sends(name: str, content: Callable[[], bytes], button: str) -> Callable[[Page], None]:
    """Returns what chooses a file and sends the form that it is in."""

    def press(page: Page) -> None:
        choose_file(page, name, content())
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state()

    return press


def _xml() -> bytes:
    return XML.encode()


def comments(page: Page) -> None:
    """Comments on a page, answers, and makes a link for readers, which is shown."""
    for words, text, button in (
        ("Comment on a page yourself", "Which chart is meant here?", "Send the comment"),
        ("Reply to", "The one in the red book. I will say so.", "Send the reply"),
    ):
        page.get_by_text(words).first.click()
        page.locator("details[open] textarea").first.fill(text)
        page.get_by_role("button", name=button).first.click()
        page.wait_for_load_state()
    page.locator("input[name=label]").fill("The named nurses")
    page.get_by_role("button", name="Make the link").click()
    page.locator("#new-link").wait_for()


def tries(page: Page) -> None:
    """Opens a question and shows it alone, to be tried."""
    opens("Choose one")(page)
    page.get_by_role("button", name="Try this question").click()
    page.frame_locator(".try-box iframe").locator("input").first.wait_for()
    page.wait_for_timeout(400)


def reads(page: Page) -> None:
    """Makes a link, and opens what it leads to."""
    page.locator("input[name=label]").fill("A reader")
    page.get_by_role("button", name="Make the link").click()
    page.goto(page.locator("#new-link").input_value())


def _type(page: Page, words: str) -> None:
    page.locator(".card-edit").first.click()
    page.locator(".card-body .cm-content").first.wait_for()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {words}")


def _edits(name: str, page: str, press: Callable[[Page], None] = lambda page: None) -> Shot:
    """A picture of the editor of the demonstration's course, at a page that is named by its file and id."""
    file, _, id = page.partition("#")
    address = f"desk:/desk/{COUNTY_COURSE}?{urlencode({'file': file, 'page': id})}"
    return Shot(name, address, "trainer", press, editor)


def _plain(name: str, path: str, press: Callable[[Page], None] = lambda page: None) -> Shot:
    """A picture of a page that the server draws, below the demonstration's course."""
    return Shot(name, f"desk:/desk/{COUNTY_COURSE}/{path}", "trainer", press, at_once)


def _tabs(course: str) -> tuple[Shot, ...]:
    """The pages of a course beside the editor, and those where something comes in."""
    return tuple(
        Shot(f"desk-{name}", f"desk:/desk/{course}/{path}", "trainer", ready=at_once)
        for name, path in {
            "comments": "comments",
            "sign-off": "sign-off",
            "versions": "versions",
            "compare": "versions/compare?from=saved&to=draft",
            "hand-out": "hand-out",
            "questions": "bring-in/questions",
            "word": "bring-in/pages",
        }.items()
    )


ASKING = "02-what-to-do-today.md#ask-and-listen"
DESK = (
    Shot("desk", "desk:/desk", "trainer", ready=desk_home),
    Shot("desk-new", "desk:/desk/new", "trainer", ready=at_once),
    Shot("desk-new-review", "desk:/desk/new?begin=review", "trainer", ready=at_once),
    Shot("desk-banks", "desk:/desk/banks", "trainer", ready=at_once),
    Shot("desk-bring-in", "desk:/desk/bring-in", "trainer", ready=at_once),
    Shot("desk-sign-off-list", "desk:/desk/sign-off", "trainer", ready=at_once),
)
"""In every state."""
DESK_ONE = (
    Shot("desk-course", f"desk:/desk/{COURSE}", "trainer", ready=editor),
    *_tabs(COURSE),
)
"""The editor of the course that comes with an installation of one thing, or of thousands."""
DESK_COUNTY = (
    *_tabs(COUNTY_COURSE),
    Shot("desk-new-ticks", f"desk:/desk/new?begin=review&review={COUNTY_REVIEW}", "trainer", ready=at_once),
    _plain("desk-questions-preview", "bring-in/questions", sends("quiz.xml", _xml, "Show the questions")),
    _plain("desk-word-preview", "bring-in/pages", sends("handout.docx", handout, "Show what comes in")),
    _plain("desk-compare-all", "versions/compare?from=saved&to=draft&all=1"),
    _plain("desk-comments-said", "comments", comments),
    _plain("desk-reader", "comments", reads),
    _edits("desk-try", ASKING, tries),
    Shot("desk-menu", "desk:/desk", "trainer", presses("More: Information sharing", ".menu"), desk_home),
    _edits("desk-introduction", "course.md#_start"),
    _edits("desk-page", ASKING),
    _edits("desk-text-form", ASKING, opens("Text")),
    _edits("desk-question", ASKING, opens("Choose one")),
    _edits("desk-story", "02-what-to-do-today.md#end-of-a-school-day", opens("Scenario")),
    _edits("desk-picture", "02-what-to-do-today.md#write-it-down", opens("Image")),
    _edits("desk-palette", ASKING, adds),
    _edits("desk-text", ASKING, presses("Text", "#text .cm-content")),
    _edits("desk-find", ASKING, finds),
    _edits("desk-pictures", ASKING, presses("Pictures", "dialog.pictures[open] img")),
    _edits("desk-facts", ASKING, presses("Course facts", "dialog.facts[open] .form")),
    _edits("desk-more", ASKING, presses("More", ".menu")),
    _edits("desk-pane-outline", ASKING, pane("Outline")),
    _edits("desk-pane-preview", ASKING, pane("Preview")),
    _edits(
        "desk-findings",
        "02-what-to-do-today.md#refer-without-delay",
        writes("Ask Mrs Patel, born 14/03/2019."),
    ),
    _edits("desk-pane-findings", ASKING, pane("Findings")),
    _edits("desk-clash", "03-being-open-with-the-family.md#what-to-say", meets),
    Shot(
        "desk-unknown", "desk:/desk/no-such-course", "trainer", ready=lambda page: page.wait_for_load_state()
    ),
    Shot("desk-not-yours", "desk:/desk", "learner", ready=lambda page: page.wait_for_load_state()),
    _edits("desk-signed-out", "04-when-others-see-it-differently.md#the-other-children", loses_session),
)
"""In the demonstration. The last one ends the trainer's session."""
DESK_FAILING = (
    Shot("desk-broken", "desk:/desk/broken", "trainer", ready=cards_alone),
    Shot(
        "desk-unreadable",
        "desk:/desk/unreadable",
        "trainer",
        presses("Course facts", "dialog.facts[open] textarea"),
        cards_alone,
    ),
)
"""Courses whose files have faults."""
