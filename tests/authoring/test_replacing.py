"""Find and replace over a course: what names something is left alone, and all of it can be undone."""

import pytest

from elearn.authoring.actions import Wanted, difference, do, find, with_edits
from elearn.problems import InputFault
from tests.authoring.test_outline_actions import FILES

TEXTS = {
    "course.md": "---\nid: mark\ntitle: The mark\noutcomes:\n- id: mark\n  text: See a mark\n---\n\nA Mark, marked.\n",
    "01-mark.md": "# Mark\n\n## The mark\r\n\n[mark](#mark) of ![mark](media/mark.svg)\n\n"
    ":::{question} mark\n:name: mark\n:alt: A mark\n\n- [x] Mark {#mark}\n:::\n",
}


def _replace(text: str, new: str, **more: bool) -> dict[str, str]:
    done = do(TEXTS, {"action": "replace", "text": text, "with": new, **more})
    made = with_edits(TEXTS, done.edits)
    assert with_edits(made, difference(made, TEXTS)) == TEXTS
    return made


def test_only_words_that_people_read_are_replaced() -> None:
    made = _replace("mark", "sign", whole=True)
    assert made["course.md"] == (
        "---\nid: mark\ntitle: The sign\noutcomes:\n- id: mark\n  text: See a sign\n---\n\nA sign, marked.\n"
    )
    assert made["01-mark.md"] == (
        "# sign\n\n## The sign {#mark-the-mark}\r\n\n[sign](#mark) of ![sign](media/mark.svg)\n\n"
        ":::{question} mark\n:name: mark\n:alt: A sign\n\n- [x] sign {#mark}\n:::\n"
    )


def test_what_is_found_is_what_is_replaced() -> None:
    hits = list(find(TEXTS, Wanted("mark", case=True)))
    assert [(each.file, each.page, each.line) for each in hits] == [
        ("course.md", "_start", 2),
        ("course.md", "_start", 5),
        ("course.md", "_start", 8),
        ("01-mark.md", "mark-the-mark", 2),
        ("01-mark.md", "mark-the-mark", 4),
        ("01-mark.md", "mark-the-mark", 4),
        ("01-mark.md", "mark-the-mark", 8),
    ]
    assert (hits[2].before, hits[2].found, hits[2].after) == ("A Mark, ", "mark", "ed.")
    done = do(TEXTS, {"action": "replace", "text": "mark", "with": "sign", "case": True})
    assert done.said.startswith("It was replaced in 7 places. 7 places in ids, settings or addresses stay")
    assert list(find(FILES, Wanted(" "))) == []


@pytest.mark.parametrize(
    ("text", "new"), [("", "x"), ("nowhere at all", "x"), ("mark", "a\nb"), ("mark", "x" * 201)]
)
def test_what_cannot_be_replaced_is_refused_in_words(text: str, new: str) -> None:
    with pytest.raises(InputFault):
        do(TEXTS, {"action": "replace", "text": text, "with": new})
