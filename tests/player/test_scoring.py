"""What a learner is asked, when they complete and pass the course, and what they are told about it."""

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from elearn.content.course.courses import read_course
from elearn.content.course.model import Course
from elearn.content.kinds import kinds
from elearn.player import budget
from elearn.player.data import course_data
from elearn.player.site import render_site
from tests.depth import deep
from tests.lms import Lms
from tests.player.modules import module_page
from tests.player.test_tracking import begin, part, status

Make = Callable[..., Lms]
NAMES = ["cry", "feed", "move", "mark", "sleep"]
SUPPORT = ":::{support}\nTalk to your supervisor.\n:::\n"


def question(name: str, options: str = "", kind: str = "choose-one") -> str:
    """Returns a question whose first option is right, and also the second if there may be two."""
    second = "x" if kind == "choose-many" else " "
    return (
        f":::{{question}} {kind}\n:name: {name}\n:outcome: act\n{options}\nWhat about {name}?\n\n"
        f"- [x] This\n  > Yes.\n- [{second}] That\n  > So.\n- [ ] Nothing\n  > No.\n:::\n\n"
    )


def course(
    completion: str = "{pages: all, pass_mark: 80%}",
    first: str = question("own"),
    second: str = "Words.\n\n",
    names: list[str] | None = None,
    keys: str = "",
    bank: str = "",
) -> Course:
    """Returns a course of two pages, with a bank of questions that give one point each."""
    files = {
        "course.md": "---\ntitle: Signs\nversion: 1.0.0\nduration: 5 minutes\noutcomes:\n  act: Act\n"
        f"completion: {completion}\n{keys}---\n\nAll of it is invented.\n",
        "01-signs.md": f"# Signs\n\n## First {{#first}}\n\n{first}## Second {{#second}}\n\n{second}{SUPPORT}",
        "bank/signs.md": "# Signs\n\n" + (bank or "".join(question(name) for name in names or NAMES)),
    }
    made, problems = read_course("signs", files)
    assert made, "\n".join(map(str, problems))
    return made


def drawing(number: int) -> str:
    return f":::{{draw}} signs\n:questions: {number}\n:::\n\n"


@pytest.fixture(scope="module")
def modules(browser: Browser) -> Iterator[Page]:
    """A page that can call the runtime's modules."""
    with module_page(browser) as page:
        yield page


RESULT = """async ([course, change]) => {
  const [{ outlineOf, unfolded }, { fresh, settle }, { resultOf }] = await Promise.all(
    ["outline", "state", "result"].map(name => import(`/player/browser/${name}.js`)));
  const outline = outlineOf(unfolded(course));
  const state = settle(outline, { ...fresh("1.0.0", 7), ...change });
  return { ...resultOf(outline, state), kept: state };
}"""


def answers(**best: int) -> dict[str, Any]:
    """Returns each of these questions answered once, for that percentage of its points."""
    return {
        name: {"response": ["a"], "checks": 1, "checked": True, "open": True, "best": each}
        for name, each in best.items()
    }


BOTH = ["first", "second"]
TWO = question("one", ":points: 3\n") + question("two")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("completion", "seen", "given", "finished", "completed", "success"),
    [
        ("{pages: all}", ["first"], {"one": 100, "two": 100}, True, False, "unknown"),
        ("{pages: all}", BOTH, {}, False, True, "unknown"),
        ("{pages: all, questions: all}", BOTH, {"one": 100}, False, False, "unknown"),
        ("{pages: all, questions: all}", BOTH, {"one": 0, "two": 0}, False, True, "unknown"),
        ("{pages: none}", ["first"], {}, False, False, "unknown"),
        ("{pages: none}", ["first"], {}, True, True, "unknown"),
        ("{pages: none, questions: all}", ["first"], {"one": 0, "two": 0}, False, True, "unknown"),
        ("{pages: all, pass_mark: 75%}", BOTH, {"one": 100}, True, False, "unknown"),
        ("{pages: all, pass_mark: 75%}", BOTH, {"one": 100, "two": 0}, False, True, "passed"),
        ("{pages: all, pass_mark: 80%}", BOTH, {"one": 100, "two": 0}, False, True, "failed"),
        ("{pages: all, pass_mark: 75%}", ["first"], {"one": 100, "two": 0}, False, False, "unknown"),
        ("{pages: all, pass_mark: 75%, score: passed}", BOTH, {"one": 100, "two": 0}, False, True, "passed"),
        ("{pages: all, pass_mark: 80%, score: passed}", BOTH, {"one": 100, "two": 0}, False, False, "failed"),
        ("{pages: all, questions: none, pass_mark: 75%}", BOTH, {}, False, True, "unknown"),
        ("{pages: all, questions: none, pass_mark: 75%}", BOTH, {"one": 100}, False, True, "passed"),
        ("{pages: all, questions: none, pass_mark: 75%}", BOTH, {"one": 0, "two": 0}, False, True, "unknown"),
        ("{pages: none, questions: none, pass_mark: 75%}", [], {}, False, False, "unknown"),
        ("{pages: none, questions: none, pass_mark: 75%, score: passed}", [], {"one": 100}, False, True, "passed"),
        ("{pages: none, questions: none, pass_mark: 75%, score: passed}", BOTH, {"two": 100}, True, False, "unknown"),
    ],
)  # fmt: skip
def test_a_course_is_completed_and_passed_when_its_settings_say(
    completion: str,
    seen: list[str],
    given: dict[str, int],
    finished: bool,
    completed: bool,
    success: str,
    modules: Page,
) -> None:
    data = course_data(course(completion, TWO), "none", "")
    result = modules.evaluate(
        RESULT, [data, {"seen": seen, "answers": answers(**given), "finished": finished}]
    )
    assert (result["completed"], result["success"]) == (completed, success)
    assert result["total"] == 4
    assert result["kept"]["best"] == (result["percent"] if given else None)


