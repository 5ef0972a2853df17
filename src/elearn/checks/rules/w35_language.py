"""W35: a course in a language that some rules cannot read, so that a person has to."""

from collections.abc import Iterator

from elearn.checks.model import Examined, Found, Rule
from elearn.checks.run import rules_by_id
from elearn.content.text import Place
from elearn.phrases import phrase


def _in_whole(examined: Examined) -> Iterator[Found]:
    course, language = examined.course, examined.language
    unread = [rule for rule in rules_by_id().values() if not rule.reads(language)]
    if not course or not unread:
        return
    silent = ", ".join(rule.id for rule in unread if not rule.elsewhere)
    partly = ", ".join(rule.id for rule in unread if rule.elsewhere)
    yield Found(
        examined.source.keys.get("language", Place(examined.source.course_file, 1)),
        phrase(
            "The rules about names, ages, blame, reading and other things that are told by words "
            "know only English, and this course is in “%(language)s”. Nothing was looked for by "
            "%(silent)s, and only what numbers and signs give away by %(partly)s.",
            language=course.language,
            silent=silent,
            partly=partly,
        ),
        phrase(
            "Let somebody who knows the language read the course for these (docs/checks.md says "
            "what each looks for), then say in a waiver who did."
        ),
    )


RULE = Rule(
    "W35",
    "unread-language",
    "warning",
    phrase(
        "a course in a language that the rules about words do not know, so that a person has to read for them"
    ),
    "language: cy",
    in_whole=_in_whole,
    subjects=frozenset({"course"}),
)
