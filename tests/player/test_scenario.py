"""Playing a scenario, and answering what has no right answer.

What does the learner see, and what is an LMS told?
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator

from elearn.content.course.courses import read_course
from elearn.content.course.model import Course
from elearn.content.kinds import kinds
from elearn.player.site import render_site
from tests.axe import faults
from tests.depth import deep
from tests.lms import Lms
from tests.player.conftest import Learner
from tests.player.test_pages import sideways

Make = Callable[..., Lms]
FRONT = """\
---
title: Asking again
version: 1.0.0
duration: 10 minutes
outcomes: {act: Act on the same day}
completion: {pages: all, pass_mark: 80%}
---

All of it is invented.

:::{support}
Talk to your supervisor.
:::
"""
BEFORE = f"""\
# Before

## How sure {{#how-sure}}

{kinds()["confidence"].example}
"""
TOLD = "told-step\n:seen-by: training-lead"
AFTER = f"""\
# After

## The door {{#the-door}}

{kinds()["scenario"].example}

## Looking back {{#looking-back}}

:::{{confidence}} after
:name: how-sure
:::

{kinds()["rate"].example}

{kinds()["reflect"].example}

:::{{question}} reflect
:name: for-me

What do you keep to yourself?
:::

## What next {{#what-next}}

{kinds()["commitment"].example}

{kinds()["commitment"].example.replace("next-step", TOLD)}
"""


def asking_again() -> Course:
    course, problems = read_course(
        "asking-again", {"course.md": FRONT, "01-before.md": BEFORE, "02-after.md": AFTER}
    )
    assert course, "\n".join(map(str, problems))
    return course


def interactions(lms: Lms, page: Any) -> dict[str, dict[str, Any]]:
    """Returns what is recorded of each answer, by its id. The response has one name for both standards."""
    found = {entry["id"]: entry for entry in lms.cmi(page)["interactions"].values()}
    for entry in found.values():
        entry["said"] = entry.get("student_response", entry.get("learner_response"))
    return found


def focused(learner: Learner) -> str:
    """Returns the words of the element that has the focus."""
    words: str = learner.frame.evaluate("() => document.activeElement.textContent.trim()")
    return words


def press(form: Locator, name: str) -> None:
    """Presses the button with that name."""
    form.get_by_role("button", name=name).click()


def test_without_a_script_every_scene_can_be_read_and_its_choices_are_links() -> None:
    module = render_site(asking_again(), "none", {}).files["modules/after.js"].decode()
    pages = json.loads(re.search(r"push\((.*)\);\s*$", module, re.DOTALL)[1])[1]  # type: ignore[index]
    html = pages["the-door"]
    scenes = re.findall(r'<section class="scene" id="([\w-]+)"(?! hidden)', html)
    assert scenes == [f"q-at-the-door-{scene}" for scene in ("door", "upstairs", "safe", "later")]
    assert set(re.findall(r'<a class="way" href="#([\w-]+)"', html)) == set(scenes[1:])
    assert "She cries, and tells you what happened on Sunday." in html
    assert "An ending worth 20% of the points" in html


@pytest.mark.browser
@pytest.mark.parametrize("standard", ["scorm2004", deep("scorm12")])
def test_a_scenario_is_played_by_keyboard_left_resumed_and_counted_once(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard, asking_again())
    page = lms.launch(context)
    learner = Learner(lms.course(page))
    learner.open("the-door")

    def choose(words: str) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            if focused(learner) == words:
                return page.keyboard.press("Enter")
        raise AssertionError(f"{words} is out of the keyboard's reach")

    choose("Ask kindly to see him, asleep as he is")
    assert focused(learner) == "Upstairs"
    heard = "() => document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent.trim()"
    assert learner.frame.evaluate(heard) == "She looks at the stairs, then steps aside."
    assert learner.frame.get_by_role("button", name="Agree on a day").is_hidden()
    assert learner.frame.locator("[data-part=check]").is_hidden()
    learner.open("how-sure")
    lms.close(page)

    page = lms.launch(context)
    learner = Learner(lms.course(page))
    learner.open("the-door")
    form = learner.frame.locator("[data-question=at-the-door]")
    assert form.locator("[data-scene]:visible h2").all_inner_texts() == ["Upstairs"]
    assert form.locator(".arrival").inner_text() == "She looks at the stairs, then steps aside."
    assert not interactions(lms, page)
    choose("Write it down, and look again next week")
    assert focused(learner) == "Next week"
    assert (
        form.locator("[data-part=said]")
        .inner_text()
        .startswith("Not this time. This ending is worth 20%: 0.4 of 2")
    )
    way = form.locator("[data-part=journey] li").all_inner_texts()
    assert [step.split("\n")[0] for step in way] == [
        "Ask kindly to see him, asleep as he is",
        "Write it down, and look again next week",
    ]
    assert "You write it down well. Nobody reads it." in way[1]
    assert form.locator("[data-part=feedback]").is_hidden(), "the debrief waits until it is settled"
    told = interactions(lms, page)["at-the-door"]
    between, wrong = (",", "wrong") if standard == "scorm12" else ("[,]", "incorrect")
    inner = between.replace(",", ".")
    assert told["type"] == "performance"
    assert told["said"] == f"door{inner}a{between}upstairs{inner}b"
    assert told["correct_responses"]["0"]["pattern"] == f"door{inner}a{between}upstairs{inner}a"
    assert (told["result"], told["weighting"]) == (wrong, "2")
    score = lms.cmi(page)["score"] if standard == "scorm2004" else lms.cmi(page)["core"]["score"]
    assert float(score["raw"]) == 20

    press(form, "Try again")
    assert focused(learner) == "At the door"
    choose("Ask kindly to see him, asleep as he is")
    choose("Ask how it came about, and refer today")
    assert form.locator("[data-part=said]").inner_text() == "Right."
    assert "A child who has not been seen" in form.locator("[data-part=feedback]").inner_text()
    press(form, "Read every scene")
    assert focused(learner) == "At the door"
    assert form.locator("[data-scene]:visible").count() == 4
    assert form.locator(".follows:visible").count() == 4
    press(form, "Write it down")
    assert focused(learner) == "Next week"
    press(form, "Back to where it ended")
    assert form.locator("[data-scene]:visible h2").all_inner_texts() == ["Seen today"]
    assert interactions(lms, page) == {"at-the-door": told}, "trying again is practice"
    assert not lms.refusals(page)


ROUND = """\
:::{question} scenario
:name: round
:outcome: act

