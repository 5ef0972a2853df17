"""What the guidance says about some facts on a day, edition by edition, and by which day things are due."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.guidance.aid import Aid, consider
from elearn.guidance.criteria import STRENGTH, Edition, load_criteria
from elearn.guidance.deadlines import panel_due, rapid_due, working_days_after
from elearn.guidance.editions import guidances
from elearn.guidance.markers import quality_markers

TODAY = date(2026, 11, 22)
FACTS = [fact.id for fact in load_criteria().facts]
DEATH = ("abuse_neglect", "child_died")
HARM = ("abuse_neglect", "child_harmed")


def said(day: str, *facts: str) -> Aid:
    return consider(date.fromisoformat(day), facts, TODAY)


@pytest.mark.parametrize(
    ("day", "edition", "facts", "says", "review"),
    [
        ("2008-05-01", "working-together-2006", DEATH, "must", "serious case review"),
        ("2012-05-01", "working-together-2010", DEATH, "must", "serious case review"),
        ("2012-05-01", "working-together-2010", ("ill_parent",), "should consider", "serious case review"),
        ("2012-05-01", "working-together-2010", ("parent_killed",), "should consider", "serious case review"),
        ("2012-05-01", "working-together-2010", ("sexual_abuse",), "should consider", "serious case review"),
        ("2012-05-01", "working-together-2010", ("worked_together",), "should consider", "serious case review"),
        ("2014-05-01", "working-together-2013", DEATH, "must", "serious case review"),
        ("2014-05-01", "working-together-2013", (*HARM, "worked_together"), "must", "serious case review"),
        ("2014-05-01", "working-together-2013", (*HARM, "lessons"), "may", "serious case review"),
        ("2016-05-01", "working-together-2015", ("child_died", "custody"), "must", "serious case review"),
        ("2016-05-01", "working-together-2015", ("child_died",), None, "serious case review"),
        ("2019-05-01", "working-together-2018", HARM, "must", "local child safeguarding practice review"),
        ("2024-05-01", "working-together-2023", DEATH, "must", "local child safeguarding practice review"),
        ("2026-11-01", "working-together-2026", HARM, "must", "local child safeguarding practice review"),
        ("2026-11-01", "working-together-2026", ("child_died", "looked_after"), "must",
         "local child safeguarding practice review"),
        ("2024-05-01", "working-together-2023", ("care_leaver",), "should",
         "local child safeguarding practice review"),
        ("2019-05-01", "working-together-2018", ("care_leaver",), None, "local child safeguarding practice review"),
        ("2026-11-01", "working-together-2026", ("lessons",), "may", "local child safeguarding practice review"),
        ("2026-11-01", "working-together-2026", ("child_harmed",), None,
         "local child safeguarding practice review"),
        ("2026-11-01", "care-act-2014", ("adult_needs", "adult_worked_together", "adult_died_abuse"), "must",
         "safeguarding adult review"),
        ("2026-11-01", "care-act-2014", ("adult_needs", "adult_serious"), "may", "safeguarding adult review"),
        ("2026-11-01", "domestic-homicide-2016", ("domestic_suicide",), "should", "domestic homicide review"),
        ("2012-05-01", "domestic-homicide-2011", ("domestic_death",), "should", "domestic homicide review"),
        ("2012-05-01", "domestic-homicide-2011", ("domestic_suicide",), None, "domestic homicide review"),
    ],
)  # fmt: skip
def test_the_edition_in_force_on_the_day_says_what_it_said(
    day: str, edition: str, facts: tuple[str, ...], says: str | None, review: str
) -> None:
    [answer] = said(day, *facts).answers
    assert answer.edition is not None
    assert (answer.edition.id, answer.says, answer.edition.review) == (edition, says, review)


def test_a_serious_case_now_is_notified_reviewed_rapidly_and_weighed_for_a_local_review() -> None:
    [answer] = said("2026-11-02", *HARM, "recurrent").answers
    assert [rule.says for rule in answer.rules] == ["must", "should", "should consider"]
    assert "by itself" in answer.rules[2].why
    assert [ticked for _, ticked in answer.weighed] == [False, True, False, False]
    assert [step.due for step in answer.steps][:2] == [date(2026, 11, 9), None]
    assert answer.current
    assert answer.unverified


def test_the_criteria_of_serious_case_reviews_are_history() -> None:
    for day in ("2008-05-01", "2012-05-01", "2014-05-01", "2016-05-01"):
        [answer] = said(day, *DEATH).answers
        assert not answer.current


def test_an_adult_and_a_child_in_one_case_are_answered_apart_and_safety_comes_first() -> None:
    aid = said("2026-11-01", *DEATH, "domestic_death", "adult_needs")
    assert [answer.kind for answer in aid.answers] == ["child", "adult", "domestic"]
    assert "other child" in aid.safety_first
    assert "never takes one" in aid.never_decides
    kept = aid.as_dict()
    assert kept["day"] == "2026-11-01"
    assert kept["answers"][0]["says"][0]["says"] == "must"


def test_before_the_first_edition_nothing_is_claimed() -> None:
    [child] = said("2001-01-01", *DEATH).answers
    assert (child.edition, child.says, child.steps) == (None, None, ())
    [adult] = said("2012-01-01", "adult_needs").answers
    assert adult.edition is None


@given(
    day=st.dates(date(2000, 1, 1), date(2035, 1, 1)),
    facts=st.sets(st.sampled_from(FACTS)),
    more=st.sets(st.sampled_from(FACTS)),
)
def test_a_fact_more_never_makes_the_strongest_word_weaker(
    day: date, facts: set[str], more: set[str]
) -> None:
    strongest = {answer.kind: answer.says for answer in consider(day, facts, TODAY).answers}
    for answer in consider(day, facts | more, TODAY).answers:
        before = strongest.get(answer.kind)
        if before:
            assert answer.says is not None
            assert STRENGTH.index(answer.says) <= STRENGTH.index(before)


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_that_can_be_ticked_is_asked_for_by_some_edition(fact: str) -> None:
    used = {
        each
        for edition in load_criteria().editions
        for each in [f for rule in (*edition.rules, *edition.below) for f in (*rule.all, *rule.any)]
        + [weighed.fact for weighed in edition.account]
    }
    assert fact in used


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        ("2026-11-02", 5, "2026-11-09"),  # Monday to Monday
        ("2026-11-06", 1, "2026-11-09"),  # over a weekend
        ("2026-12-22", 5, "2026-12-31"),  # Christmas Day, and Boxing Day on the Monday after
        ("2026-04-01", 2, "2026-04-07"),  # Good Friday and Easter Monday
        ("2022-09-16", 1, "2022-09-20"),  # a bank holiday of that year only
        ("2026-08-28", 1, "2026-09-01"),  # the summer bank holiday, which is on another day in Scotland
    ],
)
def test_working_days_leave_out_weekends_and_the_bank_holidays_of_england(
    day: str, count: int, last: str
) -> None:
    assert working_days_after(date.fromisoformat(day), count) == date.fromisoformat(last)


@given(day=st.dates(date(2006, 1, 1), date(2030, 1, 1)), count=st.integers(1, 30))
def test_a_working_day_later_is_a_later_day(day: date, count: int) -> None:
    found = working_days_after(day, count)
    assert found >= day + timedelta(days=count)
    assert found < working_days_after(day, count + 1)


def test_the_panel_is_told_in_five_working_days_and_the_rapid_review_follows_in_fifteen() -> None:
    known = date(2026, 11, 2)
    assert panel_due("child", known) == date(2026, 11, 9)
    assert rapid_due("child", known, date(2026, 11, 9)) == date(2026, 11, 30)
    assert panel_due("child", date(2015, 1, 5)) is None
    assert panel_due("adult", known) is rapid_due("domestic", known, known) is None


def test_there_are_eighteen_quality_markers_in_three_stages() -> None:
    groups = quality_markers().groups
    assert [(group.name, len(group.markers)) for group in groups] == [
        ("Set-up", 5),
        ("Running", 8),
        ("Outputs", 5),
    ]
    assert len(set(quality_markers().ids())) == 18


@pytest.mark.parametrize("edition", load_criteria().editions, ids=lambda each: each.id)
def test_every_word_of_an_edition_names_its_source(edition: Edition) -> None:
    for words in (*edition.rules, *edition.account, *edition.steps, *edition.below):
        assert words.source


def test_the_editions_are_those_that_the_check_of_superseded_guidance_knows() -> None:
    known = next(each for each in guidances() if each.id == "working-together")
    for edition in load_criteria().editions:
        if edition.kind == "child":
            cited = known.of_year(int(edition.title[-4:]))
            assert cited is not None
            assert abs(cited.first_day - edition.first_day) < timedelta(days=7)


@pytest.mark.parametrize("day", ["2014-05-01", "2016-05-01"])
@pytest.mark.parametrize(
    ("fact", "more", "why"),
    [
        ("custody", (), "on remand or following sentence, in a young offender institution, a secure training centre"),
        ("detained", (), "detained under the Mental Capacity Act 2005"),
        ("suicide", ("abuse_neglect",), "died by suicide, or suicide is suspected"),
    ],
)  # fmt: skip
def test_custody_detention_and_suicide_are_ticked_by_themselves_and_ask_for_a_serious_case_review(
    day: str, fact: str, more: tuple[str, ...], why: str
) -> None:
    [answer] = said(day, fact, *more).answers
    assert answer.says == "must"
    assert any(why in rule.why for rule in answer.rules)


@pytest.mark.parametrize("day", ["2008-05-01", "2012-05-01", "2019-05-01", "2024-05-01", "2026-11-01"])
def test_suicide_counts_as_a_death_in_every_other_edition(day: str) -> None:
    [answer] = said(day, "suicide", "abuse_neglect").answers
    assert answer.says == "must"
    assert any("suicide" in rule.why for rule in answer.rules)
    assert [fact.id for fact in said(day, "suicide").facts] == ["suicide"]


@pytest.mark.parametrize("edition", load_criteria().editions, ids=lambda each: each.id)
def test_every_edition_s_answer_says_that_a_review_is_no_inquiry_also_in_what_is_kept(
    edition: Edition,
) -> None:
    fact = {"child": "lessons", "adult": "adult_needs", "domestic": "domestic_death"}[edition.kind]
    aid = said(edition.first_day.isoformat(), fact)
    [answer] = aid.answers
    assert answer.edition == edition
    assert "not an inquiry into how" in answer.no_inquiry
    assert "culpable" in answer.no_inquiry
    assert aid.as_dict()["answers"][0]["no_inquiry"] == answer.no_inquiry


@pytest.mark.parametrize(
    ("day", "facts", "says"),
    [
        ("2026-11-01", ("abuse_neglect", "life_threatening"), "must"),
        ("2016-05-01", ("abuse_neglect", "life_threatening", "worked_together"), "must"),
        ("2026-11-01", ("sexual_abuse", "child_harmed"), "must"),
        ("2026-11-01", ("ill_parent", "abuse_neglect"), "must"),
        ("2012-05-01", ("ill_parent",), "should consider"),
    ],
)
def test_what_a_fact_means_counts_as_if_it_were_ticked_too(
    day: str, facts: tuple[str, ...], says: str
) -> None:
    [answer] = said(day, *facts).answers
    assert answer.says == says


@pytest.mark.parametrize(
    ("day", "facts", "unnamed"),
    [
        ("2012-05-01", ("custody",), ["custody"]),
        ("2008-05-01", ("detained",), ["detained"]),
        ("2019-05-01", ("care_leaver", "custody"), ["custody", "care_leaver"]),
        ("2026-11-01", ("parent_killed", "lessons"), ["parent_killed"]),
        ("2016-05-01", ("custody",), []),
        ("2026-11-01", ("child_harmed",), []),
        ("2026-11-01", ("custody", "abuse_neglect"), []),
    ],
)
def test_an_edition_whose_words_do_not_name_a_fact_says_so_before_it_says_that_no_criteria_are_met(
    day: str, facts: tuple[str, ...], unnamed: list[str]
) -> None:
    aid = said(day, *facts)
    [answer] = aid.answers
    assert [fact.id for fact in answer.unnamed] == unnamed
    assert aid.as_dict()["answers"][0]["unnamed"] == [fact.text for fact in answer.unnamed]


def test_what_is_kept_says_of_whom_it_is_by_which_source_and_whether_that_is_verified() -> None:
    [child, adult] = said("2012-05-01", *DEATH, "adult_needs").as_dict()["answers"]
    assert (child["kind"], adult["kind"]) == ("child", "adult")
    assert "regulation 5" in child["says"][0]["source"]
    assert child["says"][0]["verified"]
    assert child["unverified"]
    assert (adult["edition"], adult["says"]) == ("", [])


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        (("lessons",), ["child"]),
        (("adult_needs", "lessons", "worked_together"), ["adult"]),
        (("domestic_death", "recurrent"), ["domestic"]),
        (("adult_needs", "child_died", "worked_together"), ["child", "adult"]),
    ],
)
def test_how_services_worked_makes_a_case_of_an_adult_no_case_of_a_child(
    facts: tuple[str, ...], kinds: list[str]
) -> None:
    assert [answer.kind for answer in said("2026-11-01", *facts).answers] == kinds


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@pytest.mark.parametrize("edition", load_criteria().editions, ids=lambda each: each.id)
def test_no_edition_rests_on_a_source_that_came_after_it_unless_its_words_say_so(edition: Edition) -> None:
    for words in (*edition.rules, *edition.account, *edition.steps, *edition.below):
        for year in map(int, _YEAR.findall(words.source)):
            said_so = hasattr(words, "text") and f"{year} asks for it" in words.text
            assert year <= edition.first_day.year or said_so, words


def test_every_edition_has_a_name_of_its_own() -> None:
    names = [edition.name for edition in load_criteria().editions]
    assert len(set(names)) == len(names)
