"""How much of what a careful reader takes from each fictional report is recognised."""

import pytest

from elearn.intake.document import Document
from elearn.intake.extract import read_document
from elearn.intake.found import Recognised
from elearn.intake.recognise import recognise_learning
from tests.intake.material import HALVES, Report, every
from tests.intake.measuring import Count, compare, details, given_themes

FLOOR = 0.9
REPORTS = {report.name: report for report in every()}


@pytest.fixture(scope="session")
def read() -> dict[str, tuple[Report, Recognised]]:
    """Makes each report into its real file, then reads and recognises it once."""
    found = {}
    for name, report in REPORTS.items():
        document = read_document(report.file())
        found[name] = (
            report,
            recognise_learning(Document(report.filename, document.paragraphs, document.pages)),
        )
    return found


Read = dict[str, tuple[Report, Recognised]]


@pytest.mark.parametrize("half", HALVES)
def test_findings_are_recognised_in_many_layouts(read: Read, half: str) -> None:
    count, natures = Count(), Count()
    for report, found in read.values():
        if report.head["half"] == half:
            for wanted, given in compare(report, found.findings, "+-", count):
                natures.wanted += 1
                natures.right += given.nature == ("strength" if wanted.sign == "+" else "improvement")
    assert count.recall >= FLOOR, "\n".join(count.wrong)
    assert count.precision >= FLOOR, "\n".join(count.wrong)
    assert natures.recall >= FLOOR


@pytest.mark.parametrize("half", HALVES)
def test_recommendations_are_recognised_in_many_layouts(read: Read, half: str) -> None:
    count = Count()
    for report, found in read.values():
        if report.head["half"] == half:
            compare(report, found.recommendations, "r", count)
    assert count.recall >= FLOOR, "\n".join(count.wrong)
    assert count.precision >= FLOOR, "\n".join(count.wrong)


def test_themes_are_suggested_by_the_words(read: Read) -> None:
    count = Count()
    for report, found in read.values():
        given_themes(report, found, count)
    assert count.recall >= FLOOR, str(count)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_says_what_it_is(read: Read, name: str) -> None:
    assert details(*read[name]) == []


@pytest.mark.parametrize("name", REPORTS)
def test_owners_days_and_tiers_are_taken_where_they_are_said(read: Read, name: str) -> None:
    report, found = read[name]
    pairs = compare(report, found.recommendations, "r", Count())
    for wanted, given in pairs:
        if "owner" in wanted.facts:
            assert any(wanted.facts["owner"] in owner for owner in given.owner), given
        if "due" in wanted.facts:
            assert str(given.due) == wanted.facts["due"], given
    for wanted, given in compare(report, found.findings, "+-", Count()):
        for tier in wanted.words & {"individual", "local", "strategic"}:
            assert given.tier == tier, given
