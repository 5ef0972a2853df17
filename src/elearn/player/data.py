"""What the script needs to know about a course, as JSON.

It holds ids, titles, rules and words, but no text of the course.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal

from elearn.content.course import Course, Page
from elearn.content.kinds import Question
from elearn.content.text import Same
from elearn.player import markdown
from elearn.player.languages import spoken_name
from elearn.player.pages import page_seconds
from elearn.player.words import words_for

_ENDS_SCRIPT = re.compile(r"<(!|script)", re.IGNORECASE)

Standard = Literal["scorm12", "scorm2004", "cmi5", "none"]


def course_data(course: Course, standard: Standard, script: str, *, preview: bool = False) -> dict[str, Any]:
    """Returns the object that `browser/types.js` describes as Sent, with the words that `script` uses."""
    usual = _usual_data(course.questions())
    return {
        "slug": course.slug,
        "title": course.title,
        "version": course.version,
        "language": course.language,
        "speaks": spoken_name(course.language),
        "standard": standard,
        "preview": preview,
        "minutes": course.duration_minutes,
        "completion": {
            "pages": course.completion.pages,
            "questions": course.completion.questions,
            "score": course.completion.score,
            "passMark": course.completion.pass_mark,
            "attempts": course.completion.attempts,
            "unscored": course.completion.unscored,
        },
        "outcomes": [{"id": outcome.id, "text": markdown.plain(outcome.text)} for outcome in course.outcomes],
        "modules": [
            {
                "id": module.id,
                "title": markdown.plain(module.title),
                "pages": [
                    {
                        "id": page.id,
                        "title": markdown.plain(page.title),
                        "seconds": page_seconds(page),
                        "questions": _asks(page, usual),
                    }
                    for page in module.pages
                ],
            }
            for module in course.modules
        ],
        "banks": {
            name: [_asked(each, usual) for each in course.bank(name).questions] for name in course.drawn()
        },
        "usual": usual,
        "words": words_for(course.language, script),
    }


def _asks(page: Page, usual: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The page's questions, and how many it draws from which bank, in order."""
    asks = []
    for block in page.blocks:
        if isinstance(block, Question):
            asks.append(_asked(block, usual))
        elif draw := block.draws_from():
            asks.append({"draw": draw.bank, "count": draw.questions})
    return asks


def _asked(question: Question, usual: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the data of a question that differs from `usual`. A value is None if only `usual` has it."""
    said = _given_data(question)
    absent = {name: None for name in usual if name not in said}
    return {name: value for name, value in said.items() if usual.get(name) != value} | absent


def _given_data(question: Question) -> Mapping[str, Any]:
    return _given(Same(question))


@lru_cache(maxsize=2_000)
def _given(question: Same[Question]) -> Mapping[str, Any]:
    """Returns a question's data without the defaults: values that are None, and `marked` if it is true."""
    return {
        name: value
        for name, value in question.it.data().items()
        if value is not None and (name, value) != ("marked", True)
    }


@lru_cache(maxsize=2_000)
def _written(question: Same[Question]) -> tuple[tuple[str, str], ...]:
    """A question's data as JSON, value by value."""
    return tuple((name, json.dumps(value)) for name, value in _given(question).items())


def _usual_data(questions: Iterable[Question]) -> dict[str, Any]:
    """Returns the values that most questions share, so that they are sent once.

    The browser reads all the data before it shows the course, and a course may have 200 questions.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    many = 0
    for question in questions:
        many += 1
        for name, value in _written(Same(question)):
            found[name][value] += 1
    most = {name: counts.most_common(1)[0] for name, counts in found.items()}
    return {name: json.loads(value) for name, (value, times) in most.items() if times * 2 > many}


def as_json(value: Any) -> str:
    """Returns compact JSON that is safe inside a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (
        _ENDS_SCRIPT.sub(r"\\u003c\1", text.replace("</", "<\\/"))
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