@pytest.mark.browser
@pytest.mark.parametrize(("setting", "success"), [("completed", "unknown"), ("passed", "passed")])
def test_a_course_with_nothing_to_score_reports_what_it_says(
    setting: str, success: str, modules: Page
) -> None:
    practice = question("one", ":points: 0\n")
    data = course_data(course(f"{{pages: all, unscored: {setting}}}", practice), "none", "")
    half = modules.evaluate(RESULT, [data, {"seen": ["first"]}])
    assert (half["completed"], half["success"]) == (False, "unknown")
    whole = modules.evaluate(RESULT, [data, {"seen": BOTH, "answers": answers(one=0)}])
    assert (whole["completed"], whole["success"], whole["kept"]["best"]) == (True, success, None)


ASKED = """async cases => {
  const [{ outlineOf, unfolded }, { fresh }, { asked }] = await Promise.all(
    ["outline", "state", "draws"].map(name => import(`/player/browser/${name}.js`)));
  return cases.map(({ course, seed, answers }) =>
    asked(outlineOf(unfolded(course)), { ...fresh("1.0.0", seed), answers }).draws);
}"""


@pytest.mark.browser
def test_a_draw_is_a_learners_own_and_stays_when_they_answer_and_when_the_bank_changes(modules: Page) -> None:
    def data(names: list[str]) -> dict[str, Any]:
        return course_data(course("{pages: all}", drawing(1), drawing(2), names), "none", "")

    def asked(cases: list[tuple[dict[str, Any], int, list[str]]]) -> list[list[list[str]]]:
        said = [
            {"course": bank, "seed": seed, "answers": answers(**dict.fromkeys(given, 100))}
            for bank, seed, given in cases
        ]
        found: list[list[list[str]]] = modules.evaluate(ASKED, said)
        return found

    chance = random.Random(3)
    seeds = [chance.randrange(1, 2**31) for _ in range(300)]
    usual, more, fewer = data(NAMES), data(["new", *NAMES]), data(NAMES[1:])
    first = asked([(usual, seed, []) for seed in seeds])
    assert all([len(draw) for draw in draws] == [1, 2] for draws in first)
    assert all(len({*draws[0], *draws[1]}) == 3 for draws in first), "no question twice"
    times = [sum(name in draw for draws in first for draw in draws) for name in NAMES]
    assert all(140 < time < 220 for time in times), "each is asked about as often: 3 of 5"

    given = [chance.sample([*draws[0], *draws[1]], chance.randrange(4)) for draws in first]
    assert asked([(usual, seed, some) for seed, some in zip(seeds, given, strict=True)]) == first

    for changed in (more, fewer):
        later = asked([(changed, seed, some) for seed, some in zip(seeds, given, strict=True)])
        for before, now, some in zip(first, later, given, strict=True):
            old, new = {*before[0], *before[1]}, {*now[0], *now[1]}
            assert len(new) == 3
            assert len(old - new) <= 1
            assert {name for name in some if changed is more or name != NAMES[0]} <= new


MARK = """async ([question, responses]) => {
  const { default: kind } = await import("/content/kinds/_choice/view.js");
  return responses.map(response => Math.round(kind.mark(question, response).score * 100));
}"""


