"""What publishing a course changes for people who have begun or answered it: how many they are, and what to do."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from elearn.content.course import Course
from elearn.database import Database
from elearn.phrases import all_of, joined, nphrase, phrase
from elearn.publishing.questions import Asked, asked_in, kept, parts_of
from elearn.tracker import Answered, PublishedVersion, answered, catalogue, numbering

SHOWN = 5
"""How many questions a note names."""


@dataclass(frozen=True)
class Planned:
    """What would be published: a version of a course, the hash of its content, and its questions."""

    slug: str
    version: str
    sha256: str
    questions: Mapping[str, Asked]

    @classmethod
    def of(cls, course: Course, sha256: str) -> "Planned":
        """What publishing this course would publish."""
        return cls(course.slug, course.version, sha256, asked_in(course))


Fault = Literal["gone", "kind", "ids", "places", "right"]
"""Why answers no longer fit a question: it is gone, of another kind, lacks an id that people chose, has ids that stand
for other answers, or another answer is right."""


@dataclass(frozen=True)
class Lost:
    """Questions whose answers are lost in one way, the version that was answered, and how many people answered."""

    fault: Fault
    questions: tuple[str, ...]
    version: str
    people: int


def notes_for(database: Database, planned: Planned, packages: Path) -> list[str]:
    """Every note on what publishing would change for people, in sentences: other content, and `changes_for_people`."""
    versions = catalogue.versions(database, planned.slug)
    return [*_other_content(planned, versions), *changes_for_people(database, planned, packages)]


def changes_for_people(database: Database, planned: Planned, packages: Path) -> list[str]:
    """The notes on an older version after a newer one, and on questions and answers whose ids have changed.

    `packages` is the folder with the packages that were published. What is published as it is changes nothing.
    """
    versions = catalogue.versions(database, planned.slug)
    if any(each.current and each.sha == planned.sha256 for each in versions):
        return []
    return [*_older(database, planned, versions), *_other_ids(database, planned, packages)]


def _other_content(planned: Planned, versions: list[PublishedVersion]) -> list[str]:
    same = next((each for each in versions if each.version == planned.version), None)
    if same is None or same.sha == planned.sha256 or not same.begun:
        return []
    return [
        nphrase(
            "Version %(version)s of %(course)s has other content now, and one person has begun or finished it. "
            "Raise the version when the words change, so that the records say which words they read.",
            "Version %(version)s of %(course)s has other content now, and %(num)s people have begun or finished it. "
            "Raise the version when the words change, so that the records say which words they read.",
            same.begun,
            num=f"{same.begun:,}",
            version=planned.version,
            course=planned.slug,
        )
    ]


def _older(database: Database, planned: Planned, versions: list[PublishedVersion]) -> list[str]:
    newer = [
        each.version
        for each in versions
        if each.withdrawn_at is None
        and numbering.number_of(each.version) > numbering.number_of(planned.version)
    ]
    if not newer:
        return []
    newest = max(newer, key=numbering.number_of)
    people = answered.people_in(database, planned.slug, newer)
    from_now_on = phrase(
        "People start version %(version)s from now on. To keep the newer one, raise the version above %(newest)s.",
        version=planned.version,
        newest=newest,
    )
    return [joined((_is_older(planned, newest, people), from_now_on))]


def _is_older(planned: Planned, newest: str, people: int) -> str:
    """That a newer version is published, and how many people have begun or finished it."""
    if not people:
        return phrase(
            "Version %(version)s of %(course)s is older than version %(newest)s, which is published, and nobody has "
            "begun a newer one.",
            version=planned.version,
            course=planned.slug,
            newest=newest,
        )
    return nphrase(
        "Version %(version)s of %(course)s is older than version %(newest)s, which is published, and one person has "
        "begun or finished a newer one.",
        "Version %(version)s of %(course)s is older than version %(newest)s, which is published, and %(num)s people "
        "have begun or finished a newer one.",
        people,
        num=f"{people:,}",
        version=planned.version,
        course=planned.slug,
        newest=newest,
    )


def lost_answers(database: Database, planned: Planned, packages: Path) -> list[Lost]:
    """What becomes of answers that are kept if this is published: the questions whose ids no longer say what they said.

    It reads every answer. A question is judged by the version in which it was answered last, if the version that people
    have answered last still asks it: what was dropped before is dropped. `packages` is as in `changes_for_people`.
    """
    versions = answered.versions_answered(database, planned.slug)
    asked: Mapping[str, Asked] | None = None
    seen: set[str] = set()
    faults: dict[tuple[str, Fault], list[str]] = {}
    for version in versions:
        before = kept(packages, catalogue.playable(database, planned.slug, version).package)
        given: dict[str, list[Answered]] = {}
        for each in answered.answered(database, planned.slug, version):
            if each.question not in seen and (asked is None or each.question in asked):
                given.setdefault(each.question, []).append(each)
        asked = before if asked is None else asked
        seen |= given.keys()
        for question, answers in given.items():
            if fault := _fault_of(planned.questions.get(question), answers, before.get(question)):
                faults.setdefault((version, fault), []).append(question)
    return [
        Lost(
            fault,
            tuple(names),
            version,
            answered.people_who_answered(database, planned.slug, version, names),
        )
        for (version, fault), names in faults.items()
    ]


def _other_ids(database: Database, planned: Planned, packages: Path) -> list[str]:
    """What has become of the questions of the version that people have answered last."""
    return [
        joined(
            (
                f"{planned.slug}:",
                _SAYS[lost.fault](_named(lost.questions)),
                *([phrase("Raise the version too.")] if lost.version == planned.version else []),
                _who_answered(lost),
            )
        )
        for lost in lost_answers(database, planned, packages)
    ]


def _who_answered(lost: Lost) -> str:
    people, version = lost.people, lost.version
    if len(lost.questions) > 1:
        return nphrase(
            "One person has answered at least one of these questions in version %(version)s.",
            "%(num)s people have answered at least one of these questions in version %(version)s.",
            people,
            num=f"{people:,}",
            version=version,
        )
    return nphrase(
        "One person has answered this question in version %(version)s.",
        "%(num)s people have answered this question in version %(version)s.",
        people,
        num=f"{people:,}",
        version=version,
    )


def _fault_of(now: Asked | None, answers: Collection[Answered], before: Asked | None) -> Fault | None:
    """What is wrong with some questions, seen from the answers that are kept to one of them.

    None if these still say what they said.
    """
    if now is None:
        return "gone"
    if any(each.type != now.type for each in answers):
        return "kind"
    if not now.words:
        return None
    if any(set(parts_of(each.response)) - set(now.words) for each in answers):
        return "ids"
    if before and _moved(before.words, now.words):
        return "places"
    right = {frozenset(each.correct.split("[,]")) for each in answers if each.correct}
    return "right" if now.right and right and right != {frozenset(now.right)} else None


def _gone(names: str) -> str:
    return phrase(
        "No longer in the course: %(names)s. If a question only has another name now, give it the old one again.",
        names=names,
    )


def _of_another_kind(names: str) -> str:
    return phrase(
        "Of another kind than before: %(names)s. Give a question of another kind another name, so that old and new "
        "answers stay apart.",
        names=names,
    )


def _without_ids(names: str) -> str:
    return phrase(
        "Answers no longer have the ids that people chose, in %(names)s: write the old id after each answer, as in "
        "`- [ ] Refer today {#b}`.",
        names=names,
    )


def _in_other_places(names: str) -> str:
    return phrase(
        "Answers have changed places, and with them their ids, in %(names)s: write the old id after each answer, as in "
        "`- [ ] Refer today {#b}`.",
        names=names,
    )


def _otherwise_right(names: str) -> str:
    return phrase(
        "Another answer is right than before, in %(names)s. If you only changed the order, write the old id after each "
        "answer, as in `- [ ] Refer today {#b}`. If not, give the question another name, so that old and new answers "
        "stay apart.",
        names=names,
    )


_SAYS: Mapping[Fault, Callable[[str], str]] = {
    "gone": _gone,
    "kind": _of_another_kind,
    "ids": _without_ids,
    "places": _in_other_places,
    "right": _otherwise_right,
}


def _moved(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether an id has the words that another had before. Words that nobody had before are a correction."""
    old = {words: id for id, words in before.items() if words}
    return any(words in old and old[words] != id and before.get(id) != words for id, words in now.items())


def _named(names: Sequence[str]) -> str:
    """The names of questions, as a list."""
    shown = [f"“{name}”" for name in names]
    if len(names) > SHOWN:
        more = len(names) - SHOWN
        first = ", ".join(shown[:SHOWN])
        return nphrase(
            "%(names)s and %(num)s other", "%(names)s and %(num)s others", more, num=f"{more:,}", names=first
        )
    return all_of(shown)
