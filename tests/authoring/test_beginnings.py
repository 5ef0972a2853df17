"""Beginnings: what was chosen of reviews becomes a course of which only the words are missing."""

from datetime import date
from pathlib import Path

import pytest

from elearn.authoring.beginnings import (
    annual_update,
    from_briefing,
    from_review,
    from_theme,
    lessons_of,
    refresher_quiz,
    seven_minutes,
)
from elearn.checks import examine_course
from elearn.content import OWN_WORDS
from elearn.content.course import Course, load_course, load_texts, write_course
from elearn.content.review import Review, load_reviews, read_review
from elearn.problems import NotFound
from tests.sample_course import write_sample

REVIEW = """---
board: Wrenshire Safeguarding Children Partnership
label: {label}
type: local child safeguarding practice review
year: 2026
origin: fictional
themes: [{themes}]
---

# A fictional review

## What happened

Invented.

## What went well

A nursery wrote down what it saw.

## What must change

Everyone asks.

:::{{finding}} f1
:kind: strength
:tier: individual
:themes: neglect

The nursery *wrote down* what it saw.

- On the day.
:::

:::{{finding}} f2
:kind: improvement
:tier: local
:themes: escalation, neglect

{found}
:::

:::{{finding}} f3
:kind: improvement
:tier: strategic
:themes: hidden_men

Nobody asked who else lived there.
:::

:::{{recommendation}} r1
:finding: f2
:tier: local

# Every service says whom to call.
:::

:::{{recommendation}} r2
:tier: strategic

The partnership counts how often.
:::
"""


def review(
    slug: str = "alder", found: str = "Nobody knew whom to call.", themes: str = "neglect, escalation"
) -> Review:
    text = REVIEW.format(label=slug.capitalize(), found=found, themes=themes).replace("# Every", "Every")
    read, problems = read_review(slug, text, "alder.md")
    assert read, problems
    return read


def course_of(texts: dict[str, str], *known: Review) -> Course:
    """The course, of which nothing is wrong but that words are to be written."""
    loaded = load_texts(Path("a-course"), texts)
    assert loaded.course, loaded.problems
    assert write_course(loaded.course) == texts
    references = {each.reference(one): (each, one) for each in known for one in each.recommendations}
    problems = examine_course(loaded, references).problems
    assert {each.rule for each in problems if each.severity == "error"} == {"E63"}
    return loaded.course


def test_a_review_becomes_modules_pages_outcomes_and_questions() -> None:
    alder = review()
    course = course_of(from_review("A title", lessons_of([alder])), alder)
    assert [(each.id, len(each.pages)) for each in course.modules] == [
        ("neglect", 3),  # f1, f2, and r2, which has the themes of the review
        ("hidden-men", 1),
        ("putting-it-together", 2),
    ]
    assert course.learned_from == ("alder#r1", "alder#r2")
    assert [(each.tier, each.learned_from) for each in course.outcomes] == [
        ("local", ("alder#r1",)),
        ("strategic", ()),  # f3, which no recommendation answers
        ("strategic", ("alder#r2",)),
    ]
    assert course.outcomes[0].text == f"Every service says whom to call. {OWN_WORDS}"
    asked = [
        each.outcome
        for page in course.pages()
        if page.id != "a-story"
        for each in page.blocks
        if hasattr(each, "outcome")
    ]
    assert sorted(map(str, asked)) == ["answer-1", "answer-1", "answer-2", "answer-2", "answer-3", "answer-3"]
    assert {each.kind for each in course.blocks()} >= {
        "content-warning",
        "support",
        "local-pathway",
        "scenario",
    }


def test_our_own_reviews_make_courses_of_which_only_the_words_are_missing() -> None:
    every = [each.review for each in load_reviews(Path(__file__).parents[2] / "reviews") if each.review]
    held = [each for each in every if each.recommendations]
    assert len(held) > 5
    for each in held:
        course_of(from_review(each.title, lessons_of([each])), each)


def test_only_what_was_chosen_is_in_the_course() -> None:
    alder = review()
    course = course_of(from_review("A title", lessons_of([alder], {"alder#r1", "alder#f3"})), alder)
    assert course.learned_from == ("alder#r1",)
    assert [page.id for page in course.pages()] == [
        "finding-1",
        "recommendation-2",
        "a-story",
        "where-to-turn",
    ]
    assert lessons_of([alder], ()) == []