@pytest.mark.browser
@pytest.mark.parametrize(("credit", "scores"), [("partial", [100, 50, 0, 50, 0]), ("all", [100, 0, 0, 0, 0])])
def test_choosing_many_earns_a_part_or_all_or_nothing(credit: str, scores: list[int], modules: Page) -> None:
    made = course(first=question("many", f":credit: {credit}\n", "choose-many"))
    responses = [["a", "b"], ["a"], ["c"], ["a", "b", "c"], []]
    assert modules.evaluate(MARK, [made.questions()[0].data(), responses]) == scores


@pytest.mark.parametrize(
    ("completion", "first", "said"),
    [
        ("{pages: all}", "Words.\n\n", ["open every page."]),
        ("{pages: none}", "Words.\n\n", ["go to its last page."]),
        ("{pages: all, unscored: passed}", "Words.\n\n", ["open every page.", "recorded as passing it"]),
        (
            "{pages: all, questions: all}",
            TWO,
            ["open every page and answer every question.", "Your first answer"],
        ),
        (
            "{pages: all, pass_mark: 80%, attempts: 2}",
            TWO + question("three", ":points: 0\n"),
            [
                "open every page and answer every question. Questions that give no points need no answer.",
                "To pass, reach 80% of the points. Your first answer to each question counts; "
                "after it you can try again",
                "You have 2 attempts.",
            ],
        ),
        ("{pages: none, pass_mark: 80%, score: passed}", TWO, ["answer every question and pass."]),
        ("{pages: all, questions: none, pass_mark: 80%}", TWO, ["open every page.", "To pass, reach 80%"]),
        ("{pages: all, questions: none, pass_mark: 80%, score: passed}", TWO, ["open every page and pass."]),
        ("{pages: none, questions: none, pass_mark: 80%, score: passed}", TWO, ["To complete it, pass it."]),
        ("{pages: all}", question("one", ":tries: 1\n"), ["counts, and then you see the right one."]),
        (
            "{pages: all}",
            question("one", ":tries: 2\n") + question("two"),
            ["as often as the question says."],
        ),
        ("{pages: all}", drawing(2), ["Some questions are drawn at random"]),
    ],
)
def test_the_first_page_says_exactly_what_holds_for_this_course(
    completion: str, first: str, said: list[str]
) -> None:
    page = render_site(course(completion, first), "none", {}).files["index.html"].decode()
    how = page[page.index('class="how"') : page.index("</article>")]
    for sentence in said:
        assert sentence in how
    absent = {
        "at random": drawing(2),
        "To pass": "pass_mark",
        "give no points": ":points: 0",
        "recorded as": "unscored",
    }
    for words, reason in absent.items():
        assert (words in how) == (reason in completion or reason in first)


BANDS = "bands:\n  0%: Read *First* again.\n  50%: Look at what you missed.\n  100%: You would act in time.\n"


