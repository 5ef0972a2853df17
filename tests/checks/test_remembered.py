"""What a check finds does not depend on what was read and checked before it."""

import gc
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

from elearn.checks import examine_course
from elearn.content.course import load_texts
from elearn.problems import Problem
from tests.sample_course import write_sample

ROOMS = ("elearn.checks", "elearn.content")


def forget() -> None:
    """Forgets everything that is remembered of texts. Word lists and patterns stay: they depend on no text."""
    for each in gc.get_objects():
        remembers = isinstance(each, _lru_cache_wrapper) and each.__module__.startswith(ROOMS)
        if remembers and each.cache_parameters()["maxsize"] is not None:
            each.cache_clear()


def found(folder: Path, texts: dict[str, str]) -> list[Problem]:
    """The problems of a course with these texts."""
    return examine_course(load_texts(folder, texts), None).problems


@pytest.mark.deep
def test_after_each_edit_a_check_finds_what_it_would_find_afresh(tmp_path: Path) -> None:
    folder = write_sample(tmp_path)
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    [first, second] = sorted(name for name in texts if name != "course.md")
    edits = [
        (
            first,
            texts[first]
            + "\nShe failed to attend. [See this](#nowhere), [there][label] and [more][label].\n",
        ),
        (second, texts[second] + "\n[label]: https://x.example\n"),
        (first, "\n\n" + texts[first]),
        (second, texts[second].replace("\n:::\n", "\n\n", 1)),
        (second, texts[second].replace("\n", "  \n")),
        (first, texts[second]),
        (second, texts[second].replace("\n## ", "\n# ", 1)),
        ("course.md", texts["course.md"].replace("notice:", "noticed:", 1)),
        ("course.md", texts["course.md"].replace("\n---\n", "\n---\n\nWrite your text here.\n", 1)),
    ]
    for name, text in edits:
        edited = {**texts, name: text}
        found(folder, texts)
        remembered = found(folder, edited)
        forget()
        assert remembered == found(folder, edited)
