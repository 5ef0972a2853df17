"""The dates of a column are read as its sender meant them, or we ask. No day is ever guessed."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.days import parse_day
from elearn.problems import BadValue
from elearn.tracker.imports import cells
from elearn.tracker.imports.dates import DayColumn, DayReader
from elearn.tracker.imports.questions import Question

NONE: dict[str, str] = {}
DAY_FIRST, MONTH_FIRST = {"days:Date": "dmy"}, {"days:Date": "mdy"}


def decided(
    texts: Iterable[str], answers: dict[str, str] = NONE, no_end: bool = False
) -> DayReader | Question:
    column = DayColumn("completed_on", "Date", no_end)
    column.see(texts)
    return column.decide(answers)


def reader(*texts: str, answers: dict[str, str] = NONE, no_end: bool = False) -> DayReader:
    found = decided(texts, answers, no_end)
    assert isinstance(found, DayReader), found
    return found


def question(*texts: str, answers: dict[str, str] = NONE) -> Question:
    found = decided(texts, answers)
    assert isinstance(found, Question), found
    return found


def read(text: str, *others: str, answers: dict[str, str] = NONE, no_end: bool = False) -> str | None:
    """One cell of a column that also has the others."""
    return reader(text, *others, answers=answers, no_end=no_end)(text, "completed_on")


def refused(text: str, *others: str, answers: dict[str, str] = NONE) -> str:
    with pytest.raises(BadValue) as raised:
        read(text, *others, answers=answers)
    assert raised.value.remedy.endswith(".")
    return raised.value.message


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-31",
        "2026/03/31",
        "2026.3.31",
        "20260331",
        "2026-03-31 22:42:35",
        "2026-03-31T22:42",
        "2026-03-31T22:42:35.123",
        "2026-03-31 10:33 PM",
        "2026-03-31 10:33pm",
        "2026-03-31 22.42",
        "31/03/2026",
        "31-03-2026",
        "31.03.2026",
        "31/3/2026 9:05",
        "31-MAR-2026",
        "31 March 2026",
        "31st March 2026",
        "31 mar 2026",
        "Mar 31, 2026",
        "March 31 2026",
        "March 31st, 2026",
        "2026-Mar-31",
        "Tuesday, 31 March 2026, 10:33 PM",
        "Tue 31/03/2026",
        "Tues, 31 March 2026",
        "Tue, 31 Mar 2026 21:33:00 +0000",
        "２０２６-０３-３１",
        "\u200e31/03/2026\u200b",
        "31\u00a0March\u00a02026",
        " 2026-03-31 ",
        "1774990000",
    ],
)
def test_a_date_that_can_mean_one_day_is_read_without_a_question(written: str) -> None:
    assert read(written) == "2026-03-31"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-06-30T23:30Z", "2026-07-01"),
        ("2026-06-30T23:30:00.000Z", "2026-07-01"),
        ("2026-06-30 23:30 UTC", "2026-07-01"),
        ("2026-06-30 23:30 GMT", "2026-07-01"),
        ("2026-06-30 23:30 BST", "2026-06-30"),
        ("2026-06-30 23:30 Europe/London", "2026-06-30"),
        ("2026-07-01T00:30+01:00", "2026-07-01"),
        ("2026-07-01T00:30+0200", "2026-06-30"),
        ("2026-01-01T00:30+01:00", "2025-12-31"),
        ("2026-12-31T23:30Z", "2026-12-31"),
        ("2026-06-30 11:30 PM Z", "2026-07-01"),
        ("30 June 2026 23:30 UTC", "2026-07-01"),
        ("2026-06-30T23:30", "2026-06-30"),
        ("1782862200", "2026-07-01"),
    ],
)
def test_a_time_with_a_zone_is_a_day_in_london(written: str, day: str) -> None:
    assert read(written) == day


def test_a_month_may_be_called_sept() -> None:
    assert read("1 Sept 2026") == "2026-09-01"


def test_a_day_after_the_twelfth_shows_the_order_of_the_whole_column() -> None:
    assert read("03/04/2026", "31/03/2026") == "2026-04-03"
    assert read("03/04/2026", "03/31/2026") == "2026-03-04"
    assert reader("03/04/2026", "31/03/2026").words == "day, month, year"
    assert reader("03/04/2026", "03/31/2026").words == "month, day, year"
    assert reader("2026-04-03").words == ""


def test_a_weekday_shows_the_order_too() -> None:
    assert read("03/04/2026", "Fri 03/04/2026") == "2026-04-03"
    assert read("03/04/2026", "Wed 03/04/2026") == "2026-03-04"


def test_a_day_that_does_not_exist_shows_the_order_and_only_its_own_row_is_refused() -> None:
    assert read("03/04/2012", "31/06/2012") == "2012-04-03"
    assert refused("31/06/2012", "03/04/2012").startswith(
        "“31/06/2012” in completed_on is not a day that exists"
    )


def test_we_ask_if_every_date_can_be_read_in_both_ways() -> None:
    asked = question("03/04/2026", "05/06/2026", "2026-01-31")
    assert asked.key == "days:Date"
    assert [(each.value, each.words) for each in asked.choices] == [
        ("dmy", "Day first: 03/04/2026 is 3 April 2026"),
        ("mdy", "Month first: 03/04/2026 is 4 March 2026"),
    ]
    assert "“Date”" in asked.text
    assert "03/04/2026" in asked.detail
    assert read("03/04/2026", answers=DAY_FIRST) == "2026-04-03"
    assert read("03/04/2026", answers=MONTH_FIRST) == "2026-03-04"


def test_the_same_day_and_month_need_no_question() -> None:
    assert read("03/03/2026") == "2026-03-03"
    assert reader("03/03/2026").words == ""


def test_we_ask_if_some_dates_have_the_day_first_and_some_the_month() -> None:
    texts = ("31/03/2026", "03/30/2026", "30/03/2026", "03/04/2026")
    asked = question(*texts)
    assert [(each.value, each.words) for each in asked.choices] == [
        ("dmy", "Day first: 03/04/2026 is 3 April 2026 (refuses 1 different date)"),
        ("mdy", "Month first: 03/04/2026 is 4 March 2026 (refuses 2 different dates)"),
    ]
    assert "30/03/2026 can only have the day first, and 03/30/2026 only the month" in asked.detail
    assert read("03/04/2026", *texts, answers=DAY_FIRST) == "2026-04-03"
    assert "read as day, month, year" in refused("03/30/2026", *texts, answers=DAY_FIRST)


def test_an_answer_decides_even_if_nothing_had_to_be_asked() -> None:
    assert read("03/04/2026", "31/03/2026", answers=MONTH_FIRST) == "2026-03-04"
    assert read("2026-04-03", answers=MONTH_FIRST) == "2026-04-03"


def test_an_answer_that_was_never_a_choice_decides_nothing() -> None:
    assert question("03/04/2026", answers={"days:Date": "guess"})
    assert question("03/04/2026", answers={"days:Other": "dmy"})
    assert question("03/04/26", answers=DAY_FIRST)


def test_we_always_ask_about_years_of_two_digits() -> None:
    asked = question("26-03-31", "27-03-31")
    assert [(each.value, each.words) for each in asked.choices] == [
        ("dmy2000", "Day first: 26-03-31 is 26 March 2031"),
        ("ymd2000", "Year first: 26-03-31 is 31 March 2026"),
    ]
    assert [each.value for each in question("31/03/26").choices] == ["dmy2000", "ymd2000"]
    assert [each.value for each in question("31/03/26", "5/3/26").choices] == ["dmy2000"]
    assert read("31/03/26", answers={"days:Date": "dmy2000"}) == "2026-03-31"
    assert read("26-03-31", answers={"days:Date": "ymd2000"}) == "2026-03-31"
    assert read("03/31/26", answers={"days:Date": "mdy2000"}) == "2026-03-31"
    words = reader("03/31/26", answers={"days:Date": "mdy2000"}).words
    assert words == "month, day, year of this century"


def test_years_of_two_digits_and_of_four_are_one_question() -> None:
    asked = question("05/03/26", "03/04/2026", "31/03/2026")
    assert [each.value for each in asked.choices] == ["dmy2000", "ymd2000"]
    answers = {"days:Date": "dmy2000"}
    assert read("03/04/2026", "05/03/26", answers=answers) == "2026-04-03"
    assert read("05/03/26", "03/04/2026", answers=answers) == "2026-03-05"


def test_short_years_that_come_first_do_not_decide_about_other_dates() -> None:
    texts = ("26-03-31", "03/04/2026")
    assert [each.words for each in question(*texts).choices] == [
        "Day first: 26-03-31 is 26 March 2031",
        "Year first: 26-03-31 is 31 March 2026 (refuses 1 different date)",
    ]
    answers = {"days:Date": "ymd2000"}
    assert read("26-03-31", *texts, answers=answers) == "2026-03-31"
    assert "can be read in two ways" in refused("03/04/2026", *texts, answers=answers)
    assert read("03/04/2026", *texts, "31/03/2026", answers=answers) == "2026-04-03"


def test_a_month_by_its_name_does_not_say_which_end_is_the_year() -> None:
    asked = question("26-MAR-31")
    assert [each.words for each in asked.choices] == [
        "The month by its name: 26-MAR-31 is 26 March 2031",
        "Year first: 26-MAR-31 is 31 March 2026",
    ]
    assert read("26-MAR-31", answers={"days:Date": "ymd2000"}) == "2026-03-31"


@pytest.mark.parametrize(
    "written", ["31/12/4712", "31-DEC-4712", "4712-12-31", "9999-12-31", "9999-12-31 00:00:00", "12/31/9999"]
)
def test_a_day_that_never_comes_is_no_end_where_a_blank_would_be(written: str) -> None:
    assert read(written, no_end=True) is None
    assert "no end" in refused(written)


def test_a_weekday_that_does_not_fit_is_refused() -> None:
    message = refused("Friday, 26 November 2026")
    assert message.endswith("is not right: 26 November 2026 is a Thursday.")
    assert "is a Tuesday" in refused("Mon 31/03/2026", "30/03/2026")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("45323", "a spreadsheet's own number for a day"),
        ("45323.5", "a spreadsheet's own number for a day"),
        ("0024-04-01", "The year 24 in completed_on cannot be right."),
        ("2924-04-01", "The year 2924 in completed_on cannot be right."),
        ("13/13/2024", "is not a day that exists"),
        ("2023-02-29", "is not a day that exists"),
        ("never", "is not a date"),
        ("31/03", "is not a date"),
        ("March 2026", "is not a date"),
        ("2026-03-31 25:00", "is not a date"),
        ("2026-03-31 10:00 CEST", "is not a date"),
        ("2026-03-31 22:00 am", "is not a date"),
        ("31/03-2026", "is not a date"),
        ("#N/A", "is not a date"),
        ("1/" * 500, "is not a date"),
    ],
)
def test_what_is_no_date_is_refused(written: str, says: str) -> None:
    assert says in refused(written)


def test_a_cell_that_the_column_has_not_shown_is_refused_rather_than_guessed() -> None:
    column = reader("2026-03-31")
    for unseen in ("03/04/2026", "03/04/26"):
        with pytest.raises(BadValue):
            column(unseen, "completed_on")


def test_a_spreadsheet_that_exchanged_day_and_month_is_asked_about() -> None:
    texts = ("2026-03-04", "2026-05-04", "2026-01-11", "31/03/2026", "28/02/2026")
    asked = question(*texts)
    assert [(each.value, each.words) for each in asked.choices] == [
        ("dmy", "No: 2026-01-11 is 11 January 2026"),
        ("dmy-swapped", "Yes: 2026-01-11 is 1 November 2026"),
    ]
    assert read("2026-03-04", *texts, answers=DAY_FIRST) == "2026-03-04"
    assert read("2026-03-04", *texts, answers={"days:Date": "dmy-swapped"}) == "2026-04-03"
    assert read("31/03/2026", *texts, answers={"days:Date": "dmy-swapped"}) == "2026-03-31"
    assert read("2026-03-04", *texts, "2026-03-31") == "2026-03-04"


def test_the_order_of_the_cells_does_not_change_the_question() -> None:
    texts = ["03/04/2026", "3/4/2026", "05/06/2025", "01/02/2026 10:00"]
    assert question(*texts) == question(*reversed(texts))


def test_a_form_still_reads_one_date_as_iso_or_with_the_day_first() -> None:
    assert cells.day("03/04/2026", "from") == "2026-04-03"
    assert parse_day(" 2026-04-03 ") == date(2026, 4, 3)
    for other in ("3 April 2026", "04/13/2026", "03/04/26", "2026-04-03 10:00", "20260403", "Fri 03/04/2026"):
        with pytest.raises(BadValue):
            cells.day(other, "from")


def _numbers(order: str, mark: str, pad: bool, short: bool) -> Callable[[date], str]:
    def write(day: date) -> str:
        width = 2 if pad else 1
        year = f"{day:%y}" if short else f"{day.year}"
        parts = {"d": f"{day.day:0{width}}", "m": f"{day.month:0{width}}", "y": year}
        return mark.join(parts[each] for each in order)

    return write


def _ordinal(day: date) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th") if day.day not in (11, 12, 13) else "th"
    return f"{day.day}{ending} {day:%B} {day.year}"


FORMS: dict[str, Callable[[date], str]] = {
    **{
        f"{order}{mark}{pad}{short}": _numbers(order, mark, pad, short)
        for order in ("dmy", "mdy")
        for mark in "/-."
        for pad in (True, False)
        for short in (True, False)
    },
    "ymd-short": _numbers("ymd", "-", True, True),
    "ymd/": _numbers("ymd", "/", True, False),
    "iso": date.isoformat,
    "compact": lambda day: f"{day:%Y%m%d}",
    "oracle": lambda day: f"{day:%d-%b-%Y}".upper(),
    "oracle-short": lambda day: f"{day:%d-%b-%y}".upper(),
    "name-short-year-first": lambda day: f"{day:%y-%b-%d}",
    "month-name": lambda day: f"{day:%B} {day.day}, {day.year}",
    "month-name-short": lambda day: f"{day:%b} {day.day}, {day:%y}",
    "ordinal": _ordinal,
    "weekday": lambda day: f"{day:%a} {day:%d/%m/%Y}",
    "weekday-mdy": lambda day: f"{day:%A}, {day:%m/%d/%Y}",
    "moodle": lambda day: f"{day:%A}, {day.day} {day:%B %Y}, 10:33 PM",
    "instant": lambda day: f"{datetime(day.year, day.month, day.day, 11, tzinfo=UTC).isoformat()}",
    "unix": lambda day: f"{datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp():.0f}",
}
ANSWER = {
    **{form: ("dmy2000" if "True" in form[-4:] else "dmy") for form in FORMS if form.startswith("dmy")},
    **{form: ("mdy2000" if "True" in form[-4:] else "mdy") for form in FORMS if form.startswith("mdy")},
    "ymd-short": "ymd2000",
    "oracle-short": "dmy2000",
    "name-short-year-first": "ymd2000",
    "month-name-short": "dmy2000",
    "weekday": "dmy",  # 7 January and 1 July may both be a Monday
    "weekday-mdy": "mdy",
}


@given(
    st.sampled_from(sorted(FORMS)),
    st.lists(st.dates(date(2002, 1, 1), date(2090, 12, 31)), min_size=1, max_size=12),
)
def test_a_column_in_one_form_gives_the_true_days_or_a_question(form: str, days: list[date]) -> None:
    texts = [FORMS[form](day) for day in days]
    found = decided(texts)
    if isinstance(found, Question):
        answer = ANSWER[form]
        assert answer in [choice.value for choice in found.choices]
        found = decided(texts, {found.key: answer})
    assert isinstance(found, DayReader)
    assert [found(text, "completed_on") for text in texts] == [day.isoformat() for day in days]


_TELLING = st.dates(date(2002, 1, 1), date(2090, 12, 31)).filter(lambda day: day.day > 12)


@given(_TELLING, _TELLING, st.lists(st.dates(date(2002, 1, 1), date(2090, 12, 31)), max_size=5))
def test_dates_of_numbers_in_two_orders_are_not_read_without_an_answer(
    one: date, other: date, more: list[date]
) -> None:
    by_day, by_month = FORMS["dmy/TrueFalse"], FORMS["mdy/TrueFalse"]
    asked = question(by_day(one), by_month(other), *map(by_day, more))
    assert [choice.value for choice in asked.choices] == ["dmy", "mdy"]
    found = reader(by_day(one), by_month(other), *map(by_day, more), answers=DAY_FIRST)
    assert [found(by_day(day), "completed_on") for day in (one, *more)] == [
        day.isoformat() for day in (one, *more)
    ]
    with pytest.raises(BadValue):
        found(by_month(other), "completed_on")


def test_a_column_of_many_different_times_stays_small() -> None:
    column = DayColumn("completed_on", "Date", False)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    column.see((start + timedelta(seconds=each * 97)).strftime("%d/%m/%Y %H:%M:%S") for each in range(60_000))
    kept = [getattr(column, name) for name in ("_seen", "_day_only", "_month_only", "_either", "_short")]
    assert sum(map(len, kept)) < 25_000
