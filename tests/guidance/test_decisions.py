"""Which decisions each edition of the guidance knows, on which days, and what has to come before them."""

from datetime import date, timedelta
from typing import get_args

import pytest
from pydantic import ValidationError

from elearn.guidance import Decided, Edition, against, editions_for, load_criteria
from elearn.guidance.criteria import Criteria, Decision, ReviewKind
from elearn.phrases import Phrase
from elearn.tracker.registers import notifications
from elearn.translations import said, speaking

DECISIONS: tuple[Decision, ...] = get_args(Decision)
LOCAL, SERIOUS, ADULT = DECISIONS[0], DECISIONS[4], DECISIONS[1]
BELOW = {"no review", "learning review", "partnership case review", "serious incident learning review"}
LAST = "2019-09-29"
WT = "Working Together to Safeguard Children"
KNOWN: dict[str, set[str]] = {
    "working-together-2006": {SERIOUS},
    "working-together-2010": {SERIOUS},
    "working-together-2013": {SERIOUS},
    "working-together-2015": {SERIOUS},
    "working-together-2018": {LOCAL, SERIOUS},
    "working-together-2023": {LOCAL},
    "working-together-2026": {LOCAL},
    "care-act-2014": {ADULT},
    "domestic-homicide-2011": {"domestic homicide review"},
    "domestic-homicide-2016": {"domestic homicide review", "domestic abuse related death review"},
}
"""By edition, what it knows besides what is below the criteria."""


def decided(
    decision: str,
    on: str,
    *,
    kind: ReviewKind = "child",
    edition: str = "",
    told: str = "",
    rapid: str = "",
) -> tuple[str, ...]:
    """What stands against a decision on an incident that became known ten days before it."""
    day = date.fromisoformat(on)
    days = [date.fromisoformat(each) if each else None for each in (told, rapid)]
    return against(Decided(kind, decision, edition, day - timedelta(10), day, *days))


@pytest.mark.parametrize("edition", load_criteria().editions, ids=lambda each: each.id)
@pytest.mark.parametrize("decision", DECISIONS)
def test_each_edition_knows_its_own_decisions_and_no_other_from_its_first_day_to_its_last(
    edition: Edition, decision: Decision
) -> None:
    following = [
        each.first_day
        for each in load_criteria().editions
        if each.kind == edition.kind and each.first_day > edition.first_day
    ]
    last = min(following, default=date(2030, 1, 1)) - timedelta(days=1)
    for day in (edition.first_day, last):
        found = against(
            Decided(edition.kind, decision, edition.name, edition.first_day, day, edition.first_day, day)
        )
        known = decision in KNOWN[edition.id] | BELOW
        if decision == SERIOUS and edition.id == "working-together-2018" and day.isoformat() > LAST:
            known = False
        assert (not found) == known, (day, found)
        if not known:
            assert edition.name in found[0]
            assert "This edition knows: " in found[0]
            assert "no review" in found[0]


def test_a_serious_case_review_could_be_begun_until_the_last_day_of_the_transition_and_never_since() -> None:
    assert decided(SERIOUS, LAST) == ()
    [reason] = decided(SERIOUS, "2019-09-30")
    assert "only until 29 September 2019" in reason
    assert "local child safeguarding practice review" in reason
    assert decided(SERIOUS, "2019-05-01", edition=f"{WT} 2015, chapter 4") == ()
    assert decided("no review", "2019-05-01", edition=f"{WT} 2015, chapter 4") == (
        f"{WT} 2015, chapter 4 was not in force on 1 May 2019. That day, {WT} 2018, chapter 4 was.",
    )
    [later] = decided(SERIOUS, "2026-11-05", edition=f"{WT} 2026")
    assert "does not know “serious case review”" in later
    assert "could be chosen only until 29 September 2019" in later
    assert "not verified" not in later


