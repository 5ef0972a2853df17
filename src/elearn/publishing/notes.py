"""What publishing a course changes for people who have begun or answered it: how many they are, and what to do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from elearn.content.course import Course
from elearn.database import Database
from elearn.publishing.questions import Asked, asked_in, kept, parts_of
from elearn.tracker import Answered, PublishedVersion, answered, catalogue

SHOWN = 5
"""How many questions a note names."""
_OLD_IDS = "write the old id after each answer, as in `- [ ] Refer today {#b}`"
_APART = "so that old and new answers stay apart"
_GONE = (
    "No longer in the course: {names}. If a question only has another name now, give it the old one again."
)
_OTHER_TYPE = (
    f"Of another kind than before: {{names}}. Give a question of another kind another name, {_APART}."
)
_LOST_IDS = "Answers no longer have the ids that people chose, in {names}: " + _OLD_IDS + "."
_OTHER_PLACES = "Answers have changed places, and with them their ids, in {names}: " + _OLD_IDS + "."
_OTHER_RIGHT = (
    "Another answer is right than before, in {names}. If you only changed the order, "
    + _OLD_IDS
    + f". If not, give the question another name, {_APART}."
)


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
        f"Version {planned.version} of {planned.slug} has other content now, and {_people(same.begun)} begun or "
        "finished it. Raise the version when the words change, so that the records say which words they read."
    ]


def _older(database: Database, planned: Planned, versions: list[PublishedVersion]) -> list[str]:
    newer = [
        each.version
        for each in versions
        if each.withdrawn_at is None and _number(each.version) > _number(planned.version)
    ]
    if not newer:
        return []
    newest = max(newer, key=_number)
    people = answered.people_in(database, planned.slug, newer)
    begun = f"{_people(people)} begun or finished a newer one" if people else "nobody has begun a newer one"
    return [
        f"Version {planned.version} of {planned.slug} is older than version {newest}, which is published, and {begun}. "
        f"People start version {planned.version} from now on. To keep the newer one, raise the version above {newest}."
    ]


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def _other_ids(database: Database, planned: Planned, packages: Path) -> list[str]:
    """What has become of the questions of the version that people have answered last."""
    version = answered.version_answered(database, planned.slug)
    if version is None:
        return []
    package = catalogue.playable(database, planned.slug, version).package
    before = kept(packages, package)
    given: dict[str, list[Answered]] = {}
    for each in answered.answered(database, planned.slug, version):
        given.setdefault(each.question, []).append(each)
    faults: dict[str, list[str]] = {}
    for question, answers in given.items():
        if fault := _fault_of(planned.questions.get(question), answers, before.get(question)):
            faults.setdefault(fault, []).append(question)
    also = " Raise the version too." if version == planned.version else ""
    return [
        f"{planned.slug}: {fault.replace('{names}', _named(names))}{also} "
        f"{_who_answered(database, planned.slug, version, names)}."
        for fault, names in faults.items()
    ]


def _who_answered(database: Database, slug: str, version: str, names: list[str]) -> str:
    people = _people(answered.people_who_answered(database, slug, version, names))
    what = "at least one of these questions" if len(names) > 1 else "this question"
    return f"{people[:1].upper()}{people[1:]} answered {what} in version {version}"


def _fault_of(now: Asked | None, answers: Collection[Answered], before: Asked | None) -> str:
    """What is wrong with a question, seen from the answers that are kept. "" if they still say what they said."""
    if now is None:
        return _GONE
    if any(each.type != now.type for each in answers):
        return _OTHER_TYPE
    if not now.words:
        return ""
    if any(set(parts_of(each.response)) - set(now.words) for each in answers):
        return _LOST_IDS
    if before and _moved(before.words, now.words):
        return _OTHER_PLACES
    right = {frozenset(each.correct.split("[,]")) for each in answers if each.correct}
    return _OTHER_RIGHT if now.right and right and right != {frozenset(now.right)} else ""


def _moved(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether an id has the words that another had before. Words that nobody had before are a correction."""
    old = {words: id for id, words in before.items() if words}
    return any(words in old and old[words] != id and before.get(id) != words for id, words in now.items())


def _named(names: list[str]) -> str:
    shown = [f"“{name}”" for name in names[:SHOWN]]
    if len(names) > SHOWN:
        shown.append(f"{len(names) - SHOWN:,} others")
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def _people(count: int) -> str:
    return "one person has" if count == 1 else f"{count:,} people have"
