"""Reads a wide report: one row for each person, and a pair of columns for each activity or course."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from elearn.characters import plain
from elearn.phrases import all_quoted, phrase
from elearn.problems import InputFault, Problem
from elearn.tracker.imports.headers import LEAVE_OUT, Match, key_of, labels_of
from elearn.tracker.imports.known import Known
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.tracker.imports.surveys import LeftOut

Rows = Iterable[tuple[int, list[str]]]
Arrange = Callable[[Rows], Rows]
"""From the rows of a file to the rows to examine."""

_DAY_WORDS: Final = ("completiondate", "completedon", "datecompleted", "completed", "date")
_MOST_COURSES: Final = 30


@dataclass(frozen=True, slots=True)
class Activity:
    """The title of an activity or a course, and the places of how far someone is and since when, from 0.

    `name` is the title alone. If several have the same one, `title` says the column too.
    """

    title: str
    name: str
    status: int
    day: int


@dataclass(slots=True)
class Arranged:
    """A file after its wide columns were read: where each column is, and how its rows become rows to examine.

    `labels`: what each column of the arranged rows is called. `is_wide`: each row became several. `questions` must be
    answered before it may be used.
    """

    places: dict[str, int]
    labels: list[str]
    arrange: Arrange | None = None
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_wide: bool = True


def activities(header: Sequence[str], match: Match, held: Mapping[int, LeftOut]) -> list[Activity]:
    """The pairs of columns that are activities, going by their headers and by what they hold.

    The second of a pair has no header, or that of the first with words for the day.
    """
    labels = labels_of(header)
    free = set(match.left_out) - match.settled
    found: list[Activity] = []
    for place in sorted(free):
        after, first = place + 1, key_of(header[place])
        if not first or after not in free:
            continue
        second = key_of(header[after])
        is_pair = not second or any(second == first + words for words in _DAY_WORDS)
        if is_pair and held[place].is_status and held[after].is_days:
            found.append(Activity(labels[place], plain(header[place]), place, after))
    return found


def arranged(
    header: Sequence[str],
    filename: str,
    match: Match,
    found: Sequence[Activity],
    answers: Answers,
    course: str | None,
    courses: Known,
) -> Arranged:
    """How to read a file with these activities. With a `course` they are all of that one; otherwise each names one.

    Marks their columns in `match` as settled. Raises InputFault if no activity names a course.
    """
    match.settled.update(place for each in found for place in (each.status, each.day))
    labels = labels_of(header)
    keys = {f"column:{labels[place]}" for place in match.settled}
    match.questions = [each for each in match.questions if each.key not in keys]
    if course is None:
        return _by_course(labels, filename, match, found, answers, courses)
    chosen = found[0] if len(found) == 1 else _chosen(found, answers)
    if chosen is None:
        return Arranged(match.places, labels, questions=[_which(found)])
    places = {**match.places, "status": chosen.status, "completed_on": chosen.day}
    match.left_out = [place for place in match.left_out if place not in (chosen.status, chosen.day)]
    if not header[chosen.day]:
        labels[chosen.day] = phrase("the column after %(title)s", title=chosen.title)
    return Arranged(places, labels)


def _chosen(found: Sequence[Activity], answers: Answers) -> Activity | None:
    answer = _which(found).answer(answers)
    return next((each for each in found if each.title == answer), None)


def _which(found: Sequence[Activity], course: str = "") -> Question:
    """Ask which of several activities is the course. `course`: its title, if the report has others too."""
    text = phrase("Which of these activities says who completed the course?")
    if course:
        text = phrase("Which of these activities says who completed “%(course)s”?", course=course)
    return Question(
        f"activity-of:{course}" if course else "activity",
        text,
        tuple(Choice(each.title, each.title) for each in found),
        phrase(
            "The report has %(count)s activities of one course, and does not say which one completes it.",
            count=len(found),
        ),
    )


def _by_course(
    labels: Sequence[str],
    filename: str,
    match: Match,
    found: Sequence[Activity],
    answers: Answers,
    courses: Known,
) -> Arranged:
    """How to read a report in which each activity is a course."""
    meant: defaultdict[str, list[Activity]] = defaultdict(list)
    questions = []
    for each in found:
        own = courses.meant(each.name)
        question = _course_of(each, courses)
        answer = own[0] if len(own) == 1 else question.answer(answers)
        if answer:
            meant[answer].append(each)
        elif answer is None:
            questions.append(question)
    if questions and not meant:
        raise _of_no_course(filename, found)
    chosen: list[tuple[str, Activity]] = []
    for course, several in meant.items():
        question = _which(several, courses.name(course))
        answer = question.answer(answers) if len(several) > 1 else several[0].title
        chosen += [(course, each) for each in several if each.title == answer]
        questions += [question] if answer is None else []
    used = {place for _, each in chosen for place in (each.status, each.day)}
    match.left_out = [place for place in match.left_out if place not in used]
    keep = dict(match.places)
    names = [*keep, "course", "status", "completed_on"]
    order = list(keep.values())
    called = [
        *(labels[place] for place in order),
        phrase("title of the activity"),
        phrase("status of the activity"),
        phrase("day of the activity"),
    ]
    return Arranged(
        {name: place for place, name in enumerate(names)},
        called,
        lambda rows: _unpivoted(rows, order, chosen),
        questions,
        _note(len(chosen)),
    )


def _of_no_course(filename: str, found: Sequence[Activity]) -> InputFault:
    """What is said about a report none of whose activities names a course. The caller raises it."""
    titles = all_quoted(each.title for each in found[:5])
    message = phrase("The report is about %(titles)s, and names no course of ours.", titles=titles)
    if len(found) > 5:
        message = phrase(
            "The report is about %(titles)s and more, and names no course of ours.", titles=titles
        )
    remedy = phrase(
        "Say which course it is about: choose it above the file. The command takes it as --course."
    )
    return InputFault([Problem(filename, 0, 0, "course", "error", message, remedy)])


def _note(courses: int) -> list[str]:
    if courses < 2:
        return []
    return [
        phrase(
            "The report has %(courses)s courses, so each of its rows is read as %(courses)s rows.",
            courses=courses,
        )
    ]


def _course_of(activity: Activity, courses: Known) -> Question:
    near = courses.near(activity.name, _MOST_COURSES)
    return Question(
        f"activity:{activity.title}",
        phrase("Which course is the activity “%(title)s”?", title=activity.title),
        (*(Choice(identifier, name) for identifier, name in near.items()), LEAVE_OUT),
        phrase("No course of ours has this name."),
    )


def _unpivoted(
    rows: Rows, keep: Sequence[int], courses: Sequence[tuple[str, Activity]]
) -> Iterator[tuple[int, list[str]]]:
    """A row for each person and course. Each keeps the number that its person has in the file."""
    for number, cells in rows:
        who = [cells[place] for place in keep]
        for course, activity in courses:
            yield number, [*who, course, cells[activity.status], cells[activity.day]]
