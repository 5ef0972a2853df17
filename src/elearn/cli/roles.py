"""Commands for people's roles: role give, role take, role list."""

from typing import Annotated

import typer

from elearn.cli.words import Json, print_json, print_table, say

commands = typer.Typer(help="Say who may do what: give, take away and list roles.", no_args_is_help=True)

_AT_ONCE = 500
Email = Annotated[
    str, typer.Argument(metavar="EMAIL", help="The person's work e-mail address.", show_default=False)
]
Role = Annotated[
    str,
    typer.Argument(
        metavar="ROLE",
        help="administrator, trainer, board or lead; or a step of sign-off: subject-expert, de-identification, "
        "legal, accessibility or approver.",
        show_default=False,
    ),
]
Agency = Annotated[
    str | None, typer.Option("--agency", metavar="ID", help="The agency that a lead is the lead of.")
]


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.add_typer(commands, name="role")


@commands.command("give")
def give(
    email: Email,
    role: Role,
    agency: Agency = None,
    name: Annotated[
        str, typer.Option("--name", help="What the person is called, if they are new here.")
    ] = "",
) -> None:
    """Give a person a role. If nobody has the address, a new person is made.

    For example: `elearn role give ann@board.example administrator --name "Ann Bell"`

    Or: `elearn role give lee@school.example lead --agency oak-school`

    Or, for a step of sign-off: `elearn role give kim@board.example approver`
    """
    from elearn.database import open_database
    from elearn.tracker import roles

    _must_be_known(role)
    with open_database() as database:
        given = roles.give(database, email, role, agency, name=name, by=None)
    if given.already:
        say(f"{given.email} is {given.words} already. Nothing was changed.")
        return
    new = " Nobody had this address, so a new person was made." if given.created else ""
    say(f"{given.email} is now {given.words}.{new}")


@commands.command("take")
def take(email: Email, role: Role, agency: Agency = None) -> None:
    """Take a role away from a person. It is gone at their next click. The last administrator stays.

    For example: `elearn role take ann@board.example trainer`
    """
    from elearn.database import open_database
    from elearn.tracker import roles

    _must_be_known(role)
    with open_database() as database:
        taken = roles.take(database, email, role, agency, by=None)
    say(f"{taken.email} is no longer {taken.words}.")


@commands.command("list")
def list_roles(as_json: Json = False) -> None:
    """List who has which role.

    For example: `elearn role list`
    """
    from elearn.database import open_database
    from elearn.tracker import roles

    rows: list[roles.HeldRole] = []
    with open_database() as database:
        while True:
            found = roles.held(database, by=None, page=len(rows) // _AT_ONCE + 1, size=_AT_ONCE)
            rows += found.rows
            if not found.rows or len(rows) >= found.total:
                break
    if as_json:
        print_json([{"email": each.email, "role": each.role, "agency": each.agency} for each in rows])
    elif rows:
        print_table(
            ["email", "name", "role", "agency"],
            [[each.email, each.name, each.role, each.agency or ""] for each in rows],
        )
    else:
        say("Nobody has a role yet. Give the first: elearn role give EMAIL administrator")


def _must_be_known(role: str) -> None:
    from elearn.tracker import roles

    if role.strip().casefold() not in roles.ROLES:
        known = ", ".join(roles.ROLES)
        raise typer.BadParameter(f"there is no role “{role}”; choose from {known}", param_hint="ROLE")
