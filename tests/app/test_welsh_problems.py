"""What is wrong with a file, a course or a document is said in Welsh to someone who reads Welsh."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from elearn.database import Database
from elearn.settings import settings
from elearn.tracker import imports, languages
from elearn.tracker.scope import actor
from tests.app.conftest import ROLES, person, said
from tests.app.test_imports import REPORT, UNREADABLE, about, answer, assessed, send
from tests.app.test_welsh_administration import ENGLISH, english, in_english

Open = Callable[..., AppTest]
__all__ = ["assessed"]
BROKEN = """## No title

text
---

:::{calout}
text
:::

:::{question} choose-one
:name: My name
:outcome: acts
:points: many

Stem

- [ ] A
-  [y] C
:::

:::{question} match
:name: pairs
:outcome: act

Which belong together?

- A -> B
- A -> C
:::

:::{image} ../secret.png
:alto: x
:::

Mrs Patel, born 14/03/2019, did not attend. See https://example.org and call 01234 567890.

:::{callout}
## Not closed
"""
FRONT = "---\ntitle:\nversion: 1.0\nduration: half an hour\ntitel: T\noutcomes:\n  act: Know it\n---\n"
QUOTED = re.compile("“[^”]*”|`[^`]*`")


@pytest.fixture
def welsh(county: Database) -> Database:
    """The county, in which everybody has chosen Welsh."""
    for name in ("ada", "sam", *ROLES):
        who = person(county, name)
        languages.choose(county, who, "cy", by=actor(county, who))
    return county


def english_of(app: AppTest) -> list[str]:
    """What a page says in English beside what it quotes."""
    assert not app.exception
    return [
        text
        for text in in_english(app)
        if ENGLISH.search(QUOTED.sub("", text)) or english().fullmatch(text.strip(" ,:."))
    ]


def test_a_broken_course_is_told_in_welsh(
    welsh: Database, open_as: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "courses" / "broken"
    folder.mkdir(parents=True)
    (folder / "course.md").write_text(FRONT, encoding="utf-8")
    (folder / "01-module.md").write_text(BROKEN, encoding="utf-8")
    monkeypatch.setenv("ELEARN_COURSES", str(folder.parent))
    settings.cache_clear()
    assert english_of(open_as("tom", "courses")) == []
    for show in ("checks", "outcomes", "exports"):
        app = open_as("tom", "courses", course="broken", show=show)
        assert english_of(app) == []
    assert "S17" in said(open_as("tom", "courses", course="broken", show="checks"))


@pytest.mark.parametrize("kind", sorted(imports.KINDS))
def test_what_is_wrong_with_each_kind_of_file_is_told_in_welsh(
    welsh: Database, open_as: Open, kind: str
) -> None:
    columns = [column.name for column in imports.KINDS[kind].columns]
    rows = [
        ",".join(columns),
        *(",".join([cell] * len(columns)) for cell in ("", "?", "31/02/2024", "x@y", "-1")),
    ]
    app = send(open_as("al", "imports", kind=kind), "\n".join([*rows, "too,few"]).encode())
    assert english_of(app) == []
    assert "sent.csv" in said(app)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *UNREADABLE.items(),
        ("other.csv", b"id,name,parent\n1,2,3\n"),
        ("twice.csv", b"email,email,name,agency,role_group,starts_on\na,b,c,d,e,f\n"),
    ],
)
def test_why_a_file_cannot_be_read_is_told_in_welsh(
    welsh: Database, open_as: Open, name: str, data: bytes
) -> None:
    assert english_of(send(open_as("al", "imports", kind="people"), data, name)) == []


def test_questions_about_a_file_and_their_answers_are_in_welsh(
    assessed: Database, welsh: Database, open_as: Open
) -> None:
    app = send(about(open_as("lea", "imports", kind="completions")), REPORT, "report.csv")
    assert english_of(app) == []
    app = answer(app, "part one")
    assert english_of(app) == []
    app = app.button(key="imports_apply").click().run()
    assert english_of(app) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b""), ("a.pdf", b"%PDF-1.4 broken"), ("a.docx", b"PK\x03\x04 cut")],
)
def test_why_a_document_cannot_be_read_is_told_in_welsh(
    welsh: Database, open_as: Open, name: str, data: bytes
) -> None:
    app = open_as("tom", "intake")
    app = app.file_uploader[0].set_value((name, data, "application/pdf")).run()
    assert english_of(app) == []


def test_what_is_wrong_in_a_form_is_told_in_welsh(welsh: Database, open_as: Open) -> None:
    app = open_as("al", "directory")
    next(each for each in app.button if each.proto.is_form_submitter).click()
    app.run()
    assert english_of(app) == []
    assert 'role="alert"' in said(app)