Where do you go?

### Here {#here}

You stand here.

- [There](#there)
- [Out](#out)

### There {#there}

You stand there.

- [Back](#here)
  > Nothing has changed.
- [On](#on)

### Out {#out}
:ending: 0%

Out.

### On {#on}
:ending: 100%

On.
:::
"""


@pytest.mark.browser
def test_who_goes_round_in_circles_comes_to_an_end_in_a_state_that_is_kept(
    lms_for: Make, context: BrowserContext
) -> None:
    text = f"# M\n\n## P {{#p}}\n\n{ROUND}"
    course, problems = read_course("round", {"course.md": FRONT, "01-m.md": text})
    assert course, problems
    lms = lms_for("scorm12", course)
    page = lms.launch(context)
    learner = Learner(lms.course(page))
    learner.open("p")
    form = learner.frame.locator("[data-question=round]")
    for _ in range(6):
        press(form, "There")
        press(form, "Back")
        assert form.locator(".arrival").inner_text() == "Nothing has changed."
    lms.close(page)

    page = lms.launch(context)
    learner = Learner(lms.course(page))
    form = learner.frame.locator("[data-question=round]")
    assert form.locator(".arrival").inner_text() == "Nothing has changed."
    form.get_by_role("button", name="There").dblclick()
    assert form.locator("[data-scene]:visible h2").all_inner_texts() == ["There"], (
        "a double click chooses once"
    )
    press(form, "On")
    assert interactions(lms, page)["round"]["said"] == ",".join(
        ["here.a", "there.a"] * 3 + ["here.a", "there.b"]
    )
    assert form.locator("[data-part=said]").inner_text() == "Right."
    assert not lms.refusals(page)


@pytest.mark.browser
@pytest.mark.parametrize("standard", ["scorm12", deep("scorm2004")])
def test_what_is_not_marked_is_told_to_whom_the_page_says_and_to_nobody_else(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard, asking_again())
    page = lms.launch(context)
    learner = Learner(lms.course(page))

    def form(name: str) -> Locator:
        return learner.frame.locator(f"[data-question={name}]")

    learner.open("how-sure")
    form("how-sure-before").locator("[data-statement=a] input[value='2']").check()
    press(form("how-sure-before"), "Give my answer")
    assert "Choose an answer to each statement" in form("how-sure-before").inner_text()
    form("how-sure-before").locator("[data-statement=b] input[value='4']").check()
    press(form("how-sure-before"), "Give my answer")
    lms.close(page)

    page = lms.launch(context)
    learner = Learner(lms.course(page))
    learner.open("looking-back")
    assert form("how-sure-after").locator(".told").all_inner_texts() == [
        "Before, you chose: A little sure",
        "Before, you chose: Quite sure",
    ]
    for statement in "ab":
        form("how-sure-after").locator(f"[data-statement={statement}] input[value='5']").check()
    press(form("how-sure-after"), "Give my answer")
    form("of-use").locator("input[value='4']").check()
    press(form("of-use"), "Give my answer")
    room = form("what-held-me-back").locator("textarea")
    most = 255 if standard == "scorm12" else 4000
    assert f"You can write {most:,} more characters." in form("what-held-me-back").inner_text()
    assert "Your training lead can read this" in form("what-held-me-back").inner_text()
    room.fill("A colleague who listens.\nAnd time.")
    press(form("what-held-me-back"), "Give my answer")
    assert "Only you see this" in form("for-me").inner_text()
    assert form("for-me").locator("button:visible").count() == 0
    form("for-me").locator("textarea").fill("A secret")
    learner.open("what-next")
    form("next-step").get_by_label("Talk with my supervisor").check()
    form("next-step").locator("select").select_option("week")
    press(form("told-step"), "Give my answer")
    assert "Choose a step, or write one" in form("told-step").inner_text()
    form("told-step").get_by_label("Something else").check()
    form("told-step").get_by_label("Your own step").fill("Ask about the rota")
    form("told-step").locator("select").select_option("month")
    press(form("told-step"), "Give my answer")
    learner.open("_result")
    assert learner.frame.locator(".commitments li").all_inner_texts() == [
        "Talk with my supervisor about a mark that I have seen (This week)\n\n"
        "Only you see this. Print this page to keep it.",
        "Ask about the rota (This month)\n\nYour training lead can read this.",
    ]

    told = interactions(lms, page)
    assert {name: entry["said"] for name, entry in told.items()} == {
        "how-sure-before-a": "2",
        "how-sure-before-b": "4",
        "how-sure-after-a": "5",
        "how-sure-after-b": "5",
        "of-use": "4",
        "what-held-me-back": told["what-held-me-back"]["said"],
        "told-step": "Ask about the rota (This month)",
    }
    assert "A colleague who listens." in told["what-held-me-back"]["said"]
    assert {entry["result"] for entry in told.values()} == {"neutral"}
    assert {entry["type"] for name, entry in told.items() if "sure" in name} == {"likert"}
    assert told["told-step"]["type"] == ("fill-in" if standard == "scorm12" else "long-fill-in")
    sent = str(lms.calls(page))
    assert "A secret" not in sent
    assert "Talk with my supervisor" not in sent
    assert not lms.refusals(page)
    lms.close(page)

    page = lms.launch(context)
    learner = Learner(lms.course(page))
    learner.open("looking-back")
    assert "You have sent an answer to your training lead" in form("what-held-me-back").inner_text()
    assert form("of-use").locator("input[value='4']").is_checked()
    learner.open("_result")
    assert learner.frame.locator(".commitments li").all_inner_texts() == [
        "A step in your own words (This month)\n\nYour training lead can read this."
    ]
    assert learner.frame.locator(".todo li").count() == 1, "nothing but the scenario is waited for"


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark")])
def test_axe_finds_nothing_in_what_is_asked(width: int, scheme: str, browser: Browser, lms_for: Make) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        reduced_motion="reduce",  # type: ignore[arg-type]
    )
    lms = lms_for("scorm12", asking_again())
    learner = Learner(lms.course(lms.launch(context, absent=1)))

    def look(place: str) -> None:
        assert (place, faults(learner.frame), sideways(learner)) == (place, [], 0)

    learner.next()
    look("confidence")
    learner.next()
    look("a scene")
    learner.frame.click("[data-choice=a] button:visible")
    learner.frame.click("[data-choice=b] button:visible")
    look("an ending")
    learner.frame.click("[data-part=show]")
    learner.frame.click("[data-part=scenes] button")
    look("every scene")
    learner.next()
    learner.frame.fill("[data-question=what-held-me-back] textarea", "A colleague")
    learner.frame.click("[data-question=what-held-me-back] [data-part=check]")
    look("looking back")
    learner.next()
    learner.frame.check("[data-question=next-step] input[value=own]")
    learner.frame.fill("[data-question=next-step] input[type=text]", "Ask")
    learner.frame.select_option("[data-question=next-step] select", "week")
    look("a step to take")
    said = learner.frame.locator("[data-question=told-step] .writing-seen").inner_text()
    assert said == "Nothing is recorded here, so nobody else sees this.", "no LMS is around it"
    learner.next()
    look("the result")
    context.close()
