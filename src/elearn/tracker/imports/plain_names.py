"""What the columns of files are in plain words, for people who choose among them."""

from typing import Final

_PLAIN: Final = {
    "id": "the short id",
    "kind": "what sort of agency it is",
    "parent": "the agency that it is part of",
    "basis": "what its figures come from",
    "level": "the level of training",
    "minutes": "how long it takes",
    "email": "the e-mail address",
    "staff_number": "the staff number",
    "role_group": "the role group",
    "starts_on": "the first day in the post",
    "ends_on": "the last day in the post",
    "as_at": "the day of the count",
    "headcount": "how many people there are",
    "source": "where the number comes from",
    "from": "the first day",
    "to": "the last day",
    "due_within_days": "how many days someone has",
    "renew_after_months": "after how many months to take it again",
    "completed_on": "the day of the completion",
    "passed": "whether the person passed",
    "username": "the user name",
    "course_name": "the name of the course",
    "status": "whether the person completed it",
    "period_end": "the last day of the period",
    "in_date": "how many people are in date",
}
"""By the name of the column. A name that says it all, such as `score`, is not here."""


def meaning(column: str) -> str:
    """What a column holds, in a few words, or "" if its name says it."""
    return _PLAIN.get(column, "")


def named(column: str) -> str:
    """A column's name with what it holds: `completed_on (the day of the completion)`."""
    words = meaning(column)
    return f"{column} ({words})" if words else column


def choice_of(column: str) -> str:
    """What a button says that takes a column of the file for this one."""
    return f"It is {named(column)}"
