"""The command that makes a sign-in code for somebody without an e-mail address."""

from typing import Annotated

import typer

from elearn.cli.words import Json, print_json, say


def add_to(app: typer.Typer) -> None:
    """Adds this module's command to the command line."""
    app.command("code")(code)


def code(
    agency: Annotated[
        str, typer.Argument(metavar="AGENCY", help="The id of the agency.", show_default=False)
    ],
    staff_number: Annotated[
        str,
        typer.Argument(metavar="STAFF_NUMBER", help="The person's staff number there.", show_default=False),
    ],
    as_json: Json = False,
) -> None:
    """Make a code with which a person signs in once with their staff number. It is shown once, and works for 14 days.

    A code that the person had stops working. People with a role get none.

    For example: `elearn code wren-valley-homes 0042`
    """
    from elearn.database import open_database
    from elearn.days import day_of
    from elearn.settings import settings
    from elearn.tracker import sign_in_codes

    with open_database() as database:
        person = sign_in_codes.find(database, agency, staff_number)
        [made] = sign_in_codes.make(database, [person], by=None)
    page = f"{settings().runtime_url}/start/staff-number"
    until = day_of(made.until).isoformat()
    if as_json:
        print_json(
            {
                "name": made.holder.name,
                "agency": made.holder.agency,
                "staff_number": made.holder.staff_number,
                "code": made.code,
                "page": page,
                "until": until,
            }
        )
        return
    say(f"Code for {made.holder.name}, staff number {made.holder.staff_number}: {made.code}")
    say(f"It works once, until {until}, at {page}. Give it to nobody else: it is not shown again.")
