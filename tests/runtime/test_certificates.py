"""Certificates say what was frozen at issue, open for their owners, and can be checked by their code."""

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pdfua import validate
from pypdf import PdfReader
from tests.runtime.conftest import COURSE, Place, register_blank

from elearn.runtime.certificate import draw, initials
from elearn.runtime.limits import RateLimit
from elearn.tracker import registrations, withdrawals
from elearn.tracker.certificates import Certificate
from elearn.tracker.progress import Progress
from elearn.tracker.scope import give_role

PASSED = Progress(completion="completed", success="passed", score=90, progress=1)


@pytest.fixture
def earned(place: Place) -> tuple[Place, str]:
    """The place, and the code of Ada's certificate."""
    register_blank(place.database, place.settings.packages)
    registration = registrations.start(place.database, place.ada, COURSE)
    session = registrations.open_session(place.database, registration.id, registration.person)
    with place.database.write() as connection:
        registrations.record(
            connection, registration.person, session.id, 1, PASSED, organisation="A partnership"
        )
        return place, connection.value("select code from certificate")


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_a_certificate_says_what_was_earned_and_is_an_accessible_pdf(
    earned: tuple[Place, str], tmp_path: Path
) -> None:
    place, code = earned
    answer = place.client(place.ada).get(f"/certificate/{code}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    said = words(answer.content)
    for part in ("Ada Marsh", "A blank course", "A partnership", code, "1.0.0", f"/verify/{code}"):
        assert part in said
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == "Certificate: A blank course"
    assert b"pdfuaid:part>1<" in answer.content
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    for part in ("5 minutes", "Non-participatory learning", "Notice a mark"):
        assert part in said
    path = tmp_path / "certificate.pdf"
    path.write_bytes(answer.content)
    assert not validate(path).findings
    [picture] = [page.render(scale=1.5).to_pil() for page in pypdfium2.PdfDocument(answer.content)]
    assert [each.text for each in zxingcpp.read_barcodes(picture)] == [f"{place.address}/verify/{code}"]


def test_a_certificate_of_before_says_what_it_said(earned: tuple[Place, str]) -> None:
    place, code = earned
    with place.database.write() as connection:
        connection.execute("update certificate set minutes = null, outcomes = '[]', organisation = ''")
    said = words(place.client(place.ada).get(f"/certificate/{code}.pdf").content)
    assert "A partnership" in said
    assert "learning" not in said.lower()
    assert "minutes" not in said
    page = place.client().get(f"/verify/{code}").text
    assert "Kind of learning" not in page
    assert "What the course teaches" not in page


def test_a_long_name_and_a_long_title_stay_on_one_page() -> None:
    certificate = Certificate(
        "ABCDE-FGHJK-LMNPQ-RSTUV",
        "Wilhelmina Featherstonehaugh-Cholmondeley of the Upper Wren Valley " * 2,
        "What to do on the same day when an infant who is not yet mobile has a mark that nobody can explain "
        * 2,
        "12.10.3",
        date(2026, 9, 30),
        date(2028, 9, 30),
    )
    content = draw(
        certificate, "A safeguarding partnership with a name that goes on", "https://learn.example/verify/x"
    )
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    assert "30 September 2028" in words(content)


def test_outcomes_that_leave_no_room_are_on_a_second_page(tmp_path: Path) -> None:
    outcomes = tuple(
        f"{number}. Say which infants are not mobile, and why a mark matters " * 3 for number in range(12)
    )
    certificate = Certificate(
        "ABCDE-FGHJK-LMNPQ-RSTUV",
        "Ada Marsh",
        "Bruising",
        "1",
        date(2026, 9, 30),
        None,
        outcomes=outcomes,
        organisation="A partnership",
    )
    content = draw(certificate, "", "https://learn.example/verify/x")
    assert len(PdfReader(io.BytesIO(content)).pages) == 2
    assert all(" ".join(each.split()) in words(content) for each in outcomes)
    path = tmp_path / "certificate.pdf"
    path.write_bytes(content)
    assert not validate(path).findings


def test_a_name_is_text_and_never_markup() -> None:
    certificate = Certificate("C", "#panic() $x$ *Ada* \\ <b>", "_T_ @x", "1", date(2026, 9, 30), None)
    assert "#panic() $x$ *Ada* \\ <b>" in words(draw(certificate, "*O*", "https://x.example"))


def test_a_certificate_opens_for_its_owner_and_those_who_may_know_them(earned: tuple[Place, str]) -> None:
    place, code = earned
    signed_out = place.client().get(f"/certificate/{code}.pdf")
    assert signed_out.headers["location"] == f"/start?next=%2Fcertificate%2F{code}.pdf"
    assert place.client(place.ben).get(f"/certificate/{code}.pdf").status_code == 404
    with place.database.write() as connection:
        give_role(connection, place.ben, "board")
    assert place.client(place.ben).get(f"/certificate/{code}.pdf").status_code == 404
    with place.database.write() as connection:
        give_role(connection, place.ben, "administrator")
    assert place.client(place.ben).get(f"/certificate/{code}.pdf").status_code == 200


def test_anyone_with_the_code_can_check_it_and_learns_initials_alone(earned: tuple[Place, str]) -> None:
    place, code = earned
    page = place.client().get(f"/verify/{code.lower()}")
    assert page.status_code == 200
    assert "Valid" in page.text
    for part in ("5 minutes", "Non-participatory learning", "Notice a mark", "A partnership"):
        assert part in page.text
    assert "A. M." in page.text
    assert "Marsh" not in page.text
    assert "noindex" in page.text
    assert place.client().get(f"/verify?code= {code.lower()} ").headers["location"] == f"/verify/{code}"


def test_a_certificate_past_its_day_has_lapsed(earned: tuple[Place, str]) -> None:
    place, code = earned
    with place.database.write() as connection:
        connection.execute("update certificate set valid_until = '2020-01-31'")
    page = place.client().get(f"/verify/{code}").text
    assert "Lapsed" in page
    assert "31 January 2020" in page


def test_a_certificate_of_a_withdrawn_completion_is_revoked(earned: tuple[Place, str]) -> None:
    place, code = earned
    with place.database.read() as connection:
        [id] = connection.column("select id from completion")
    withdrawals.withdraw(place.database, id, "The wrong line was ticked.", by=None)
    page = place.client().get(f"/verify/{code}").text
    assert "Revoked" in page
    assert "It no longer shows that the course was completed." in page
    assert "Valid" not in page
    assert "wrong line" not in page
    refused = place.client(place.ada).get(f"/certificate/{code}.pdf")
    assert refused.status_code == 410
    assert "This certificate was revoked" in refused.text
    withdrawals.undo(place.database, id, by=None)
    assert place.client(place.ada).get(f"/certificate/{code}.pdf").status_code == 200


def test_a_code_that_nobody_was_given_is_not_there(place: Place) -> None:
    answer = place.client().get("/verify/<script>alert(1)</script>")
    assert answer.status_code == 404
    answer = place.client().get("/verify/%3Cscript%3E")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_codes_cannot_be_tried_by_the_thousand(place: Place) -> None:
    place.app.state.runtime.looks_by_network = RateLimit(3, 60)
    client = place.client()
    answers = [client.get(f"/verify/{n}") for n in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert 0 < int(answers[3].headers["retry-after"]) <= 60


@pytest.mark.parametrize(
    ("name", "short"),
    [("Ada Marsh", "A. M."), ("jo-ann O'Fell", "J. A. O."), ("Émile", "É."), ("", ""), ("R2 D2", "R. D.")],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short