@pytest.mark.parametrize(
    ("decision", "told", "rapid", "words"),
    [
        (LOCAL, "", "", ("Panel has to be told", "rapid review has to be done")),
        (LOCAL, "2024-05-02", "", ("rapid review has to be done",)),
        (LOCAL, "2024-05-02", "2024-05-21", ("done on 21 May 2024, which is after this decision on 20 May",)),
        (LOCAL, "2024-05-21", "2024-05-20", ("told on 21 May 2024",)),
        (LOCAL, "2024-05-02", "2024-05-20", ()),
        ("no review", "", "", ()),
        ("no review", "2024-05-02", "", ("rapid review has to be done",)),
        ("partnership case review", "2024-05-02", "2024-05-03", ()),
        ("partnership case review", "2024-05-02", "2024-05-30", ("done on 30 May",)),
    ],
)
def test_the_panel_and_the_rapid_review_come_before_the_decision(
    decision: str, told: str, rapid: str, words: tuple[str, ...]
) -> None:
    found = decided(decision, "2024-05-20", told=told, rapid=rapid)
    assert len(found) == len(words), found
    assert all(part in reason for part, reason in zip(words, found, strict=True))


def test_serious_case_reviews_asked_for_no_rapid_review() -> None:
    assert decided(SERIOUS, "2016-05-01") == ()


@pytest.mark.parametrize(
    ("kind", "decision"),
    [
        ("child", ADULT),
        ("adult", SERIOUS),
        ("adult", LOCAL),
        ("domestic", ADULT),
        ("child", "domestic homicide review"),
    ],
)
def test_a_review_of_another_kind_is_outside(kind: ReviewKind, decision: str) -> None:
    [reason, *_] = decided(decision, "2024-05-20", kind=kind, told="2024-05-11", rapid="2024-05-12")
    assert "does not know" in reason


def test_where_nothing_was_in_force_that_is_said_and_nothing_else() -> None:
    [reason] = decided(ADULT, "2014-05-01", kind="adult")
    assert reason == "We hold no guidance that was in force on 1 May 2014 and knows this decision."


def test_an_edition_that_began_on_a_day_that_nobody_verified_refuses_nothing_by_that_day() -> None:
    assert decided("learning review", "2026-03-02", edition=f"{WT} 2023, chapter 5") == ()
    assert decided("learning review", "2027-03-02", edition=f"{WT} 2023, chapter 5")


def test_an_old_name_of_an_edition_in_somebody_s_own_words_is_not_held_against_the_decision() -> None:
    assert decided("learning review", "2024-05-20", edition="WT 2023") == ()


def test_what_stands_against_a_decision_is_said_in_the_reader_s_language() -> None:
    for reason in (*decided(LOCAL, "2024-05-20"), *decided(SERIOUS, "2026-11-05")):
        assert isinstance(reason, Phrase)
        with speaking("cy"):
            assert said(reason) != reason


def test_the_editions_to_choose_from_begin_with_the_one_that_counts() -> None:
    def titles(known: str, on: str, kind: ReviewKind = "child") -> list[str]:
        found = editions_for(kind, date.fromisoformat(known), date.fromisoformat(on))
        return [each.title[-4:] for each in found]

    assert titles("2018-01-10", "2024-02-01") == ["2023", "2018", "2015"]
    assert titles("2024-05-01", "2024-06-01") == ["2023"]
    assert titles("2026-03-01", "2026-03-10") == ["2026", "2023"]  # nobody verified on which day 2026 began
    assert titles("2012-01-01", "2012-03-01", "adult") == []


def test_the_register_and_the_guidance_have_the_same_words() -> None:
    assert notifications.DECISIONS == DECISIONS


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"knows": ()}, "does not say that it knows"),
        ({"knows": [{"decision": "tea", "source": "x", "verified": True}]}, "tea"),
    ],
)
def test_criteria_with_gaps_or_unknown_words_are_refused(change: dict[str, object], said: str) -> None:
    whole = load_criteria().model_dump(by_alias=True)
    whole["editions"][0].update(change)
    with pytest.raises(ValidationError, match=said):
        Criteria.model_validate(whole)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"before": ["dance"]}, "steps that it does not have: dance"),
        ({"until": date(1999, 1, 1)}, "before its own first day"),
        ({"decision": "no review"}, "knows a decision twice"),
    ],
)
def test_entries_of_what_an_edition_knows_are_checked(entry: dict[str, object], said: str) -> None:
    whole = load_criteria().model_dump(by_alias=True)
    known = list(whole["editions"][5]["knows"])
    more = {**known[0], **entry}
    whole["editions"][5]["knows"] = [*known, more] if "decision" in entry else [more, *known[1:]]
    with pytest.raises(ValidationError, match=said):
        Criteria.model_validate(whole)
