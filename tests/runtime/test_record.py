"""A person's record from the runtime: the page that asks for days, the PDF and the CSV."""

import io
from pathlib import Path

import pytest
from pdfua import validate
from pypdf import PdfReader
from tests.runtime.conftest import COURSE, Place, register_blank

from elearn.tracker.scope import give_role


@pytest.fixture
def much(place: Place) -> Place:
    """The place, where Ada has completed a course on 120 days."""
    register_blank(place.database, place.settings.packages)
    with place.database.write() as connection:
        connection.many(
            """
            insert into completion (person, course, version, completed_on, passed, how, recorded_at, minutes)
            values (:person, :course, '1.0.0', :day, 1, 'import', 't', 5)
            """,
            [
                {"person": place.ada, "course": COURSE, "day": f"2025-{n // 28 + 1:02}-{n % 28 + 1:02}"}
                for n in range(120)
            ],
        )
    return place


def words(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_a_long_record_repeats_its_heads_and_is_an_accessible_pdf(much: Place, tmp_path: Path) -> None:
    answer = much.client(much.ada).get("/record.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith('attachment; filename="record-ada-marsh-')
    assert "no-store" in answer.headers["cache-control"]
    pages = words(answer.content)
    assert "Record of learning: Ada Marsh" in pages[0]
    assert "A partnership" in pages[0]
    assert len(pages) > 3
    assert all("Where from" in page for page in pages[1:-1])
    path = tmp_path / "record.pdf"
    path.write_bytes(answer.content)
    assert not validate(path).findings


@pytest.mark.parametrize("language", ["en", "cy"])
def test_an_empty_record_says_so_in_the_readers_language(place: Place, tmp_path: Path, language: str) -> None:
    answer = place.client(place.ben).get(f"/record.pdf?language={language}")
    said = " ".join(words(answer.content))
    assert ("Nothing was completed." in said) == (language == "en")
    assert (
        PdfReader(io.BytesIO(answer.content)).trailer["/Root"]["/Lang"]
        == {"en": "en-GB", "cy": "cy"}[language]
    )
    path = tmp_path / "record.pdf"
    path.write_bytes(answer.content)
    assert not validate(path).findings


def test_the_days_are_asked_for_and_what_was_typed_is_kept(much: Place) -> None:
    ada = much.client(much.ada)
    page = ada.get("/record")
    assert page.status_code == 200
    assert "Your record" in page.text
    lines = ada.get("/record.csv?from=2025-02-01&to=2025-02-03").text.splitlines()
    assert len(lines) == 1 + 3 + 2
    refused = ada.get("/record.pdf?from=2025-02-31&to=soon")
    assert refused.status_code == 422
    assert "not a day that exists" in refused.text
    assert "“soon” is not a date" in refused.text
    assert 'value="2025-02-31"' in refused.text
    assert "after the last day" in ada.get("/record.csv?from=2025-03-01&to=2025-02-01").text


def test_a_record_opens_for_its_owner_and_those_who_may_know_them(much: Place) -> None:
    for asked in ("/record", "/record.pdf", "/record.csv"):
        signed_out = much.client().get(f"{asked}?person={much.ada}")
        assert signed_out.headers["location"] == f"/start?next=%2F{asked[1:]}%3Fperson%3D{much.ada}"
        for nobody in (much.ada, 999, "x", "9" * 30):
            assert much.client(much.ben).get(f"{asked}?person={nobody}").status_code == 404
    with much.database.write() as connection:
        give_role(connection, much.ben, "administrator")
    ben = much.client(much.ben)
    page = ben.get(f"/record?person={much.ada}").text
    assert "Record of learning: Ada Marsh" in page
    assert f'name="person" value="{much.ada}"' in page
    assert ben.get(f"/record.csv?person={much.ada}").status_code == 200
