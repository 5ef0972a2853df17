"""Texts that people type about people: a reason, a note, a line of a register. They identify nobody."""

import re
from collections.abc import Iterable, Mapping

from elearn.checks.run import check_typed, rules_by_id
from elearn.problems import InputFault, Problem
from elearn.translations import N_, language
from elearn.translations import gettext as _

_NAMES = ("E01", "E02", "E04", "E05", "E06", "E07")
_DATES = ("E03",)
_REFERENCE = frozenset({"E06"})
_QUOTED = re.compile("“(.*)”")
_SAID = {
    "E01": (
        N_("%(field)s: “%(text)s” is an NHS number."),
        N_("Take it out. Nobody needs it to learn from what happened."),
    ),
    "E02": (
        N_("%(field)s: “%(text)s” is a date of birth."),
        N_("Write an age band, such as a child under two."),
    ),
    "E03": (
        N_("%(field)s: the date “%(text)s” could tell whose case this is."),
        N_("Write how long after it was, such as three weeks later."),
    ),
    "E04": (
        N_("%(field)s: “%(text)s” is an address."),
        N_("Write what kind of home or place it was, such as a rented flat or a busy street."),
    ),
    "E05": (
        N_("%(field)s: “%(text)s” leads to a person."),
        N_("Write what was done, such as: she rang the worker."),
    ),
    "E06": (
        N_("%(field)s: “%(text)s” can be looked up."),
        N_("Take it out. Write which record it was, such as the police log."),
    ),
    "E07": (
        N_("%(field)s: “%(text)s” names a person."),
        N_("Write the role, such as the child, the mother or the health visitor."),
    ),
}
"""By rule, what is wrong with a text that was typed and what to do. The rules' own words are about courses."""


def must_identify_nobody(
    texts: Mapping[str, str], *, dates: bool = False, references: Iterable[str] = ()
) -> None:
    """Raises InputFault, with every problem, if a text that somebody typed identifies anybody.

    `texts` are by field. They must not name a person, real, famous or invented, or say where anybody lives. With
    `dates`, they must not name a day either. `references` are fields with the partnership's own reference, which looks
    like the number of a case.
    """
    wanted = {*_NAMES, *(_DATES if dates else ())}.intersection(rules_by_id())
    problems: list[Problem] = []
    for field, text in texts.items():
        only = wanted - _REFERENCE if field in {*references} else wanted
        problems += [_in_words(field, found) for found in check_typed(text, field, sorted(only), language())]
    if problems:
        raise InputFault(problems)


def _in_words(field: str, found: Problem) -> Problem:
    """What a rule found in a field, in the reader's language."""
    message, remedy = _SAID[found.rule]
    quoted = _QUOTED.search(found.message)
    said = _(message, field=field, text=quoted[1] if quoted else "")
    return Problem(field, 0, 0, found.rule, "error", said, _(remedy))
