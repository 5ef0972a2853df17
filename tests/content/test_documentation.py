"""docs/content.md matches the reader: its examples are the kinds' own, and it explains every rule."""

import re
from pathlib import Path

import pytest

from elearn.checks.run import rules_by_id
from elearn.content.course.courses import read_course
from elearn.content.course.metadata import KEYS
from elearn.content.kinds import kinds
from elearn.content.review.reviews import read_review, write_review
from tests.sample_course import COURSE

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")
CHECKS = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds())
def test_every_kind_is_explained_with_its_example(kind):
    assert f"{kind.example}\n" in EXAMPLES
    assert re.search(rf"^##+ {kind.title}$", DOCUMENT, re.MULTILINE)


def test_every_rule_is_explained():
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for pattern in ("content/**/*.py", "checks/**/*.py", "desk/sharing.py", "problems.py")
        for path in (ROOT / "src/elearn").glob(pattern)
    )
    used = set(re.findall(r'"([SEW]\d\d)"', source))
    assert set(re.findall(r"^\| ([SEW]\d\d) \|", DOCUMENT + CHECKS, re.MULTILINE)) == used


def test_the_table_of_the_checks_is_that_of_the_rules():
    table = CHECKS.split("|---|---|---|---|---|\n")[1].split("\n\n")[0].splitlines()
    assert table == [
        f"| {rule.id} | {rule.name} | {rule.severity} | {rule.finds} | {rule.example} |"
        for rule in rules_by_id().values()
    ]


def test_the_table_of_languages_is_that_of_the_rules():
    table = CHECKS.split("it finds |\n|---|---|---|\n")[1].split("\n\n")[0].splitlines()
    assert table == [
        f"| {rule.id} | {rule.name} | {rule.elsewhere or 'nothing'} |"
        for rule in rules_by_id().values()
        if rule.languages
    ]


def test_every_key_of_the_front_matter_is_explained():
    assert set(re.findall(r"^\| `([a-z_]+)` \|", DOCUMENT, re.MULTILINE)) == set(KEYS)


def test_the_examples_of_files_can_be_read():
    front, module, review = (text for text in EXAMPLES if text.startswith(("---", "# ")))
    assert COURSE.startswith(front)
    course, problems = read_course("a-small-mark", {"course.md": front, "01-noticing.md": module})
    assert course, problems
    read, problems = read_review("wrenshire-alder", review, "wrenshire-alder.md")
    assert problems == []
    assert write_review(read) == review


@pytest.mark.parametrize(
    "kind", [kind for kind in kinds().values() if kind.shown], ids=lambda kind: kind.kind
)
def test_every_kind_that_learners_see_has_its_picture(kind):
    gallery = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    named = re.findall(rf"^!\[{kind.title}, .*\]\((.+)\)$", gallery, re.MULTILINE)
    assert [(ROOT / "docs" / path).is_file() for path in named] == [True]
