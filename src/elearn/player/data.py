"""What the script needs to know of a course, as JSON: no prose of the course, only ids, titles, rules and words."""

import json
import re
from typing import Any, Literal

from elearn.content.kinds.base import Question
from elearn.content.model import Course
from elearn.player.pages import page_seconds
from elearn.player.words import words_for

_ENDS_SCRIPT = re.compile(r"<(!|script)", re.IGNORECASE)

Standard = Literal["scorm12", "scorm2004", "cmi5", "none"]


def course_data(course: Course, standard: Standard, *, preview: bool = False) -> dict[str, Any]:
    """The object that `runtime/types.js` describes as Course."""
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
            "passMark": course.completion.pass_mark,
            "attempts": course.completion.attempts,
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
                        "questions": [block.data() for block in page.blocks if isinstance(block, Question)],
                    }
                    for page in module.pages
                ],
            }
            for module in course.modules
        ],
        "words": words_for(course.language, {type(block) for block in course.blocks()}),
    }


def as_json(value: Any) -> str:
    """Compact JSON that may stand in a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (
        _ENDS_SCRIPT.sub(r"\\u003c\1", text.replace("</", "<\\/"))
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
