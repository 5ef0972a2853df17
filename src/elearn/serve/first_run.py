"""What to do next on an installation that nobody looks after yet."""

import os
import shlex
from pathlib import Path

from elearn.database import open_database
from elearn.problems import ElearnError
from elearn.settings import Settings
from elearn.tracker import has_administrator


def first_steps(where: Settings) -> list[str]:
    """The lines that tell how to begin. None if there is an administrator, or if the demonstration runs."""
    if where.demo:
        return []
    try:
        with open_database() as database:
            return [] if has_administrator(database) else _lines(where)
    except ElearnError:
        return []  # all processes have opened it already; the advice is not worth stopping them


def _lines(where: Settings) -> list[str]:
    if where.smtp_url.get_secret_value():
        link = "The link comes by mail."
    elif where.log == "json":
        link = "No ELEARN_SMTP_URL is set, so no link can be sent. Set it, or ELEARN_LOG=words for the first hour."
    else:
        link = (
            "No ELEARN_SMTP_URL is set, so the link is printed here, in this terminal "
            "(of a service: in its journal)."
        )
    return [
        "",
        "Nobody can get in yet, because there is no administrator. Do this now:",
        "",
        "1. Open a second terminal, as the same user, and give the first administrator their role:",
        "",
        f"       cd {shlex.quote(str(Path.cwd()))}",
        f"       {_with_database(where)}elearn role give YOU@YOUR.ORG administrator",
        "",
        f"2. Open {where.base_url} in a browser.",
        f"3. Type the same e-mail address and ask for a link. {link}",
        "4. Open the link and press the button. You need not start elearn again.",
        "",
    ]


def _with_database(where: Settings) -> str:
    """The setting to write before the command, if it is set here. An address may hold a password: we leave it out."""
    if not os.environ.get("ELEARN_DATABASE"):
        return ""
    named = "…" if "://" in where.database else shlex.quote(where.database)
    return f"ELEARN_DATABASE={named} "
