"""What the script needs to know of a course, as JSON: no prose of the course, only ids, titles, rules and words."""

import json
import re
from typing import Any, Literal

from elearn.content.kinds.base import Question
from elearn.content.kinds.draw import Draw
from elearn.content.model import Course, Page
from elearn.player.pages import page_seconds
from elearn.player.words import words_for

_ENDS_SCRIPT = re.compile(r"<(!|script)", re.IGNORECASE)

Standard = Literal["scorm12", "scorm2004", "cmi5", "none"]


def course_data(course: Course, standard: Standard, script: str, *, preview: bool = False) -> dict[str, Any]:
    """The object that `runtime/types.js` describes as Course, with the words that `script` asks for."""
    return {
        "slug": course.slug,
        "title": course.title,
        "version": course.version,
        "language": course.language,
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
        "outcomes": [{"id": outcome.id, "text": outcome.text} for outcome in course.outcomes],
        "modules": [
            {
                "id": module.id,
                "title": module.title,
                "pages": [
                    {
                        "id": page.id,
                        "title": page.title,
                        "seconds": page_seconds(page),
                        "questions": _asks(page),
                    }
                    for page in module.pages
                ],
            }
            for module in course.modules
        ],
        "banks": {name: [question.data() for question in course.bank(name).questions] for name in course.drawn()},
        "words": words_for(course.language, script),
    }


def _asks(page: Page) -> list[dict[str, Any]]:
    """The page's questions, and how many it draws from which bank, in order."""
    return [
        block.data() if isinstance(block, Question) else {"draw": block.bank, "count": block.questions}
        for block in page.blocks
        if isinstance(block, Question | Draw)
    ]


def as_json(value: Any) -> str:
    """Compact JSON that may stand in a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (
        _ENDS_SCRIPT.sub(r"\\u003c\1", text.replace("</", "<\\/"))
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
