"""Commands for learning from elsewhere: outside list, outside approve, outside decline."""

from typing import TYPE_CHECKING, Annotated

import typer

from elearn.cli.words import Json, print_json, print_table, say

if TYPE_CHECKING:
    from elearn.database import Database
    from elearn.tracker.outside import OutsideLearning

commands = typer.Typer(
    help="Learning from elsewhere: list what people recorded, approve it, or decline it.",
    no_args_is_help=True,
)

_AT_ONCE = 500
Id = Annotated[
    int,
    typer.Argument(metavar="ID", help="The number of the record, as the list gives it.", show_default=False),
]


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.add_typer(commands, name="outside")


@commands.command("list")
def list_records(
    state: Annotated[
        str, typer.Option("--state", help="waiting, approved, declined, taken-back, or all.")
    ] = "waiting",
    agency: Annotated[
        str | None,
        typer.Option("--agency", metavar="ID", help="Only people of this agency and its children."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List what people learned elsewhere, the record that has waited longest first. It prints no text of theirs.

    For example: `elearn outside list`

    Or: `elearn outside list --state approved --agency oak-school --json`
    """
    from elearn.database import open_database
    from elearn.tracker import outside

    if state not in (*outside.STATES, "all"):
        known = ", ".join((*outside.STATES, "all"))
        raise typer.BadParameter(f"there is no state “{state}”; choose from {known}", param_hint="--state")
    rows: list[outside.OutsideLearning] = []
    with open_database() as database:
        while True:
            page = outside.every(
                database, state=state, agency=agency, page=len(rows) // _AT_ONCE + 1, size=_AT_ONCE
            )
            rows += page.rows
            if not page.rows or len(rows) >= page.total:
                break
    if as_json:
        print_json([_as_dict(each) for each in rows])
    elif rows:
        print_table(
            ["id", "name", "title", "provider", "day", "minutes", "participatory", "state", "course"],
            [
                [
                    str(each.id),
                    each.name,
                    each.title,
                    each.provider,
                    each.completed_on.isoformat(),
                    str(each.minutes),
                    "yes" if each.participatory else "no",
                    each.state,
                    each.course or "",
                ]
                for each in rows
            ],
        )
    else:
        say("Nothing waits." if state == "waiting" else "There is no such record.")


@commands.command("approve")
def approve(
    id: Id,
    course: Annotated[
        str | None, typer.Option("--course", metavar="SLUG", help="The course that it stands for, if any.")
    ] = None,
    minutes: Annotated[
        int | None,
        typer.Option(
            "--minutes", min=1, help="How long it counts, if not as the learner wrote. Give a reason."
        ),
    ] = None,
    participatory: Annotated[
        bool | None,
        typer.Option(
            "--participatory/--not-participatory",
            help="Whether it was participatory, if not as the learner wrote. Give a reason.",
        ),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why. The learner reads it.")] = "",
    as_json: Json = False,
) -> None:
    """Approve a record: from now on it counts for whatever requirement counts learning from elsewhere.

    For example: `elearn outside approve 12`

    Or: `elearn outside approve 12 --course neglect --minutes 120 --reason "An hour of it was lunch."`
    """
    from elearn.database import open_database
    from elearn.tracker import outside

    with open_database() as database:
        decision = outside.Decision(minutes, participatory, course, reason)
        outside.approve(database, None, id, decision)
        _say(database, id, as_json=as_json)


@commands.command("decline")
def decline(
    id: Id,
    reason: Annotated[str, typer.Option("--reason", help="Why. The learner reads it.")] = "",
    as_json: Json = False,
) -> None:
    """Decline a record, with a reason. If it was approved, the approval is taken back, and it counts no longer.

    For example: `elearn outside decline 12 --reason "Please attach the certificate."`
    """
    from elearn.database import open_database
    from elearn.tracker import outside

    with open_database() as database:
        if outside.one(database, None, id).state == "approved":
            outside.revoke(database, None, id, reason=reason)
        else:
            outside.decline(database, None, id, reason=reason)
        _say(database, id, as_json=as_json)


def _say(database: "Database", id: int, *, as_json: bool) -> None:
    """Tells the learner, and prints what the record is now."""
    from elearn.settings import settings
    from elearn.tracker import outside

    told = outside.tell(database, settings(), id)
    found = outside.one(database, None, id)
    if as_json:
        print_json({**_as_dict(found), "told": told})
        return
    done = "approved" if found.state == "approved" else "declined"
    say(f"“{found.title}” of {found.name} is {done}. {told}")


def _as_dict(record: "OutsideLearning") -> dict[str, object]:
    """A record for a program. What the learner wrote of it, and the evidence, stay where they are."""
    return {
        "id": record.id,
        "person": record.person,
        "name": record.name,
        "title": record.title,
        "provider": record.provider,
        "completed_on": record.completed_on.isoformat(),
        "minutes": record.minutes,
        "participatory": record.participatory,
        "course": record.course,
        "state": record.state,
        "recorded_at": record.recorded_at,
        "decided_at": record.decided_at,
        "decided_by": record.decided_by_name,
        "decision": record.decision,
        "evidence": record.evidence is not None,
    }
