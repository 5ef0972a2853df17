"""A course's front matter: reads the text of the file into the fields of the model, and writes them back."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from elearn.content.course.model import (
    LANGUAGE,
    Completion,
    Course,
    Outcome,
    completion_fault,
    is_name,
    usual_questions,
)
from elearn.content.course.theme import read_theme, theme_words
from elearn.content.review import Tier
from elearn.content.text import (
    SLUG,
    BadFrontMatter,
    FrontMatter,
    FrontMatterValue,
    Readers,
    did_you_mean,
    in_one_line,
    is_id,
    quoted,
    read_day,
    read_keys,
    read_list,
    read_number,
    read_text,
)
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import ProblemLog

_REQUIRED = ("title", "version", "duration")
_UNITS = {"month": 1, "year": 12}


def _version(entry: FrontMatterValue) -> str:
    given = read_text(entry)
    if not re.fullmatch(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}", given):
        raise BadFrontMatter(
            phrase("%(given)s is not a version.", given=quoted(given)),
            phrase("Write three numbers, as in 1.0.0."),
            entry,
        )
    return given


def _language(entry: FrontMatterValue) -> str:
    given = read_text(entry)
    if not re.fullmatch(LANGUAGE, given, re.ASCII):
        raise BadFrontMatter(
            phrase("%(given)s is not a language tag.", given=quoted(given)),
            phrase("Write it as in en-GB or cy."),
            entry,
        )
    return given


def _minutes(entry: FrontMatterValue) -> int:
    return read_number(
        entry, r"(\d{1,6})\s*(?:minutes?|min)?", 1, 600, phrase("a number of minutes"), "25 minutes"
    )


def _months(entry: FrontMatterValue) -> int | None:
    given = read_text(entry)
    if given.lower() in ("never", "once"):
        return None
    found = re.fullmatch(r"(\d{1,4}) (month|year)s?", given, re.ASCII)
    months = int(found[1]) * _UNITS[found[2]] if found else 0
    if not 1 <= months <= 240:
        raise BadFrontMatter(
            phrase(
                "%(given)s in “%(key)s” is not a length of time that can be used.",
                given=quoted(given),
                key=entry.key,
            ),
            phrase("Write it as in 3 years or 18 months, or never."),
            entry,
        )
    return months


def _audience(entry: FrontMatterValue) -> tuple[str, ...]:
    if entry.value in ("", []):
        raise BadFrontMatter(
            phrase("The key “%(key)s” names nobody.", key=entry.key),
            phrase("Name role groups, or all-staff."),
            entry,
        )
    return read_list(entry, SLUG, phrase("[all-staff] or [r2, r3]"))


def _learned_from(entry: FrontMatterValue) -> tuple[str, ...]:
    if entry.value == "":
        return ()
    return read_list(entry, late(rf"{SLUG.pattern}#{SLUG.pattern}"), "[review-file#r1]")


def _outcomes(entry: FrontMatterValue) -> list[dict[str, Any]]:
    if entry.value == "":
        return []
    if not isinstance(entry.value, dict):
        raise BadFrontMatter(
            phrase("The key “%(key)s” has to be a list of names and sentences.", key=entry.key),
            phrase("Write “  name: What a learner can do”, a line each."),
            entry,
        )
    outcomes: list[dict[str, Any]] = []
    for name, item in entry.value.items():
        if not is_id(name):
            raise BadFrontMatter(
                phrase("%(name)s in “%(key)s” is not a name.", name=quoted(name), key=entry.key),
                phrase("Use small letters, digits and hyphens."),
                item,
            )
        outcomes.append(
            {"id": name, **(_outcome(item) if isinstance(item.value, dict) else {"text": read_text(item)})}
        )
    return outcomes


def _outcome(entry: FrontMatterValue) -> dict[str, Any]:
    """An outcome with more than its sentence: `{text: …, tier: local, learned_from: [review#r1]}`."""
    assert isinstance(entry.value, dict)
    values: dict[str, Any] = {}
    for key, item in entry.value.items():
        if key == "text":
            values["text"] = read_text(item)
        elif key == "tier":
            given = read_text(item)
            if given not in get_args(Tier):
                raise BadFrontMatter(
                    phrase("%(given)s is not a tier.", given=quoted(given)),
                    did_you_mean(given, get_args(Tier)),
                    item,
                )
            values["tier"] = given
        elif key == "learned_from":
            values["learned_from"] = _learned_from(item)
        else:
            raise BadFrontMatter(
                phrase("An outcome has no “%(key)s”.", key=key),
                did_you_mean(key, ("text", "tier", "learned_from")),
                item,
            )
    if "text" not in values:
        raise BadFrontMatter(
            phrase("The outcome “%(key)s” does not say what a learner can do.", key=entry.key),
            phrase("Add “text: …” to it."),
            entry,
        )
    return values


def _names(entry: FrontMatterValue) -> tuple[str, ...]:
    if entry.value == "":
        return ()
    return tuple(read_text(item) for item in (entry.value if isinstance(entry.value, list) else [entry]))


def _invented_people(entry: FrontMatterValue) -> tuple[str, ...]:
    names: list[str] = []
    for item in entry.value if isinstance(entry.value, list) else [entry] if entry.value != "" else []:
        name = read_text(item)
        if not is_name(name):
            raise BadFrontMatter(
                phrase("%(given)s in “%(key)s” is not written as a name.", given=quoted(name), key=entry.key),
                phrase("Write each as the course does, as in [Amira, Mr Cole]."),
                item,
            )
        if name in names:
            raise BadFrontMatter(
                phrase("%(given)s is twice in “%(key)s”.", given=quoted(name), key=entry.key),
                phrase("Take one out."),
                item,
            )
        names.append(name)
    return tuple(names)


def _changes(entry: FrontMatterValue) -> list[dict[str, str]]:
    if entry.value == "":
        return []
    if not isinstance(entry.value, dict):
        raise BadFrontMatter(
            phrase("The key “%(key)s” has to be a list of versions and sentences.", key=entry.key),
            phrase("Write “  1.1.0: What changed”, a line each."),
            entry,
        )
    return [
        {
            "version": _version(FrontMatterValue(key, item.line, item.column, entry.key)),
            "text": read_text(item),
        }
        for key, item in entry.value.items()
    ]


_CHOICES = {
    "pages": ("all", "none"),
    "questions": ("all", "none"),
    "score": ("any", "passed"),
    "unscored": ("completed", "passed"),
}
_COMPLETION_KEYS = ("pages", "questions", "score", "pass_mark", "attempts", "unscored")


def _completion(entry: FrontMatterValue) -> dict[str, Any]:
    if not isinstance(entry.value, dict):
        raise BadFrontMatter(
            phrase("The key “%(key)s” has to say what completes the course.", key=entry.key),
            phrase("Write {pages: all, pass_mark: 80%%, attempts: 3}."),
            entry,
        )
    values = {key: _completion_value(key, item) for key, item in entry.value.items()}
    fault = completion_fault(
        values.get("pass_mark"), values.get("attempts"), values.get("score", ""), values.get("unscored", "")
    )
    if fault:
        raise BadFrontMatter(fault[1], fault[2], entry.value[fault[0]])
    return values


def _completion_value(key: str, item: FrontMatterValue) -> Any:
    if key in _CHOICES:
        given, (one, other) = read_text(item), _CHOICES[key]
        if given not in _CHOICES[key]:
            raise BadFrontMatter(
                phrase(
                    "%(given)s in “%(key)s” is neither %(one)s nor %(other)s.",
                    given=quoted(given),
                    key=key,
                    one=one,
                    other=other,
                ),
                phrase("Write %(key)s: %(one)s, or %(key)s: %(other)s.", key=key, one=one, other=other),
                item,
            )
        return given
    if key == "pass_mark":
        return read_number(item, r"(\d{1,6})\s*%?", 1, 100, phrase("a percentage"), "80%")
    if key == "attempts":
        return (
            None
            if item.value == "unlimited"
            else read_number(item, r"(\d{1,6})", 1, 99, phrase("a number"), "3")
        )
    raise BadFrontMatter(
        phrase("There is no “%(key)s” in “completion”.", key=key), did_you_mean(key, _COMPLETION_KEYS), item
    )


def _bands(entry: FrontMatterValue) -> list[dict[str, Any]]:
    if entry.value == "":
        return []
    if not isinstance(entry.value, dict):
        raise BadFrontMatter(
            phrase("The key “%(key)s” has to be a list of percentages and passages.", key=entry.key),
            phrase("Write “  0%%: What to say”, a line each, from 0%% up."),
            entry,
        )
    bands: list[dict[str, Any]] = []
    for key, item in entry.value.items():
        least = read_number(
            FrontMatterValue(key, item.line, item.column, entry.key),
            r"(\d{1,6})\s*%?",
            0,
            100,
            phrase("a percentage"),
            phrase("50%%: What to say"),
        )
        if not bands and least:
            raise BadFrontMatter(
                phrase("The lowest band starts at %(band)s%%.", band=least),
                phrase("Start with 0%%, so that every score has a passage."),
                item,
            )
        if bands and least <= bands[-1]["least"]:
            raise BadFrontMatter(
                phrase("%(band)s%% does not come after %(before)s%%.", band=least, before=bands[-1]["least"]),
                phrase("Write them from 0%% up."),
                item,
            )
        bands.append({"least": least, "text": read_text(item)})
    return bands


_READERS: Readers = {
    "title": ("title", read_text),
    "version": ("version", _version),
    "language": ("language", _language),
    "duration": ("duration_minutes", _minutes),
    "summary": ("summary", read_text),
    "audience": ("audience", _audience),
    "outcomes": ("outcomes", _outcomes),
    "learned_from": ("learned_from", _learned_from),
    "completion": ("completion", _completion),
    "bands": ("bands", _bands),
    "renew_after": ("renew_after_months", _months),
    "review_by": ("review_by", read_day),
    "invented_people": ("invented_people", _invented_people),
    "author": ("authors", _names),
    "approved_by": ("approved_by", read_text),
    "changes": ("changes", _changes),
    "theme": ("theme", read_theme),
}


def read_metadata(front: FrontMatter, log: ProblemLog) -> dict[str, Any]:
    """The course's fields that its front matter gives. Reports every key that cannot be read."""
    return read_keys(front, _READERS, _REQUIRED, log)


