"""What is saved of a learner's progress comes back whole, in the same version and in another.

It fits the smallest LMS. The encoder is the browser's own. Hypothesis makes the cases here, and one call
passes many of them to the browser.
"""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from elearn.content.course.model import Course, Module
from elearn.content.course.model import Page as CoursePage
from elearn.content.kinds import question_kinds
from elearn.content.kinds._choice import Option
from elearn.content.kinds.base import Question
from elearn.content.kinds.choose_many import ChooseMany
from elearn.content.kinds.choose_one import ChooseOne
from elearn.player import budget
from elearn.player.data import course_data
from tests.depth import examples
from tests.gallery import gallery_course
from tests.player.modules import module_page
from tests.sample_course import sample_course

pytestmark = pytest.mark.browser
Run = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]

_SCRIPT = """async cases => {
  const [{ codecOf }, { outlineOf, unfolded }] = await Promise.all(
    ["suspend", "outline"].map(name => import(`/player/browser/${name}.js`)));
  const kinds = await Promise.all(KINDS.map(path => import(path)));
  const real = name => kinds.map(each => each.default).find(each => each.kinds?.includes(name));
  const plain = { fits: ({ options }, response) => !options || response.every(each => options.includes(each)) };
  return cases.map(({ course, state, later, text }) => {
    const kindOf = name => real(name) ?? plain;
    const outline = data => outlineOf(unfolded(data));
    const written = text ?? codecOf(outline(course), kindOf).encode(state);
    return { text: written, state: codecOf(outline(later ?? course), kindOf).decode(written) };
  });
}"""


@pytest.fixture(scope="module")
def run(browser: Browser) -> Iterator[Run]:
    """Encodes each case's state for its course, and decodes it for the same course or for `later`."""
    folders = sorted({folder for kind in question_kinds().values() for folder in kind.folders("view.js")})
    paths = json.dumps([f"/content/kinds/{folder}/view.js" for folder in folders])
    with module_page(browser) as page:
        yield lambda cases: page.evaluate(_SCRIPT.replace("KINDS", paths), cases)


def simple(pages: dict[str, dict[str, list[str]]], version: str = "1.0.0") -> dict[str, Any]:
    """Returns course data with these pages.

    Each has these questions with their options. Without options, any text will do.
    """
    asked = {
        page: [
            {
                "kind": "text" if not options else "pick",
                "name": name,
                "points": 1,
                "outcome": None,
                **({"options": options} if options else {}),
            }
            for name, options in questions.items()
        ]
        for page, questions in pages.items()
    }
    listed = [{"id": page, "title": page, "seconds": 1, "questions": asked[page]} for page in pages]
    completion = {"pages": "all", "passMark": 80, "attempts": None}
    return {
        "slug": "made",
        "title": "Made",
        "version": version,
        "language": "en-GB",
        "outcomes": [],
        "words": {},
        "banks": {},
        "completion": completion,
        "modules": [{"id": "all", "title": "All", "pages": listed}],
    }


_IDS = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
_OPTIONS = st.one_of(st.just([]), st.lists(_IDS, min_size=2, max_size=8, unique=True))


@st.composite
def courses(draw: st.DrawFn) -> dict[str, dict[str, list[str]]]:
    pages = draw(st.lists(_IDS, min_size=1, max_size=12, unique=True))
    names = iter(draw(st.lists(_IDS, max_size=12, unique=True)))
    return {
        page: {
            name: draw(_OPTIONS)
            for name in (next(names, None) for _ in range(draw(st.integers(0, 3))))
            if name
        }
        for page in pages
    }


@st.composite
def states(draw: st.DrawFn, pages: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
    some = st.lists(st.sampled_from(sorted(pages)), unique=True).map(sorted)
    answers = {}
    for name, options in ((name, options) for asked in pages.values() for name, options in asked.items()):
        if draw(st.booleans()):
            words = (
                st.lists(st.sampled_from(options), unique=True) if options else st.lists(st.text(max_size=60))
            )
            answers[name] = {
                "response": draw(words),
                "checks": draw(st.integers(0, 63)),
                "checked": draw(st.booleans()),
                "open": draw(st.booleans()),
                "best": draw(st.none() | st.integers(0, 100)),
            }
    return {
        "version": "1.0.0",
        "seed": draw(st.integers(1, 0x7FFFFFFF)),
        "attempt": draw(st.integers(1, 4095)),
        "page": draw(st.sampled_from(["_start", "_result", *sorted(pages)])),
        "seen": draw(some),
        "skipped": draw(some),
        "finished": draw(st.booleans()),
        "answers": answers,
        "completed": draw(st.booleans()),
        "success": draw(st.sampled_from(["unknown", "failed", "passed"])),
        "best": draw(st.none() | st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)),
    }


