"""Which values of a requirement make sense together: it depends on the kind of what is required."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker.imports.filerows import FileRow


class _Wrong(NamedTuple):
    """A column whose value makes no sense, why, and what to do: phrases."""

    column: str
    message: str
    remedy: str


def check_sense(conn: Connection, lines: Iterable[FileRow]) -> None:
    """Reject the requirements whose values contradict each other, each for every reason at once."""
    lines = list(lines)
    kinds = dict(conn.tuples("select id, kind from course where kind <> 'course'"))
    editions = {
        id: (first, last)
        for id, first, last in conn.tuples("select id, from_day, to_day from standard_edition")
    }
    for line in lines:
        values = line.values
        found = [
            *_KINDS[kinds.get(values["course"], "course")](values),
            *_renewal(values),
            *_edition(values, editions),
        ]
        told: set[str] = set()
        for wrong in found:
            if wrong.column not in told:
                line.reject(wrong.column, "senseless", wrong.message, wrong.remedy)
            told.add(wrong.column)


def _course(values: Mapping[str, Any]) -> list[_Wrong]:
    return _not_hours(values, phrase("A course is taken, and not counted in hours."))


def _update(values: Mapping[str, Any]) -> list[_Wrong]:
    found = _not_hours(values, phrase("An update is made by a reflection, and not counted in hours."))
    found += _replaces_nothing(values)
    if values["renew_after_months"] is None:
        message = phrase("An update is regular, and nothing says how often it is due.")
        remedy = phrase("Write after how many months, such as 12 for every year.")
        found.append(_Wrong("renew_after_months", message, remedy))
    return found


def _hours(values: Mapping[str, Any]) -> list[_Wrong]:
    found = _replaces_nothing(values)
    if values["minutes"] is None:
        message = phrase("Hours are required, and nothing says how many.")
        found.append(_Wrong("hours", message, phrase("Write how many hours, such as 12 or 1.5.")))
    if values["renew_after_months"] is None:
        message = phrase("Hours count for some months, and nothing says for how many.")
        remedy = phrase("Write how many months, such as 36 for three years.")
        found.append(_Wrong("renew_after_months", message, remedy))
    if values["renew_from"] != "completion":
        message = phrase("Hours are counted back from each day, so there is no other day to renew them from.")
        found.append(_Wrong("renew_from", message, phrase("Leave it blank, or write completion.")))
    return found


_KINDS = {"course": _course, "hours": _hours, "update": _update}


def _not_hours(values: Mapping[str, Any], why: str) -> list[_Wrong]:
    """What only hours have."""
    remedy = phrase("Leave it blank, or name hours (a row of the courses whose kind is hours).")
    told = (("minutes", "hours"), ("participatory_percent", "participatory"))
    return [_Wrong(column, why, remedy) for name, column in told if values[name]]


def _replaces_nothing(values: Mapping[str, Any]) -> list[_Wrong]:
    if not values["counts_replaced"]:
        return []
    message = phrase("Only a course replaces other courses. Hours and updates do not.")
    return [_Wrong("counts_replaced", message, phrase("Write no, or leave it blank."))]


def _renewal(values: Mapping[str, Any]) -> list[_Wrong]:
    months, way = values["renew_after_months"], values["renew_from"]
    early, fixed = values["renew_early_months"], values["renew_on"]
    found = []
    if way != "completion" and months is None:
        message = phrase(
            "It is renewed from %(what)s, and nothing says after how many months.", what=_WAYS[way]
        )
        remedy = phrase("Write the months, or leave blank from when it is renewed.")
        found.append(_Wrong("renew_after_months", message, remedy))
    if early is not None and way != "expiry":
        message = phrase("A renewal can be early only if it counts from the old expiry.")
        remedy = phrase("Leave it blank, or renew from expiry.")
        found.append(_Wrong("renew_early_months", message, remedy))
    elif early is not None and months is not None and early >= months:
        message = phrase(
            "A renewal may be %(early)s months early, but it is due every %(months)s.",
            early=early,
            months=months,
        )
        found.append(_Wrong("renew_early_months", message, phrase("Write fewer months.")))
    if fixed is not None and way != "day":
        message = phrase("There is a day of the year, but renewals do not go to a day.")
        remedy = phrase("Leave it blank, or renew to a day (write day).")
        found.append(_Wrong("renew_on", message, remedy))
    elif fixed is None and way == "day":
        message = phrase("Renewals go to a day of the year, and nothing says to which.")
        found.append(_Wrong("renew_on", message, phrase("Write it, such as 31 March.")))
    return found


_WAYS = {"expiry": phrase("the old expiry"), "day": phrase("a day of the year")}


def _edition(values: Mapping[str, Any], editions: Mapping[str, tuple[str, str | None]]) -> list[_Wrong]:
    """A requirement whose edition is in effect on none of its days."""
    if values["edition"] is None:
        return []
    first, last = editions[values["edition"]]
    ends = [day for day in (last, values["to_day"]) if day is not None]
    if not ends or max(first, values["from_day"]) <= min(ends):
        return []
    message = phrase("The edition is in effect on none of the days of the requirement.")
    remedy = phrase("Correct the days, or name the edition that is in effect then.")
    return [_Wrong("edition", message, remedy)]