@pytest.mark.browser
@pytest.mark.parametrize("standard", ["scorm2004", deep("scorm12")])
def test_drawn_questions_hints_tries_and_bands_through_a_fail_a_return_and_a_pass(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    many = question("own", ":points: 2\n:tries: 2\n:hint: Two of *them*.\n:credit: all\n", "choose-many")
    made = course(
        "{pages: all, score: passed, pass_mark: 80%, attempts: 2}", many + drawing(1), drawing(1), keys=BANDS
    )
    lms = lms_for(standard, made)
    page, learner = begin(lms, context)
    learner.next()

    head = learner.frame.inner_text("[data-question=own]")
    assert "Only an answer that is right in full earns points." in head
    assert "2 tries in all" in head
    hint = learner.frame.locator("[data-question=own] .hint")
    hint.locator("summary").click()
    assert "Two of them." in hint.inner_text()
    assert "Your first answer is the one that counts." in learner.answer("own", ["a"])
    learner.frame.click("[data-question=own] [data-part=again]")
    learner.frame.locator("[data-question=own] input[value=a]").uncheck()
    assert "That was the last try. Here is the answer." in learner.answer("own", ["c"])
    assert (
        learner.frame.locator("[data-question=own] [data-option=b]").get_attribute("data-verdict") == "right"
    )
    assert not learner.frame.locator("[data-question=own] [data-part=again]").is_visible()

    def shown() -> str:
        (name,) = [
            form.get_attribute("data-question") or ""
            for form in learner.frame.locator(".draw [data-question]").all()
        ]
        return name

    one = shown()
    order = learner.frame.locator(f"[data-question={one}] input").evaluate_all(
        "all => all.map(each => each.value)"
    )
    learner.answer(one, ["b"])
    learner.next()
    two = shown()
    assert one != two
    assert {one, two} < set(NAMES)
    learner.answer(two, ["a"])
    learner.next()
    learner.is_on("Not passed yet")
    assert "25%: 1 of 4 points" in learner.frame.inner_text(".score")
    assert learner.frame.inner_text(".band") == "Read First again."
    assert learner.frame.locator(".band em").inner_text() == "First"
    # One more attempt is left, and "failed" would end this one in some LMSs.
    assert status(lms, page) == (("incomplete",) * 2 if standard == "scorm12" else ("incomplete", "unknown"))
    sent = [call["args"] for call in lms.calls(page) if call["call"].endswith("SetValue")]
    assert [value for element, value in sent if re.fullmatch(r"cmi\.interactions\.\d\.id", element)] == [
        "own",
        one,
        two,
    ]

    learner.frame.click("[data-finish]")
    lms.close(page)
    page, learner = begin(lms, context)
    learner.open("first")
    assert shown() == one
    again = learner.frame.locator(f"[data-question={one}] input").evaluate_all(
        "all => all.map(each => each.value)"
    )
    assert again == order, "what was shuffled stays so"
    assert learner.frame.locator(f"[data-question={one}] input[value=b]").is_checked()
    learner.open("second")
    assert shown() == two
    learner.open("_result")
    learner.frame.click("[data-retry]")
    learner.arrive("first")
    assert "Right." in learner.answer("own", ["a", "b"])
    assert "Right." in learner.answer(one, ["a"])
    learner.open("second")
    assert learner.frame.locator(f"[data-question={two}] [data-part=check]").is_hidden(), (
        "it was right, and stays"
    )
    learner.next()
    learner.is_on("You have passed")
    assert learner.frame.inner_text(".band") == "You would act in time."
    assert status(lms, page) == (("passed",) * 2 if standard == "scorm12" else ("completed", "passed"))
    assert lms.refusals(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("standard", ["scorm12", deep("scorm2004")])
def test_a_course_with_nothing_to_score_is_passed_without_a_score_where_it_says_so(
    standard: str, lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for(standard, course("{pages: all, unscored: passed}", "Words.\n\n"))
    page, learner = begin(lms, context)
    learner.next()
    assert status(lms, page)[0] == "incomplete"
    learner.next()
    learner.next()
    learner.is_on("You have completed this course")
    assert status(lms, page) == (("passed",) * 2 if standard == "scorm12" else ("completed", "passed"))
    assert not part(lms, page, "score").get("raw")
    assert lms.refusals(page) == []


@pytest.mark.browser
def test_a_course_that_asks_for_no_answers_is_completed_without_them_and_can_still_be_passed(
    lms_for: Make, context: BrowserContext
) -> None:
    lms = lms_for("scorm12", course("{pages: all, questions: none, pass_mark: 75%}", TWO))
    page, learner = begin(lms, context)
    learner.open("first")
    learner.answer("two", ["b"])
    learner.open("second")
    learner.open("_result")
    learner.is_on("You have completed this course")
    assert status(lms, page)[0] == "completed"
    assert part(lms, page, "exit") == "suspend", "or the next opening could not pass any more"
    learner.open("first")
    learner.answer("one", ["a"])
    learner.open("_result")
    learner.is_on("You have passed")
    assert (status(lms, page)[0], part(lms, page, "exit")) == ("passed", "")


def test_a_bank_brings_what_its_questions_need() -> None:
    label = re.sub(r"^:outcome: .*$", ":outcome: act", kinds()["label-picture"].example, flags=re.MULTILINE)
    made = course("{pages: all}", drawing(1), bank=label + "\n")
    (picture,) = made.media()
    files = render_site(made, "none", {picture: b"<svg/>"}).files
    assert picture.as_posix() in files
    assert b"label-picture" in files["player.js"]
    assert b'"label-picture"' in files["data/index.js"], "what it is marked by"
    assert b"label-picture" not in render_site(course("{pages: all}"), "none", {}).files["player.js"]


def test_the_state_of_a_bank_is_as_long_as_what_is_drawn_from_it() -> None:
    def longest(number: int) -> int:
        return budget.longest_state(course("{pages: all}", drawing(number)))

    assert longest(1) < longest(3) < longest(5)
    on_pages = "".join(question(name) for name in NAMES)
    assert longest(5) == budget.longest_state(course("{pages: all}", on_pages, names=["spare"]))
