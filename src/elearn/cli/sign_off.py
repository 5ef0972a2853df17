"""Commands for the board's rules (rule list, rule set), and what a build says of the sign-off of its courses."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from elearn.cli.words import Json, complain, print_json, print_table, say

if TYPE_CHECKING:
    from elearn.publishing import Prepared

commands = typer.Typer(
    help="See and set the board's rules, such as that only approved courses are built.", no_args_is_help=True
)


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.add_typer(commands, name="rule")


@commands.command("list")
def list_rules(as_json: Json = False) -> None:
    """List the board's rules, and which are on.

    For example: `elearn rule list`
    """
    from elearn.database import open_database
    from elearn.tracker import board_rules

    with open_database() as database, database.read() as conn:
        found = board_rules.every_rule(conn)
    if as_json:
        print_json([{"name": each.name, "on": each.on, "set_at": each.set_at} for each in found])
        return
    print_table(
        ["rule", "is", "what it says"], [[each.name, _on_or_off(each.on), each.words] for each in found]
    )


@commands.command("set")
def set_rule(
    name: Annotated[str, typer.Argument(metavar="RULE", help="Its name, as `elearn rule list` gives it.")],
    value: Annotated[str, typer.Argument(metavar="on|off", help="Whether it is to hold.")],
) -> None:
    """Turn one of the board's rules on or off.

    For example: `elearn rule set only-approved-courses on`
    """
    from elearn.database import open_database
    from elearn.tracker import board_rules

    wanted = value.strip().casefold()
    if wanted not in ("on", "off"):
        raise typer.BadParameter(f"“{value}” is neither on nor off", param_hint="on|off")
    with open_database() as database:
        changed = board_rules.set_rule(database, name.strip(), wanted == "on", by=None)
    say(f"The rule “{name}” is {'now' if changed else 'already'} {wanted}.")


def say_states(prepared: "Sequence[Prepared]") -> dict[str, str]:
    """Says on stderr where each course is on its way to being published. Returns the states by the courses' ids."""
    from elearn.authoring import signoff
    from elearn.database import open_database
    from elearn.days import today

    found = dict[str, str]()
    with open_database() as database, database.read() as conn:
        for each in prepared:
            state = signoff.state_of(
                conn,
                each.slug,
                each.source,
                version=each.version,
                review_by=signoff.review_day(each.written),
                on=today(),
            )
            complain(f"{each.slug} {each.version}: {state.words}")
            found[each.slug] = state.id
    return found


def _on_or_off(on: bool) -> str:
    return "on" if on else "off"
