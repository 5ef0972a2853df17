"""What somebody typed as figures, compared with the last ones: what may be a slip is asked about, and never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from elearn.days import today
from elearn.phrases import phrase
from elearn.problems import BadValue, Problem
from elearn.tracker.declaring.faults import fault
from elearn.tracker.declaring.link import What
from elearn.tracker.imports import day as read_day
from elearn.tracker.imports import whole

SHARE: Final = 5
"""A figure is asked about if it differs from the last one by more than one part in so many."""
_MOST: Final = 10_000_000


class Figure(NamedTuple):
    """A figure that a link asks for, with the last one.

    `field` names its fields in the form. `course` is "" for a headcount. `headcount`, `in_date` and `on` are None if
    there is no last figure.
    """

    field: str
    role_group: str
    role_group_name: str
    course: str
    title: str
    headcount: int | None
    in_date: int | None
    on: date | None


class Question(NamedTuple):
    """Something that must be answered before figures are kept. `choices` are the answers: value and words."""

    name: str
    text: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, as it would be kept: for each figure its numbers, or None if it is left out.

    `problems` must be corrected, and `questions` answered.
    """

    day: date | None
    values: Mapping[str, tuple[int, int | None] | None]
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]


def read(figures: Sequence[Figure], what: What, typed: Mapping[str, str]) -> Read:
    """What was typed, compared with the last figures. `typed` has the fields of the form, and answers to questions."""
    problems: list[Problem] = []
    questions: list[Question] = []
    values: dict[str, tuple[int, int | None] | None] = {}
    on = _day(typed.get("day", ""), problems)
    for figure in figures:
        people = _number(typed, figure, "people", problems, questions)
        in_date = _number(typed, figure, "in_date", problems, questions) if what == "return" else None
        if people is None or (what == "return" and in_date is None):
            values[figure.field] = None
            continue
        values[figure.field] = people, in_date
        if in_date is not None and in_date > people:
            message = phrase(
                "More people are in date (%(part)s) than there are (%(all)s).", part=in_date, all=people
            )
            field = f"{figure.field}_in_date"
            problems.append(fault(field, message, phrase("Correct one of the two.")))
        questions += _doubts(figure, people, in_date)
    open_ = tuple(each for each in questions if typed.get(each.name) not in dict(each.choices))
    refused = [each for each in questions if typed.get(each.name) == "no"]
    for question in refused:
        problems.append(fault(question.name.removeprefix("sure_"), question.text, phrase("Correct it.")))
    if not problems and not open_ and not any(values.values()):
        problems.append(fault("", phrase("There is no figure in it."), phrase("Write at least one.")))
    return Read(on, values, tuple(problems), open_)


def _day(text: str, problems: list[Problem]) -> date | None:
    try:
        found = date.fromisoformat(read_day(text.strip(), "day")) if text.strip() else None
    except BadValue as error:
        problems.append(fault("day", error.message, error.remedy))
        return None
    if found is None:
        problems.append(fault("day", phrase("The day is blank."), phrase("Write it as 31/03/2026.")))
    elif found > today():
        problems.append(
            fault("day", phrase("The day has not come yet."), phrase("Write the day of the count."))
        )
    return found


def _number(
    typed: Mapping[str, str], figure: Figure, part: str, problems: list[Problem], questions: list[Question]
) -> int | None:
    """A number of a figure. A blank one is asked about: is it none, or not known?"""
    name = f"{figure.field}_{part}"
    text = typed.get(name, "").strip()
    if text:
        try:
            return whole(0, _MOST)(text, "number")
        except BadValue:
            said = {"what": _called(figure), "text": text[:40]}
            message = {
                "people": phrase(
                    "%(what)s: the number of people, “%(text)s”, is not a whole number.", **said
                ),
                "in_date": phrase("%(what)s: the number in date, “%(text)s”, is not a whole number.", **said),
            }[part]
            problems.append(fault(name, message, phrase("Write one such as 12, or leave it blank.")))
            return None
    choices = (("none", phrase("None: it is 0")), ("unknown", phrase("Not known: leave it out")))
    words = {
        "people": phrase("%(what)s: the number of people is blank.", what=_called(figure)),
        "in_date": phrase("%(what)s: the number in date is blank.", what=_called(figure)),
    }
    questions.append(Question(f"blank_{name}", words[part], choices))
    return 0 if typed.get(f"blank_{name}") == "none" else None


def _doubts(figure: Figure, people: int, in_date: int | None) -> list[Question]:
    """What may be a mistake in numbers that can be right."""
    found: list[Question] = []
    parts = (("people", people, figure.headcount), ("in_date", in_date, figure.in_date))
    for part, now, before in parts:
        if now is None or before is None or abs(now - before) * SHARE <= before or now == before:
            continue
        values = {"what": _called(figure), "now": f"{now:,}", "before": f"{before:,}"}
        text = {
            ("people", False): phrase(
                "%(what)s: the number of people is %(now)s, and was %(before)s.", **values
            ),
            ("people", True): phrase("%(what)s: nobody, and the number of people was %(before)s.", **values),
            ("in_date", False): phrase(
                "%(what)s: the number in date is %(now)s, and was %(before)s.", **values
            ),
            ("in_date", True): phrase(
                "%(what)s: nobody is in date, and the number was %(before)s.", **values
            ),
        }[part, now == 0]
        choices = (("yes", phrase("It is right")), ("no", phrase("It is a mistake: let me correct it")))
        found.append(Question(f"sure_{figure.field}_{part}", text, choices))
    return found


def _called(figure: Figure) -> str:
    if not figure.title:
        return figure.role_group_name
    return phrase("%(course)s, %(group)s", course=figure.title, group=figure.role_group_name)
