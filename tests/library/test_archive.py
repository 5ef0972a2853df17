"""The archive: what was public once is named to everyone, and nothing else that is closed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from elearn.library.archive import archived
from elearn.library.shelf import Room
from tests.library.conftest import READERS, review

DAY = date(2026, 11, 22)
CLOSED = {
    "gone": {"documents": "[{type: report, published: 2019-03-01, withdrawn: 2019-06-01}]", "year": "2019"},
    "undated": {"documents": "[{type: report, withdrawn: 2019-06-01}]"},
    "draft": {"documents": "[{type: report, published: 2019-03-01}]", "status": "draft"},
    "held-back": {"documents": "[{type: report, published: 2019-03-01}]", "audience": "restricted"},
    "held-back-report": {"documents": "[{type: report, published: 2019-03-01, audience: restricted}]"},
    "to-come": {"documents": "[{type: report, published: 2027-03-01}]"},
    "no-day": {"documents": "[{type: report}]"},
    "no-document": {},
}


def test_the_archive_names_what_was_public_and_is_not_now_whoever_reads(
    folder: Path, room: Callable[..., Room]
) -> None:
    for slug, keys in CLOSED.items():
        (folder / f"{slug}.md").write_text(review("East Board", slug, **keys), encoding="utf-8")
    (folder / "unknown.md").write_text(
        review("Nobody’s Board", documents=CLOSED["gone"]["documents"]), encoding="utf-8"
    )
    for reader in READERS:
        found = archived(room(reader, DAY))
        assert [(each.review.slug, each.since, each.until) for each in found] == [
            ("gone", date(2019, 3, 1), date(2019, 5, 31)),
            ("closed", date(2018, 1, 5), date(2019, 1, 5)),
            ("undated", None, date(2019, 5, 31)),
        ]
    assert found[0].why == "Withdrawn on 1 June 2019."


def test_a_review_is_in_the_archive_from_the_day_after_its_last_in_public(room: Callable[..., Room]) -> None:
    assert archived(room("learner", date(2019, 1, 5))) == []
    assert [each.review.slug for each in archived(room("learner", date(2019, 1, 6)))] == ["closed"]
