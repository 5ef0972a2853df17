"""Whoever publishes over what people have begun and answered is told how many they are, and what to do."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from elearn.content import kinds
from elearn.content.course.courses import load_course
from elearn.database import Database
from elearn.publishing.prepared import notes_on_publishing, prepare, publish_prepared
from elearn.publishing.questions import asked_in
from elearn.tracker import catalogue, registrations
from elearn.tracker.progress import Interaction, Progress
from elearn.tracker.scope import actor, give_role
from tests.gallery import gallery_course
from tests.sample_course import SLUG, write_sample

ANSWERS = {
    "first-words": ("choice", "a", "b"),
    "record": ("choice", "a[,]b", "a[,]b"),
    "photograph": ("true-false", "true", "true"),
}


class Here:
    """A course on the disk, what is published of it, and three people."""

    def __init__(self, db: Database, folder: Path, packages: Path) -> None:
        self.db, self.folder, self.packages = db, folder, packages

    def publish(self) -> list[str]:
        """Publishes what is on the disk. Returns what a terminal says first."""
        prepared = prepare(load_course(self.folder), self.packages)
        notes = [each for each in notes_on_publishing(self.db, prepared) if each not in prepared.notes]
        publish_prepared(self.db, prepared)
        return notes

    def by_an_earlier_elearn(self) -> None:
        """As if an elearn had published it that kept no sources: it may get other content under the same number."""
        with self.db.write() as conn:
            conn.execute("update course_version set source = ''")

    def change(self, old: str, new: str, name: str = "01-noticing.md") -> None:
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def version(self, version: str) -> None:
        text = (self.folder / "course.md").read_text(encoding="utf-8")
        text = re.sub(r"^version: .*$", f"version: {version}", text, flags=re.MULTILINE)
        (self.folder / "course.md").write_text(text, encoding="utf-8")

    def answer(self, *people: int, passed: bool = False) -> None:
        """Lets people start the course and answer the questions of the first module."""
        for person in people:
            begun = registrations.start(self.db, person, SLUG)
            session = registrations.open_session(self.db, begun.id, person)
            answers = [
                Interaction(place, question, type, response=response, correct=correct)
                for place, (question, (type, response, correct)) in enumerate(ANSWERS.items())
            ]
            progress = Progress(interactions=answers)
            if passed:
                progress = replace(progress, completion="completed", success="passed", score=90)
            with self.db.write() as conn:
                assert registrations.record(conn, person, session.id, 1, progress).status == "applied"


@pytest.fixture
def here(db: Database, tmp_path: Path) -> Here:
    with db.write() as conn:
        for number in (1, 2, 3):
            conn.execute(
                "insert into person (id, email, name) values (:id, :email, 'Invented')",
                {"id": number, "email": f"p{number}@north.example"},
            )
        give_role(conn, 3, "trainer")
    return Here(db, write_sample(tmp_path / "courses"), tmp_path / "packages")


def swap(here: Here) -> None:
    """Puts the second option of the first question before the first."""
    file = here.folder / "01-noticing.md"
    text = file.read_text(encoding="utf-8")
    first = text.index("- [ ] Nothing: it is small")
    second = text.index("- [x] “I see a mark here.")
    end = text.index("\n- [", second + 1)
    file.write_text(
        f"{text[:first]}{text[second:end].rstrip()}\n{text[first:second].rstrip()}{text[end:]}",
        encoding="utf-8",
    )


def test_nothing_is_said_before_anybody_has_begun_or_if_nothing_changes(here: Here) -> None:
    assert here.publish() == []
    here.change("It is small.", "It is round.")
    here.version("1.0.1")
    assert here.publish() == []
    here.answer(1)
    assert here.publish() == []


def test_a_version_with_other_content_says_how_many_people_have_begun_it(here: Here) -> None:
    here.publish()
    here.by_an_earlier_elearn()
    here.answer(1, 2)
    registrations.start(here.db, 3, SLUG)
    here.change("It is small.", "It is round.")
    (note,) = here.publish()
    assert (
        "Version 1.0.0 of a-small-mark has other content now, and 3 people have begun or finished it." in note
    )
    assert "Raise the version" in note


def test_words_that_change_under_a_new_version_need_no_note(here: Here) -> None:
    here.publish()
    here.answer(1)
    here.change("It is small.", "It is round.")
    here.version("1.1.0")
    assert here.publish() == []


def test_an_older_version_after_a_newer_one_says_who_has_begun_that(here: Here) -> None:
    here.version("1.10.0")
    here.publish()
    here.by_an_earlier_elearn()
    here.answer(1, passed=True)
    here.answer(2)
    here.version("1.9.0")
    (note,) = here.publish()
    assert "Version 1.9.0 of a-small-mark is older than version 1.10.0" in note
    assert "2 people have begun or finished a newer one" in note
    assert "raise the version above 1.10.0" in note


def test_a_newer_version_that_is_withdrawn_makes_none_older(here: Here) -> None:
    here.publish()
    here.version("2.0.0")
    here.publish()
    catalogue.withdraw(here.db, SLUG, "2.0.0", reason="A wrong number.", by=actor(here.db, 3))
    here.version("1.5.0")
    assert here.publish() == []


def no_question(here: Here) -> None:
    here.change(":name: record", ":name: write-down")


def another_kind(here: Here) -> None:
    here.change(":::{question} choose-many\n:name: record", ":::{question} match\n:name: record")
    here.change("\n:points: 2\n:shuffle: no", "")
    text = (here.folder / "01-noticing.md").read_text(encoding="utf-8")
    start = text.index(":name: record")
    end = text.index("\n:::", start)
    match = ":name: record\n:outcome: notice\n\nWho does what?\n\n- The nurse -> Writes\n- The lead -> Calls"
    (here.folder / "01-noticing.md").write_text(text[:start] + match + text[end:], encoding="utf-8")


def other_ids(here: Here) -> None:
    here.change("- [ ] Nothing: it is small, and the family are friendly", "- [ ] Nothing: it is small {#z}")


Change = Callable[[Here], None]
CHANGES: dict[str, tuple[Change, str, str, str]] = {
    "a question has another name": (
        no_question,
        "No longer in the course: “record”",
        "the old one",
        "record",
    ),
    "a question is of another kind": (
        another_kind,
        "Of another kind than before: “record”",
        "another name",
        "record",
    ),
    "an answer has another id": (
        other_ids,
        "no longer have the ids that people chose",
        "{#b}",
        "first-words",
    ),
    "answers have changed places": (swap, "Answers have changed places", "{#b}", "first-words"),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_changed_questions_say_who_has_answered_them_and_what_to_do(
    here: Here, what: str, version: str
) -> None:
    change, message, remedy, question = CHANGES[what]
    here.publish()
    here.by_an_earlier_elearn()
    here.answer(1, passed=True)
    here.answer(2)
    registrations.start(here.db, 3, SLUG)  # and has answered nothing
    change(here)
    here.version(version)
    notes = [note for note in here.publish() if "other content" not in note]
    (note,) = notes
    assert message in note
    assert remedy in note
    assert f"“{question}”" in note
    assert "2 people have answered this question in version 1.0.0." in note
    assert note.startswith("a-small-mark: ")
    assert ("Raise the version too." in note) == (version == "1.0.0")


def test_old_ids_that_are_written_down_keep_what_was_answered(here: Here) -> None:
    here.publish()
    here.answer(1)
    swap(here)
    text = (here.folder / "01-noticing.md").read_text(encoding="utf-8")
    for start, id in (("- [ ] Nothing: it is small", "a"), ("- [x] “I see a mark here.", "b")):
        line = next(each for each in text.splitlines() if each.startswith(start))
        here.change(line, f"{line} {{#{id}}}")
    here.version("1.1.0")
    assert here.publish() == []


def test_a_corrected_word_in_an_answer_is_no_change_of_its_id(here: Here) -> None:
    here.publish()
    here.answer(1)
    here.change("and the family are friendly", "and the family is friendly")
    here.version("1.1.0")
    assert here.publish() == []


def test_answers_to_a_version_from_an_earlier_elearn_are_judged_by_what_was_right(here: Here) -> None:
    here.publish()
    here.answer(1)
    for kept in (here.packages / ".questions").iterdir():
        kept.unlink()
    swap(here)
    here.version("1.1.0")
    (note,) = here.publish()
    assert "Another answer is right than before, in “first-words”." in note
    assert "One person has answered this question" in note


def test_a_question_that_is_gone_is_said_until_a_later_version_is_answered(here: Here) -> None:
    here.publish()
    here.answer(1)
    no_question(here)
    here.version("1.1.0")
    assert len(here.publish()) == 1
    ANSWERS["write-down"] = ANSWERS.pop("record")
    try:
        here.answer(2)
    finally:
        ANSWERS["record"] = ANSWERS.pop("write-down")
    here.version("1.2.0")
    assert here.publish() == []


def test_answers_of_an_earlier_version_count_if_its_question_is_still_asked(here: Here) -> None:
    here.publish()
    here.answer(1, 2)
    here.version("1.1.0")
    assert here.publish() == []
    kept_answer = ANSWERS.pop("record")
    try:
        here.answer(3)
    finally:
        ANSWERS["record"] = kept_answer
    no_question(here)
    here.version("1.2.0")
    (note,) = here.publish()
    assert "No longer in the course: “record”" in note
    assert "2 people have answered this question in version 1.0.0." in note


def test_every_kind_of_question_has_the_type_that_its_script_reports() -> None:
    folder = Path(kinds.__file__).parent
    given = {}
    for view in folder.glob("*/view.js"):
        text = view.read_text(encoding="utf-8")
        types = set(
            re.findall(r'type: (?:kind === "true-or-false" \? )?"([a-z-]+)"(?: : "([a-z-]+)")?', text)
        )
        for kind in re.findall(r"kinds: \[([^\]]*)\]", text):
            for name in re.findall(r'"([a-z-]+)"', kind):
                given[name] = {each for pair in types for each in pair if each}
    assert {"choose-one", "match", "order", "rate"} <= set(given)
    course, _ = gallery_course()
    asked = asked_in(course)
    found = {each.kind: asked[each.name].type for each in course.questions() if each.name in asked}
    assert {"choice", "true-false", "matching", "sequencing", "likert"} <= set(found.values())
    for kind, type in found.items():
        assert type in given[kind], kind
