"""What the checks found, laid out for a trainer: a group for each rule, the errors first."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from elearn.app.drawing import draw, sentence
from elearn.checks import known_rules
from elearn.content import Waived
from elearn.phrases import phrase
from elearn.problems import Problem


class Group(NamedTuple):
    """The findings of one rule, and what the rule looks for."""

    rule: str
    finds: str
    severity: str
    problems: Sequence[Problem]


def draw_problems(
    folder: str, problems: Sequence[Problem], waived: Sequence[Waived] = (), invented: Sequence[str] = ()
) -> None:
    """Draws what is wrong with the course in a folder, by rule, what was let stand, and whom it made up."""
    draw(
        "checks.html",
        problems=problems,
        groups=grouped(problems),
        waived=grouped_waived(waived),
        folder=folder,
        invented=invented,
    )


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Returns the problems by rule, rules with errors first.

    Within a rule, problems are in the order of the files.
    """
    by_rule: dict[str, list[Problem]] = {}
    for problem in sorted(problems):
        by_rule.setdefault(problem.rule, []).append(problem)
    groups = [
        Group(rule, _finds(rule), min(each.severity for each in found), found)
        for rule, found in by_rule.items()
    ]
    return sorted(
        groups, key=lambda group: (group.severity, group.rule[0] != "E", group.rule[1:], group.rule)
    )


def grouped_waived(waived: Iterable[Waived]) -> list[tuple[str, str, list[Waived]]]:
    """Returns the waived problems by rule: its id, what it looks for, and the problems with their reasons."""
    by_rule: dict[str, list[Waived]] = {}
    for each in waived:
        by_rule.setdefault(each.problem.rule, []).append(each)
    return [(rule, _finds(rule), found) for rule, found in sorted(by_rule.items())]


def _finds(rule: str) -> str:
    return sentence(known_rules().get(rule, phrase("how the files are written")))