KEYS = tuple(_READERS)
"""Every key that front matter may have."""


def key_of(name: str) -> str:
    """The key that gives a field of the model."""
    return next((key for key, (given, _) in _READERS.items() if given == name), name)


def metadata_of(course: Course) -> Mapping[str, Any]:
    """The values that `write_front_matter` writes for a course: every key that differs from its default."""
    values: dict[str, Any] = {
        "title": course.title,
        "version": course.version,
        "language": course.language,
        "duration": f"{course.duration_minutes} minute{'s' if course.duration_minutes > 1 else ''}",
    }
    if course.summary:
        values["summary"] = course.summary
    values["audience"] = in_one_line(list(course.audience))
    if course.outcomes:
        values["outcomes"] = {outcome.id: _outcome_words(outcome) for outcome in course.outcomes}
    if course.learned_from:
        values["learned_from"] = in_one_line(list(course.learned_from))
    values["completion"] = in_one_line(_completion_words(course.completion))
    if course.bands:
        values["bands"] = {f"{band.least}%": band.text for band in course.bands}
    values["renew_after"] = _months_in_words(course.renew_after_months)
    if course.review_by:
        values["review_by"] = course.review_by
    if course.invented_people:
        values["invented_people"] = in_one_line(list(course.invented_people))
    if course.authors:
        values["author"] = (
            course.authors[0] if len(course.authors) == 1 else in_one_line(list(course.authors))
        )
    if course.approved_by:
        values["approved_by"] = course.approved_by
    if course.changes:
        values["changes"] = {change.version: change.text for change in course.changes}
    if own := theme_words(course.theme):
        values["theme"] = in_one_line(own)
    return values


def _outcome_words(outcome: Outcome) -> Any:
    """The outcome's sentence, or a mapping if it says more than that."""
    if not outcome.tier and not outcome.learned_from:
        return outcome.text
    values: dict[str, Any] = {"text": outcome.text}
    if outcome.tier:
        values["tier"] = outcome.tier
    if outcome.learned_from:
        values["learned_from"] = in_one_line(list(outcome.learned_from))
    return values


def _completion_words(completion: Completion) -> dict[str, Any]:
    """The settings that differ from their defaults, and always `pages`."""
    words: dict[str, Any] = {"pages": completion.pages}
    if completion.questions != usual_questions(completion.pass_mark):
        words["questions"] = completion.questions
    if completion.score != "any":
        words["score"] = completion.score
    if completion.pass_mark is not None:
        words["pass_mark"] = f"{completion.pass_mark}%"
    if completion.attempts is not None:
        words["attempts"] = completion.attempts
    if completion.unscored != "completed":
        words["unscored"] = completion.unscored
    return words


def _months_in_words(months: int | None) -> str:
    if months is None:
        return "never"
    number, unit = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return f"{number} {unit}{'s' if number > 1 else ''}"