@st.composite
def journeys(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """A course, a state in it, and a later version of the course.

    In the later version, pages, questions and options were moved, removed and added.
    """
    pages = draw(courses())
    kept = draw(st.lists(st.sampled_from(sorted(pages)), unique=True))
    later: dict[str, dict[str, list[str]]] = {
        f"{page}-2": {} for page in draw(st.lists(_IDS, max_size=3, unique=True))
    }
    for page in kept:
        later[page] = {
            name: [f"{name}-0", *draw(st.permutations(options))][draw(st.integers(0, 2)) :] if options else []
            for name, options in pages[page].items()
            if draw(st.booleans())
        }
    return pages, draw(states(pages)), later


def settled(state: dict[str, Any] | None) -> dict[str, Any]:
    assert state is not None
    return {**state, "seen": sorted(state["seen"]), "skipped": sorted(state["skipped"])}


def told_apart(before: list[str], after: list[str]) -> bool:
    """Returns whether the saved bits of the earlier options still say which of the later ones is meant."""
    return not before or budget.bits_apart({*before, *after}) <= budget.bits_apart(set(before))


@settings(
    max_examples=examples(80),
    suppress_health_check=list(HealthCheck),
    phases=set(Phase) - {Phase.shrink},
)
@given(case=journeys())
def test_a_state_comes_back_whole_and_in_a_later_version_all_of_it_that_still_fits(
    run: Run, case: tuple[Any, Any, Any]
) -> None:
    pages, state, later = case
    same, newer = run(
        [
            {"course": simple(pages), "state": state},
            {"course": simple(pages), "state": state, "later": simple(later, "2.0.0")},
        ]
    )
    assert settled(same["state"]) == state
    assert same["text"].isascii()
    before = {name: options for questions in pages.values() for name, options in questions.items()}
    asked = {name: options for questions in later.values() for name, options in questions.items()}
    # an option that came later may look like an earlier one: such an answer is set aside
    alike = {name for name, options in asked.items() if not told_apart(before[name], options)}
    for found in (state["answers"], newer["state"]["answers"]):
        for name in alike:
            found.pop(name, None)
    assert settled(newer["state"]) == {
        **state,
        "version": "",
        "page": state["page"] if state["page"] in {*later, "_result"} else "_start",
        "seen": [page for page in state["seen"] if page in later],
        "skipped": [page for page in state["skipped"] if page in later],
        "answers": {
            name: answer
            for name, answer in state["answers"].items()
            if name in asked and (not asked[name] or set(answer["response"]) <= set(asked[name]))
        },
    }


@given(cut=st.integers(0, 400), put=st.text(max_size=3))
@settings(max_examples=examples(5), suppress_health_check=list(HealthCheck))
def test_what_was_cut_changed_or_is_foreign_is_not_read(run: Run, cut: int, put: str) -> None:
    course = course_data(sample_course(), "scorm12", "core")
    [whole] = run([{"course": course, "state": full(sample_course())}])
    text = whole["text"]
    at = cut % len(text)
    broken = [
        text[:at],
        text[:at] + put + text[at + 1 :],
        put,
        put * 900,
        f"1~{put}",
        '{"suspended":1}',
        "2",
        "3" + text[1:],
    ]
    found = run([{"course": course, "text": each} for each in broken if each != text])
    assert {json.dumps(each["state"]) for each in found} == {"null"}


_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"


def signed(text: str) -> str:
    """Returns a text with the checksum that makes it look like a saved state."""
    value = 0x811C9DC5
    for letter in text:
        value = ((value ^ ord(letter)) * 0x01000193) % 2**32
    key = (value ^ (value >> 8)) % 2**24
    return text + "".join(_LETTERS[(key >> shift) % 64] for shift in (18, 12, 6, 0))


def test_what_only_looks_like_a_saved_state_is_set_aside_or_harmless(run: Run) -> None:
    course = course_data(sample_course(), "scorm12", "core")
    [whole] = run([{"course": course, "state": full(sample_course())}])
    assert signed(whole["text"][:-4]) == whole["text"]
    made = random.Random(7)
    texts = ["2" + "".join(made.choices(_LETTERS, k=made.randrange(300))) for _ in range(400)]
    found = run([{"course": course, "text": signed(text)} for text in texts])
    assert all(0 <= (each["state"]["best"] or 0) <= 100 for each in found if each["state"])
    assert sum(each["state"] is None for each in found) > 100


def full(course: Course, *, right: bool = False) -> dict[str, Any]:
    """Returns the longest possible state, or that of someone who read everything and was right first time."""
    pages = [page.id for page in course.pages()]

    def answer(question: Question) -> dict[str, Any]:
        usual = {"checks": 1, "checked": True, "open": True, "best": 100}
        if right:
            return {"response": question.data()["right"], **usual}
        return {"response": question.longest_response(), **usual, "checks": 63, "best": 47}

    return {
        "version": course.version,
        "seed": 0x7FFFFFFF,
        "attempt": 1 if right else 4095,
        "page": pages[-1],
        "seen": pages,
        "skipped": [] if right else pages[:1],
        "finished": True,
        "completed": True,
        "success": "passed",
        "best": 100,
        "answers": {each.name: answer(each) for each in course.questions()},
    }


def made(modules: int, pages: int, questions: list[Callable[[int], Question]]) -> Course:
    """Returns the sample course with this many modules and pages, and these questions on them in turn."""
    sample = sample_course()
    page = sample.modules[0].pages[0]
    ids = iter(range(modules * pages))
    numbers = iter(range(len(questions)))
    each = -(-len(questions) // (modules * pages))

    def blocks() -> tuple[Question, ...]:
        here = [next(numbers, None) for _ in range(each)]
        return tuple(questions[number](number) for number in here if number is not None)

    def made_page(number: int) -> CoursePage:
        return page.model_copy(update={"id": f"a-page-on-something-{number}", "blocks": blocks()})

    def made_module(number: int) -> Module:
        listed = tuple(made_page(next(ids)) for _ in range(pages))
        return sample.modules[0].model_copy(update={"id": f"module-{number}", "pages": listed})

    return sample.model_copy(update={"modules": tuple(made_module(number) for number in range(modules))})


def options(many: int, right: int, prefix: str = "") -> tuple[Option, ...]:
    return tuple(
        Option(id=f"{prefix}{letter}", text=letter, right=place < right)
        for place, letter in enumerate("abcdefgh"[:many])
    )


def one(number: int) -> Question:
    return ChooseOne(name=f"asked-{number}", stem="What now?", options=options(4, 1))


def many(number: int) -> Question:
    return ChooseMany(name=f"asked-{number}", stem="What now?", options=options(6, 6, f"option-{number}-"))


def test_the_largest_sensible_course_resumes_whole_within_what_scorm_12_keeps(run: Run) -> None:
    course = made(20, 10, [many] * 200)
    state = full(course)
    [found] = run([{"course": course_data(course, "scorm12", "core"), "state": state}])
    assert settled(found["state"]) == settled(state)
    longest = budget.longest_state(course)
    assert len(found["text"]) <= longest <= budget.LIMITS["scorm12"]
    assert longest <= len(found["text"]) * 1.03, "what is counted is what is written"


def test_the_course_that_peers_were_measured_on_takes_at_most_500_characters(run: Run) -> None:
    course = made(10, 5, [one] * 50)
    [found] = run([{"course": course_data(course, "scorm12", "core"), "state": full(course, right=True)}])
    assert len(found["text"]) <= 500


def test_a_state_that_an_earlier_package_wrote_is_still_read(run: Run) -> None:
    text = "1~0.9.0~2n9c~2~~14.29~3d_J~VXx33d_J~~vzQd12s3b,ly5c1001a.c,NGGo12s3x~k55H"
    [found] = run([{"course": course_data(sample_course(), "scorm12", "core"), "text": text}])
    assert settled(found["state"]) == {
        "version": "0.9.0",
        "seed": 123456,
        "attempt": 2,
        "page": "what-to-write-down",
        "seen": ["the-visit", "what-to-write-down"],
        "skipped": [],
        "finished": False,
        "answers": {
            "first-words": {"response": ["b"], "checks": 1, "checked": True, "open": True, "best": 100},
            "record": {"response": ["a", "c"], "checks": 1, "checked": True, "open": False, "best": 0},
        },
        "completed": False,
        "success": "unknown",
        "best": 14.29,
    }


def test_every_kind_of_answer_comes_back_and_takes_no_more_than_is_counted(run: Run) -> None:
    course, _ = gallery_course()
    asked = [block for page in course.pages() for block in page.blocks if isinstance(block, Question)]
    answered = {"checks": 1, "checked": True, "open": True, "best": 0}
    answers = {question.name: {"response": question.longest_response(), **answered} for question in asked}
    state = {**full(course), "answers": answers}
    [found] = run([{"course": course_data(course, "scorm12", "core"), "state": state}])
    assert len(found["text"]) <= budget.longest_state(course)
    kept = [question for question in asked if not question.data().get("private")]
    gone = {question.kind for question in kept if question.name not in found["state"]["answers"]}
    assert gone <= {"scenario"}, "which counts more than a whole answer can be"
    assert found["state"]["answers"].items() <= answers.items()
