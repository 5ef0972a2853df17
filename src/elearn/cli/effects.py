"""What a file of rules would change, as the terminal says it before anything is written."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from elearn.cli.words import count, print_table, say

if TYPE_CHECKING:
    from datetime import date

    from elearn.database import Database
    from elearn.reporting import Change, Count, CourseEffect
    from elearn.tracker.imports import Preview

_SHOWN = 10


def effect_days(kind: str, as_at: str | None) -> "Sequence[date]":
    """Returns the days for which to show the effect of a file of this kind: none if its rows are no rules.

    Raises BadParameter if the day that was typed is none, or if there is no effect to show.
    """
    from elearn.days import parse_day, today
    from elearn.tracker.imports import RULES

    if kind not in RULES:
        if as_at is not None:
            raise typer.BadParameter(f"a file of {kind} has no effect to show first", param_hint="--as-at")
        return []
    try:
        return list(dict.fromkeys([today(), *([parse_day(as_at)] if as_at else [])]))
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint="--as-at") from None


def show_effect(
    database: "Database", found: "Preview", days: "Sequence[date]", *, quiet: bool
) -> tuple[dict[str, Any], int]:
    """Prints what applying a file of rules would change as at each day, unless it is `quiet`.

    Returns the same for a program, and the version of the facts at which it was counted.
    """
    from elearn.days import in_words
    from elearn.reporting import prepare
    from elearn.tracker import Scope, directory, load_names
    from elearn.tracker.imports import proposed_file

    proposal = proposed_file(database, found)
    prepared = prepare(database, proposal.before, proposal.after)
    effects = {day: prepared.on(day) for day in days}
    if not quiet:
        known = load_names(database, Scope.everyone())
        agencies = {each.id: each.name for each in known.agencies}
        titles = {each.id: each.title for each in directory.courses(database, kinds=None)}
        if not prepared.courses:
            say("It changes no figure: nothing that is required of anyone depends on it.")
        for day, of_day in effects.items():
            for effect in of_day:
                say(f"{titles[effect.course]}, as at {in_words(day)}")
                _print_effect(effect, agencies, known.role_groups)
        if prepared.left_out:
            names = ", ".join(agencies[id] for id in prepared.left_out[:_SHOWN])
            more = len(prepared.left_out) - _SHOWN
            say(
                f"Left out, because they share no names: {count(len(prepared.left_out), 'agency', 'agencies')} "
                f"({names}{f' and {more:,} more' if more > 0 else ''})."
            )
    told = [
        {"as_at": day.isoformat(), "courses": [effect.as_dict() for effect in of_day]}
        for day, of_day in effects.items()
    ]
    return {"effect": told, "left_out": list(prepared.left_out)}, prepared.version


def _print_effect(
    effect: "CourseEffect", agencies: Mapping[str, str], role_groups: Mapping[str, str]
) -> None:
    total = effect.total
    say(
        f"It catches {count(total.after.in_scope, 'person', 'people')}: {total.newly:,} newly in scope, "
        f"{total.no_longer:,} no longer."
    )
    states = ("grace", "lapsed", "never")
    rows = [
        [when, f"{of.in_scope:,}", _share(of), *(f"{getattr(of, state):,}" for state in states)]
        for when, of in (("before", total.before), ("after", total.after))
    ]
    print_table(["", "In scope", "In date", "Grace", "Lapsed", "Never"], rows, {1, 2, 3, 4, 5})
    for head, changes, names in (
        ("Agency", effect.agencies, agencies),
        ("Role group", effect.role_groups, role_groups),
    ):
        if changes:
            _print_changes(head, changes, names)


def _print_changes(head: str, changes: "Sequence[Change]", names: Mapping[str, str]) -> None:
    rows = [
        [
            names.get(each.id, each.id),
            f"{each.after.in_scope:,}",
            f"{each.newly:,}",
            f"{each.no_longer:,}",
            _share(each.before),
            _share(each.after),
        ]
        for each in changes[:_SHOWN]
    ]
    heads = [head, "In scope", "Newly", "No longer", "In date before", "In date after"]
    print_table(heads, rows, {1, 2, 3, 4, 5})
    if len(changes) > _SHOWN:
        say(f"and {len(changes) - _SHOWN:,} more, the largest changes first")


def _share(of: "Count") -> str:
    if not of.in_scope:
        return "nobody in scope"
    return f"{of.in_date:,} of {of.in_scope:,} ({of.percent:.1f}%)"
