"""The player beside an editor swaps what changed, and leaves the reader where they were."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, Route, expect

from elearn.content.course import Course
from elearn.player import page_preview, preview_document
from tests.reading import read_course

pytestmark = pytest.mark.browser

ORIGIN = "http://desk.test"
DESK = """<!doctype html><title>desk</title><script>
heard = []; addEventListener("message", ({data}) => heard.push(data));
tell = (said) => frames[0].postMessage(said, "*");
</script><iframe sandbox="allow-scripts" src="/preview#second" style="width:390px;height:700px"></iframe>
<iframe src="/other"></iframe>"""
POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'nonce-once'; style-src 'unsafe-inline'; "
    "img-src blob: data:; media-src blob: data:"
)
QUESTION = """\
:::{question} choose-one
:name: first
:outcome: know

Whose needs come first?

- [x] The child's
  > Yes.
- [ ] The parent's
  > No.
:::
"""
LONG = "\n\n".join(
    f"Paragraph {number} says something that takes a line or two on a phone." for number in range(30)
)
MORE = ":::{reveal} More about it\nHidden words.\n:::\n"
FRONT = """\
---
title: Followed
version: 1.0.0
duration: 10 minutes
summary: Invented.
outcomes:
  know: Know
---

Hello.
"""
PICTURE = ":::{image} media/rings.svg\n:alt: Three rings\n:::\n"


def course_with(*, above: str = "Above.", question: str = QUESTION, title: str = "Second page") -> Course:
    second = f"## {title} {{#second}}\n\n{above}\n\n{question}\n{MORE}\n{LONG}\n\n{PICTURE}"
    module = f"# Module\n\n## First page {{#first-page}}\n\nText.\n\n{second}\n## Third {{#third}}\n\nText.\n"
    course, problems = read_course("followed", {"course.md": FRONT, "01-module.md": module})
    assert course, "\n".join(map(str, problems))
    return course


@dataclass
class Desk:
    """A page with the player in a frame, and another frame beside it."""

    page: Page
    player: Frame

    def tell(self, course: Course, page: str = "second") -> None:
        self.page.evaluate("said => tell(said)", {"elearn": "page", **page_preview(course, page)})

    def heard(self, kind: str) -> list[Any]:
        said: list[dict[str, Any]] = self.page.evaluate("heard")
        return [each for each in said if each["elearn"] == kind]


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    bodies = {"/": DESK, "/other": "<title>other</title>"}
    bodies["/preview"] = preview_document(course_with(), nonce="once")

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        headers = {"Content-Security-Policy": POLICY} if path == "/preview" else {}
        route.fulfill(body=bodies.get(path, ""), content_type="text/html; charset=utf-8", headers=headers)

    page.route(f"{ORIGIN}/**", answer)
    page.goto(ORIGIN + "/")
    page.wait_for_function("heard.some(({elearn}) => elearn === 'ready')")
    yield Desk(page, page.frames[1])
    context.close()


def test_what_did_not_change_stays_as_the_reader_left_it(desk: Desk) -> None:
    player = desk.player
    expect(player.locator("#stage h1")).to_have_text("Second page")
    player.click("[data-question=first] label >> nth=0")
    player.click("[data-question=first] [data-part=check]")
    expect(player.locator("[data-question=first] [data-part=verdict]")).to_be_visible()
    player.evaluate(
        "document.querySelector('#stage details').open = true; window.kept = document.querySelector('form')"
    )
    player.locator("#stage summary").first.focus()
    player.evaluate("scrollBy({top: 150, behavior: 'instant'})")
    top = "document.querySelector('form').getBoundingClientRect().top"
    before = player.evaluate(top)

    for typed in range(20):
        desk.tell(course_with(above="A line that grows. " * typed + f"Typed {typed}."))
    expect(player.locator("#stage")).to_contain_text("Typed 19.")

    assert player.evaluate("window.kept === document.querySelector('form')")
    expect(player.locator("[data-question=first] [data-part=verdict]")).to_be_visible()
    assert player.evaluate("document.querySelector('#stage details').open")
    assert player.evaluate("document.activeElement.localName") == "summary"
    assert abs(player.evaluate(top) - before) < 2

    # What the question says is new, and its data are not: it is made anew, with the answer.
    desk.tell(course_with(question=QUESTION.replace("Yes.", "Yes, always."), title="Other title"))
    expect(player.locator("[data-question=first]")).to_contain_text("Yes, always.")
    expect(player.locator("#stage h1")).to_have_text("Other title")
    expect(player.locator("#contents [aria-current]")).to_contain_text("Other title")
    expect(player.locator("[data-question=first] [data-part=verdict]")).to_be_visible()
    # Another answer is right now, so the one that was given is gone.
    turned = QUESTION.replace("[x]", "[?]").replace("[ ]", "[x]").replace("[?]", "[ ]")
    desk.tell(course_with(question=turned))
    expect(player.locator("[data-question=first] [data-part=verdict]")).to_be_hidden()
    player.click("[data-question=first] label >> nth=0")
    player.click("[data-question=first] [data-part=check]")
    expect(player.locator("[data-question=first] [data-part=verdict]")).to_be_visible()
    # It says what each answer gives, and what each check gave: the first was right, and then the other is right.
    alone = [[(each["text"], each["points"]) for each in said["answers"]] for said in desk.heard("asks")]
    assert sorted(alone[0]) == [("The child's", 1), ("The parent's", 0)]
    assert sorted(alone[-1]) == [("The child's", 0), ("The parent's", 1)]
    assert sorted(each["score"] for each in desk.heard("answered")) == [0, 1]
    assert {(each["name"], each["checks"], each["points"]) for each in desk.heard("answered")} == {
        ("first", 1, 1)
    }

    # It asks for the picture, and shows what it is given.
    assert desk.heard("want") == [{"elearn": "want", "paths": ["media/rings.svg"]}]
    desk.page.evaluate(
        """() => tell({elearn: "media", path: "media/rings.svg", file: new Blob(
        ['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'], {type: "image/svg+xml"})})"""
    )
    player.wait_for_function("document.querySelector('#stage img').naturalWidth === 9")

    # Only its parent is listened to.
    player.evaluate("postMessage({elearn: 'show', page: 'third'}, '*')")
    desk.page.frames[2].evaluate("parent.frames[0].postMessage({elearn: 'show', page: 'third'}, '*')")
    desk.tell(course_with(above="The last."))
    expect(player.locator("#stage")).to_contain_text("The last.")
    assert desk.heard("shown") == []
    expect(player.locator("#stage h1")).to_have_text("Second page")
    desk.page.evaluate("tell({elearn: 'show', page: 'first-page'})")
    expect(player.locator("#stage h1")).to_have_text("First page")
    player.click("#steps .primary")
    expect(player.locator("#stage h1")).to_have_text("Second page")
    desk.page.wait_for_function("heard.some(each => each.elearn === 'shown')")  # it comes between frames
    assert desk.heard("shown") == [{"elearn": "shown", "page": "second"}]
