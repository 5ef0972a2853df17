"""Where something stands in a course."""

from dataclasses import asdict
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring.actions import Wanted
from elearn.authoring.actions import find as places
from elearn.desk import pages
from elearn.desk.context import Desk
from elearn.tracker import Actor

MOST = 200
"""How many places are told one by one. The others are counted."""
LONGEST = 200
"""Characters of what is looked for."""


def find(desk: Desk, request: Request, _who: Actor) -> Response:
    """GET /desk/{course}/find?text=&case=&whole=: the first places where it stands, and how many there are.

    `case` is “yes” if capital letters count, `whole` if it is no part of a longer word.
    """
    course, asked = desk.course(request), request.query_params
    wanted = Wanted(asked.get("text", "")[:LONGEST], asked.get("case") == "yes", asked.get("whole") == "yes")
    found = places(desk.editing().drafts.look(course).files, wanted)
    hits = [asdict(each) for each in islice(found, MOST)]
    return pages.answer({"hits": hits, "count": len(hits) + sum(1 for _ in found)})