def test_strengths_alone_have_outcomes_too() -> None:
    alder = review()
    course = course_of(from_review("A title", lessons_of([alder], {"alder#f1"})), alder)
    assert [(each.tier, each.learned_from) for each in course.outcomes] == [("individual", ())]


def test_lessons_without_a_theme_have_a_module_of_their_own() -> None:
    alder = review(themes="")
    course = course_of(from_review("A title", lessons_of([alder])), alder)
    assert [each.id for each in course.modules][-2:] == ["what-was-learned", "putting-it-together"]


@pytest.mark.parametrize(
    "found",
    [
        "Child J was not seen.",
        "She was seen at St Mary’s Primary School.",
        "Mrs Patel said so on 5 June 2021.",
    ],
)
def test_words_that_could_tell_whose_case_it_was_stay_in_the_review(found: str) -> None:
    alder = review(found=found)
    lessons = lessons_of([alder])
    for texts in (from_review("A title", lessons), seven_minutes("A title", lessons)):
        course_of(texts, alder)
        assert found not in "".join(texts.values())


@pytest.mark.parametrize(
    "found", ["<b>Odd</b> | words", "Text\n\n### A heading\n\nMore.", "A `code` \\* [x](#y)"]
)
def test_odd_words_make_a_course_all_the_same(found: str) -> None:
    alder = review(found=found)
    course_of(from_review("A title: “#1”", lessons_of([alder])), alder)


def test_words_of_a_draft_are_marked_once() -> None:
    drafted = review(found=f"Finding 2, page 4. {OWN_WORDS}")
    texts = from_review("A title", lessons_of([drafted]))
    assert f"Finding 2, page 4. {OWN_WORDS}\n" in texts["01-neglect.md"]


def test_a_theme_across_reviews_has_a_module_for_each_tier_and_names_no_review() -> None:
    both = [review("alder"), review("birch")]
    lessons = [each for each in lessons_of(both) if "neglect" in each.themes]
    course = course_of(from_theme("Neglect", "neglect", lessons), *both)
    assert [each.id for each in course.modules] == [
        "what-each-of-us-does",
        "what-our-services-do",
        "what-the-partnership-does",
        "putting-it-together",
    ]
    assert course.learned_from == ("alder#r1", "alder#r2", "birch#r1", "birch#r2")
    assert not any("Birch" in words for block in course.blocks() for words in block.prose())


def test_a_briefing_is_named_with_its_year_on_each_page() -> None:
    source = review()
    texts = from_briefing("Infants", source, None)
    course_of(texts, source)
    assert texts["01-what-many-reviews-found.md"].count("(2026)") == 2


def test_a_yearly_update_names_the_guidance_that_is_new() -> None:
    alder = review()
    texts = annual_update("2026", lessons_of([alder], {"alder#f2", "alder#r1"}), date(2026, 11, 30))
    course = course_of(texts, alder)
    assert course.renew_after_months == 12
    assert "edition of 2026" in texts["02-what-has-changed.md"]
    assert [len(course.outcomes), course.outcomes[0].learned_from] == [2, ("alder#r1",)]
    course_of(annual_update("2026", [], date(2026, 11, 30)))


def test_a_seven_minute_briefing_asks_nothing() -> None:
    alder = review()
    for lessons in ([], lessons_of([alder])):
        course = course_of(seven_minutes("A title", lessons), alder)
        assert (course.questions(), course.completion.pass_mark) == ((), None)
        assert any(each.briefing() for each in course.blocks())


def test_a_refresher_asks_the_questions_of_a_course_from_banks(tmp_path: Path) -> None:
    write_sample(tmp_path)
    (source,) = (load_course(each).course for each in tmp_path.iterdir())
    assert source
    texts = refresher_quiz("Again", source)
    course = course_of(texts)
    told = examine_course(load_texts(Path("a-course"), texts), {}).problems
    assert next(each.line for each in told if each.rule == "E63" and each.path.endswith("course.md")) == 6
    asked = {each.name for bank in course.banks for each in bank.questions}
    assert asked == {each.name for each in source.questions() if each.weight and each.outcome}
    assert {each.id: each.text for each in course.outcomes}.items() <= {
        each.id: each.text for each in source.outcomes
    }.items()
    with pytest.raises(NotFound):
        refresher_quiz("Again", source.model_copy(update={"modules": source.modules[:0], "banks": ()}))
