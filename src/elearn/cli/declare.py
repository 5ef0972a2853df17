"""Commands for headcounts and returns that come by a link: declare link, declare due."""

from typing import Annotated

import typer

from elearn.cli.words import Json, print_json, print_table, say

commands = typer.Typer(
    help="Ask agencies for headcounts and returns by a link, without an account.", no_args_is_help=True
)


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.add_typer(commands, name="declare")


@commands.command("link")
def link(
    agency: Annotated[
        str, typer.Argument(metavar="AGENCY", help="The id of the agency.", show_default=False)
    ],
    what: Annotated[
        str, typer.Option("--what", metavar="headcount|return", help="Which figures are asked for.")
    ],
    label: Annotated[
        str, typer.Option("--label", help="For whom the link is, in a few words.")
    ] = "whoever keeps the agency's figures",
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="Send it there by e-mail.")] = "",
    as_json: Json = False,
) -> None:
    """Make a link by which an agency sends its headcounts or returns. It works for 60 days, or until it is revoked.

    For example: `elearn declare link wren-valley-homes --what return --to data@homes.example`
    """
    from elearn.database import open_database
    from elearn.reporting import make_link
    from elearn.settings import settings

    asked = {"agency": agency, "what": what, "label": label, "to": to}
    with open_database() as database:
        made = make_link(database, settings(), asked, by=None)
    until = made.link.until.isoformat()
    if as_json:
        print_json(
            {
                "id": made.link.id,
                "agency": agency,
                "what": what,
                "address": made.address,
                "until": until,
                "sent_to": made.sent or None,
            }
        )
        return
    if made.why:
        say(f"No mail was sent. {made.why}")
    elif made.sent:
        say(f"It is on its way to {made.sent}.")
    say(f"{made.address}\nIt works until {until}. It is not shown again.")


@commands.command("due")
def due(as_json: Json = False) -> None:
    """List the agencies whose headcounts or returns are missing or older than 6 months, the oldest first.

    For example: `elearn declare due`
    """
    from elearn.database import open_database
    from elearn.reporting import figures_to_ask_for

    with open_database() as database:
        found = figures_to_ask_for(database, by=None)
    rows = [[each.agency, each.what, each.on.isoformat() if each.on else ""] for each in found]
    if as_json:
        print_json([{"agency": row[0], "what": row[1], "last": row[2] or None} for row in rows])
    elif rows:
        print_table(["agency", "what", "last"], rows)
    else:
        say("Every agency that declares figures has some that are not older than 6 months.")
