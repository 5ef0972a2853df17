"""What the columns of files are in plain words, for people who choose among them."""

from typing import Final

from elearn.phrases import joined, phrase

_PLAIN: Final = {
    "id": phrase("the short id"),
    "kind": phrase("what sort of agency it is"),
    "parent": phrase("the agency that it is part of"),
    "basis": phrase("what its figures come from"),
    "level": phrase("the level of training"),
    "minutes": phrase("how long it takes"),
    "email": phrase("the e-mail address"),
    "staff_number": phrase("the staff number"),
    "role_group": phrase("the role group"),
    "starts_on": phrase("the first day in the post"),
    "ends_on": phrase("the last day in the post"),
    "as_at": phrase("the day of the count"),
    "headcount": phrase("how many people there are"),
    "source": phrase("where the number comes from"),
    "from": phrase("the first day"),
    "to": phrase("the last day"),
    "due_within_days": phrase("how many days someone has"),
    "renew_after_months": phrase("after how many months to take it again"),
    "completed_on": phrase("the day of the completion"),
    "passed": phrase("whether the person passed"),
    "username": phrase("the user name"),
    "course_name": phrase("the name of the course"),
    "status": phrase("whether the person completed it"),
    "participatory": phrase("whether people learned together"),
    "period_end": phrase("the last day of the period"),
    "in_date": phrase("how many people are in date"),
    "session": phrase("the number of the taught session"),
    "state": phrase("what came of the place"),
    "booked": phrase("whether the person had a place"),
    "held_on": phrase("the day of the session"),
    "delivery": phrase("single-agency or inter-agency"),
    "place": phrase("where the session is"),
    "places": phrase("how many people it has room for"),
    "passes": phrase("whether whoever attends has passed"),
}
"""By the name of the column. A name that says it all, such as `score`, is not here."""


def meaning(column: str) -> str:
    """What a column holds, in a few words, or "" if its name says it."""
    return _PLAIN.get(column, "")


def named(column: str) -> str:
    """A column's name with what it holds: `completed_on (the day of the completion)`."""
    words = meaning(column)
    return joined((column, " (", words, ")"), "") if words else column


def choice_of(column: str) -> str:
    """What a button says that takes a column of the file for this one."""
    return phrase("It is %(column)s", column=named(column))
