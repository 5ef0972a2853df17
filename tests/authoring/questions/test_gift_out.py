"""Our questions as GIFT, and back: the same for all that GIFT can carry, whatever their words are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.questions import block_text, gift_of, read_questions
from elearn.authoring.questions.prose import line
from elearn.content import TO_BE_WRITTEN
from elearn.content.course import Course, Module, Page, parts_of
from elearn.content.forms import RefusedValues, read_values, write_values
from elearn.content.kinds import Question, kinds
from elearn.content.text import one_line

ODD = st.text("ab é#=~{}:\\%[]()*_->.,!?&<|`'\"1“\n", min_size=1, max_size=24)
LINES = ODD.map(one_line).filter(bool)
PROSE = st.one_of(ODD, st.lists(LINES, min_size=1, max_size=3).map("\n\n".join)).map(str.strip).filter(bool)


def _without_marks(text: str) -> bool:
    """Whether a line is the same as plain text: what belongs to something has no Markdown in GIFT."""
    return line(text) == text


def rows(**more: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Two to four rows that say different things."""
    return st.lists(
        st.fixed_dictionaries(more), min_size=2, max_size=4, unique_by=lambda row: str(row.get("text", row))
    )


OPTION = {"text": LINES, "feedback": PROSE}
PAIR = {
    "source": LINES,
    "target": LINES.filter(_without_marks),
    "feedback": st.just(TO_BE_WRITTEN),
}
QUESTIONS: st.SearchStrategy[tuple[str, dict[str, Any]]] = st.one_of(
    st.tuples(st.just("choose-one"), rows(**OPTION).map(lambda made: {"options": with_right(made, 1)})),
    st.tuples(
        st.just("choose-many"), rows(**OPTION).map(lambda made: {"options": with_right(made, len(made) - 1)})
    ),
    st.tuples(
        st.just("true-or-false"),
        st.tuples(PROSE, PROSE).map(
            lambda said: {
                "options": [
                    {"id": "true", "text": "True", "right": False, "feedback": said[0]},
                    {"id": "false", "text": "False", "right": True, "feedback": said[1]},
                ]
            }
        ),
    ),
    st.tuples(st.just("fill-in"), rows(**OPTION).map(lambda made: {"answers": with_right(made, 1)})),
    st.tuples(
        st.just("number"),
        st.tuples(st.integers(-50, 50), st.integers(1, 9), PROSE).map(
            lambda said: {
                "answers": [
                    {"text": f"{said[0]} to {said[0] + said[1]}", "right": True, "feedback": said[2]},
                    {"text": str(said[0] - 3), "right": False, "feedback": said[2]},
                ]
            }
        ),
    ),
    st.tuples(
        st.just("match"),
        rows(**PAIR).map(lambda made: {"rows": made}),
    ),
    st.tuples(st.just("reflect"), st.just({})),
)


def with_right(made: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """The rows, of which the first are right."""
    return [{**row, "right": place < count} for place, row in enumerate(made)]


def course_of(*texts: str) -> Course | None:
    """A course with these blocks on a page, None if one cannot be read."""
    module = "# Signs\n\n## A page\n\n" + "\n\n".join(texts) + "\n"
    blocks = [each.block for page in parts_of("01-signs.md", module).pages for each in page.blocks]
    if len(blocks) != len(texts) or None in blocks:
        return None
    page = Page(id="a-page", title="A page", blocks=tuple(each for each in blocks if each))
    made = Module(id="signs", title="Signs", pages=(page,))
    questions = (each for each in page.blocks if isinstance(each, Question) and each.outcome)
    outcomes = [{"id": own, "text": "Notice a mark"} for own in {str(each.outcome) for each in questions}]
    return Course.model_validate(
        {
            "slug": "c",
            "title": "C",
            "version": "1.0.0",
            "duration_minutes": 9,
            "modules": (made,),
            "outcomes": outcomes,
        }
    )


@given(QUESTIONS, PROSE, PROSE)
def test_a_question_comes_back_as_it_was(
    question: tuple[str, dict[str, Any]], stem: str, feedback: str
) -> None:
    kind, values = question
    more = {} if kind == "reflect" else {"feedback": feedback, "outcome": "notice"}
    try:
        text = write_values("", kind, {"name": "a-name", "stem": stem, **more, **values})
    except RefusedValues:
        return
    course = course_of(text)
    if course is None:
        return
    gift, lost = gift_of(course)
    if "the question is left out" in " ".join(lost):
        return
    (item,) = read_questions(gift.encode(), "out.txt", "gift").items
    assert not item.why, gift
    again = block_text(item, item.name, item.tests)
    if kind == "fill-in":  # GIFT would take the arrow for a pair, so it is written in another way
        again, text = again.replace("-\\>", "->"), text.replace("-\\>", "->")
    assert read_values(again) == read_values(text), gift
    assert kind == "reflect" or item.lost == ()


@pytest.mark.parametrize(
    "kind", ["choose-one", "choose-many", "true-or-false", "fill-in", "number", "match", "order", "rate"]
)
def test_what_is_lost_is_said(kind: str) -> None:
    course = course_of(kinds()[kind].example)
    assert course
    gift, lost = gift_of(course)
    says = " ".join(lost)
    expected = {
        "choose-one": "gives 2 points",
        "choose-many": "stay in their order",
        "fill-in": "slips of spelling",
        "number": "working days",
        "match": "feedback on its pairs",
        "order": "left out",
        "rate": "left out",
    }
    assert expected.get(kind, "") in says
    assert (f"::{read_values(kinds()[kind].example)[1]['name']}::" in gift) == (kind not in ("order", "rate"))  # type: ignore[index]
