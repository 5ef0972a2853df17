"""The gate before building and publishing: the board's rule that only approved courses pass."""

from elearn.authoring.signoff.rounds import live_round
from elearn.database import Connection
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem
from elearn.tracker import board_rules


def refusal(conn: Connection, course: str, source: str) -> Problem | None:
    """What the board's rule says against a course with these files. None if it may be built and published."""
    if not board_rules.is_on(conn, board_rules.ONLY_APPROVED):
        return None
    round = live_round(conn, course, source)
    if round is not None and round.approved:
        return None
    message = phrase(
        "“%(course)s” is not approved as it is now, and the board's rule is that only approved courses are built "
        "and published.",
        course=course,
    )
    remedy = (
        phrase("Wait until all steps of its sign-off are signed. Do not change it meanwhile.")
        if round is not None
        else phrase("Send it for sign-off, on its page “Sign-off and publish”.")
    )
    return Problem(course, 0, 0, "not-approved", "error", message, remedy)


def must_be_publishable(conn: Connection, course: str, source: str) -> None:
    """Raises InputFault if the board's rule is on and nobody approved exactly these files (`files_hash`)."""
    if problem := refusal(conn, course, source):
        raise InputFault([problem])
