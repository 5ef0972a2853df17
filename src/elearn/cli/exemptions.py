"""Commands for exemptions that leads ask for: exemption list, exemption approve, exemption refuse."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from elearn.cli.words import Json, print_json, print_table, say

if TYPE_CHECKING:
    from elearn.tracker.exemptions import Decided, ExemptionRequest

commands = typer.Typer(help="List, approve and refuse exemptions that leads ask for.", no_args_is_help=True)

_AT_ONCE = 500
Id = Annotated[int, typer.Argument(metavar="ID", help="The request's number.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.add_typer(commands, name="exemption")


@commands.command("list")
def list_waiting(as_json: Json = False) -> None:
    """List what waits for a decision, the oldest first.

    For example: `elearn exemption list`
    """
    from elearn.database import open_database
    from elearn.days import today
    from elearn.tracker import exemptions

    rows: list[ExemptionRequest] = []
    with open_database() as database:
        while True:
            found = exemptions.waiting(database, None, page=len(rows) // _AT_ONCE + 1, size=_AT_ONCE)
            rows += found.rows
            if not found.rows or len(rows) >= found.total:
                break
    if as_json:
        print_json([_as_dict(each) for each in rows])
    elif rows:
        on = today()
        print_table(
            ["id", "waits", "person", "course", "from", "to", "asked by", "reason"],
            [
                [
                    str(each.id),
                    f"{each.days_waiting(on)} d",
                    each.name,
                    each.title,
                    each.from_day.isoformat(),
                    each.to_day.isoformat() if each.to_day else "–",
                    each.asker or "–",
                    each.reason,
                ]
                for each in rows
            ],
            right=(0, 1),
        )
    else:
        say("No exemption waits for a decision.")


@commands.command("approve")
def approve(
    id: Id,
    first: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="The first day, if another than was asked for."),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="The last day, if another than was asked for."),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="A word for the lead.")] = "",
    as_json: Json = False,
) -> None:
    """Approve an exemption. Coverage follows at once, and the lead is told by mail.

    For example: `elearn exemption approve 12 --to 2027-03-31`
    """
    from elearn.database import open_database
    from elearn.tracker import exemptions

    with open_database() as database:
        days = None
        if first or last:
            found = exemptions.request_of(database, id, by=None)
            days = (
                _day(first, "--from") if first else found.from_day,
                _day(last, "--to") if last else found.to_day,
            )
        _say(database, exemptions.approve(database, id, by=None, days=days, reason=reason), as_json=as_json)


@commands.command("refuse")
def refuse(
    id: Id,
    reason: Annotated[str, typer.Option("--reason", help="Why, for the lead.")],
    as_json: Json = False,
) -> None:
    """Refuse an exemption, with a reason. The lead is told by mail.

    For example: `elearn exemption refuse 12 --reason "A shorter time is enough"`
    """
    from elearn.database import open_database
    from elearn.tracker import exemptions

    with open_database() as database:
        _say(database, exemptions.refuse(database, id, by=None, reason=reason), as_json=as_json)


def _say(database: Any, decided: "Decided", *, as_json: bool) -> None:
    from elearn.days import in_words
    from elearn.settings import settings
    from elearn.tracker import exemptions

    told = exemptions.tell(database, settings(), decided.request, by=None)
    request = decided.request
    if as_json:
        print_json({**_as_dict(request), "exemption": decided.exemption})
        return
    if request.state == "refused":
        say(f"Refused: {request.name}, {request.title}. They stay in scope.")
    else:
        until = f" to {in_words(decided.days[1])}" if decided.days[1] else ""
        say(f"Approved: {request.name}, {request.title}, from {in_words(decided.days[0])}{until}.")
    if told:
        say(told)


def _day(text: str, option: str) -> Any:
    from elearn.days import parse_day
    from elearn.problems import BadValue

    try:
        return parse_day(text)
    except BadValue as fault:
        raise typer.BadParameter(str(fault), param_hint=option) from None


def _as_dict(request: "ExemptionRequest") -> dict[str, Any]:
    return {
        "id": request.id,
        "state": request.state,
        "email": request.email,
        "name": request.name,
        "course": request.course,
        "from": request.from_day.isoformat(),
        "to": request.to_day.isoformat() if request.to_day else None,
        "reason": request.reason,
        "asked_by": request.asker,
        "asked_at": request.asked_at,
        "decided_at": request.decided_at,
        "decision": request.decision,
    }
