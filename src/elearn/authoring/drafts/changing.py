"""Changes to a draft: moved through what others did meanwhile, or refused if they touched the same block."""

from collections.abc import Sequence
from datetime import datetime

from elearn.authoring.drafts.disk import can_be_kept, is_name
from elearn.authoring.drafts.faults import Stale, refusal
from elearn.authoring.drafts.operations import (
    Gone,
    Made,
    Operation,
    Taken,
    entries,
    followed,
    perform,
    renamed,
    text_before,
)
from elearn.authoring.drafts.places import Place, near, place_of
from elearn.authoring.drafts.splices import (
    Change,
    Edit,
    NewFile,
    NoFile,
    NoPicture,
    Splice,
    edit_of,
    stretch_at,
)
from elearn.authoring.drafts.storing import Stored, operations
from elearn.days import now_utc
from elearn.phrases import phrase
from elearn.problems import InputFault

_STEP_SECONDS = 3.0
"""Whoever stops typing for longer begins a new step, which is undone by itself."""
_STEP_OPERATIONS = 40
"""So many operations are one step at most."""
_BY_REQUEST = "request = :request and (person = :person or person is null)"
_TYPED = 40
"""More characters than this at once are pasted, and a step of their own."""


def where(stored: Stored, file: str, lines: tuple[int, int], seq: int) -> tuple[int, int] | None:
    """Where lines at an operation are now. None if somebody has touched their block since, or there are none such.

    If the file got another name, they are in the file of that name (`name_now`).
    """
    later = stored.since(seq)
    if later is None:
        return None
    name, told = renamed(file, later)
    return _moved(stored.text.get(name), name, lines, told)


def name_now(stored: Stored, file: str, seq: int) -> str:
    """What a file is called now that was called so at an operation."""
    return renamed(file, stored.since(seq) or ())[0]


def follow(stored: Stored, file: str, lines: tuple[int, int], seq: int) -> tuple[int, int]:
    """As `where`, but raises Stale if there are none."""
    now = where(stored, file, lines, seq)
    if now is None:
        raise _stale(stored, [Splice(file, *lines, ())], None, stored.since(seq) or ())
    return now


def beside(stored: Stored, file: str, lines: tuple[int, int], seq: int) -> tuple[int, int]:
    """What lines have become, also if somebody has touched them. Raises Stale if the file or the log is not there."""
    later = stored.since(seq)
    name, told = renamed(file, later or ())
    text = stored.text.get(name)
    now = None if later is None else near(name, lines, (made for each in told for made in each.edits))
    if now is None or text is None or not 0 <= now[0] <= now[1] <= len(text.split("\n")):
        raise _stale(stored, [Splice(file, *lines, ())], None)
    return now


def text_at(stored: Stored, file: str, seq: int) -> str | None:
    """What a file said at an operation. None if it was not there, or if the log does not go back so far."""
    later = stored.since(seq)
    if later is None:
        return None
    name, told = renamed(file, later)
    return text_before(stored.text.get(name), name, told)


def untouched(stored: Stored, person: int, file: str, lines: tuple[int, int] | None, seq: int) -> None:
    """Raises Stale if anybody but this person has touched lines, or all of a file if they are None."""
    later, text = stored.since(seq), text_at(stored, file, seq)
    asked = lines or (0, len((text or "").split("\n")))
    stale = _stale(stored, [Splice(file, *asked, ())], None, later or ())
    if later is None:
        raise stale
    name, told = renamed(file, later)
    now: tuple[int, int] | None = asked
    for operation in told:
        for made in operation.edits:
            if made.file != name:
                continue
            if operation.person != person and (now is None or _touches(made, now)):
                raise stale
            now = near(name, now or (0, 0), [made])


def _touches(made: Made, lines: tuple[int, int]) -> bool:
    if not isinstance(made, Edit):
        return True
    if not made.old:
        return lines[0] < made.start < lines[1]
    return made.start < lines[1] and lines[0] < made.start + len(made.old)


def place_done(stored: Stored, person: int, request: str) -> Place | None:
    """Where what a request has changed is now. None if that is not there any more. The request must have been done."""
    first = operations(stored.conn, stored.course, _BY_REQUEST, request=request, person=person)[0]
    later = stored.since(first.seq) or ()
    own = [each for each in later if each.undoes is not None and each.step == first.seq]
    return place_of([first, *own], [each for each in later if each not in own])


def must_stand(stored: Stored, person: int, request: str) -> None:
    """Raises Stale if somebody has touched the block since that this request has written."""
    for first in operations(stored.conn, stored.course, _BY_REQUEST, request=request, person=person)[:1]:
        if place := place_of([first]):
            follow(stored, place.file, place.lines, first.seq)


def change(
    stored: Stored, person: int, seq: int, changes: Sequence[Change], what: str, request: str = ""
) -> None:
    """Does several changes, one after another, all or none. A request that was done already is not done again.

    Raises Stale, and InputFault if they are not possible.
    """
    if was_done(stored, person, request):
        return
    later = stored.since(seq)
    if later is None:
        raise _stale(stored, changes, None)
    files = dict(stored.text)
    made: list[Made] = []
    for each in _moved_changes(stored, changes, later):
        one = _made(files, each)
        if one is not None:
            perform(files, one)
            made.append(one)
    if made:
        stored.record(person, what, made, request=request, step=_step(stored, person, what, made))
    elif request:
        stored.record(None, what, (), request=request)


def must_know_own(stored: Stored, person: int, seq: int) -> None:
    """Raises Stale if a person has done something after `seq`, the last change that they knew of.

    A request that was long under way must not take back what they wrote meanwhile.
    """
    own = operations(stored.conn, stored.course, "person = :person and seq > :seq", person=person, seq=seq)
    if own:
        place = place_of(own)
        says = phrase("You have changed something since. Do this once more if you still want to.")
        raise Stale(says, place.lines if place else (0, 0), "", "", place.file if place else "")


def was_done(stored: Stored, person: int, request: str) -> bool:
    """Whether the log has this person's request."""
    given = {"course": stored.course, "request": request, "person": person}
    sql = f"select 1 from draft_operation where course = :course and {_BY_REQUEST}"
    return bool(request) and stored.conn.value(sql, given) is not None


def _moved_changes(stored: Stored, changes: Sequence[Change], later: Sequence[Operation]) -> list[Change]:
    if not later:
        return list(changes)
    found: list[Change] = []
    first: dict[str, int] = {}
    for each in changes:
        if not isinstance(each, Splice):
            if any(made.file == each.file for operation in later for made in operation.edits):
                raise _stale(stored, changes, each, later)
            found.append(each)
            continue
        name, told = renamed(each.file, later)
        at = _moved(stored.text.get(name), name, (each.start, each.end), told)
        if at is None or each.end > first.get(each.file, each.end):  # they must go from the end to the start
            raise _stale(stored, changes, each, later)
        first[each.file] = each.start
        found.append(Splice(name, *at, each.lines))
    return found


def _moved(
    now: str | None, file: str, lines: tuple[int, int], later: Sequence[Operation]
) -> tuple[int, int] | None:
    """Where lines are after these operations. None if they touched the block, which then says something else."""
    before = text_before(now, file, later)
    if now is None or before is None or not 0 <= lines[0] <= lines[1] <= len(before.split("\n")):
        return None
    start, end = stretch_at(before, *lines)
    block = followed(file, start, end, (entry for operation in later for entry in entries(operation)))
    if block is None:
        return None
    at = lines[0] + block[0] - start, lines[1] + block[0] - start
    same = before.split("\n")[start:end] == now.split("\n")[block[0] : block[1]]
    return at if same and stretch_at(now, *at) == block else None


def _stale(
    stored: Stored, changes: Sequence[Change], change: Change | None, later: Sequence[Operation] = ()
) -> Stale:
    change = change or changes[0]
    name, later = renamed(change.file, later)
    text = stored.text.get(name)
    rows = stored.conn.rows(
        """
        select o.edits, p.name from draft_operation o left join person p on p.id = o.person
         where o.course = :course order by o.seq desc limit 50
        """,
        {"course": stored.course},
    )
    by = next((row["name"] or "" for row in rows if f'"{name}"' in row["edits"]), "")
    lines, now = (0, 0), ""
    if text is not None:
        count = len(text.split("\n"))
        start, end = (change.start, change.end) if isinstance(change, Splice) else (0, count)
        is_block = start < end
        edits = (made for operation in later for made in operation.edits if isinstance(made, Edit))
        start, end = near(name, (start, end), edits) or (start, end)
        start = min(max(start, 0), count)
        end = min(max(end, start), count)
        lines = (start, end) if is_block and start == end else stretch_at(text, start, end)
        now = "\n".join(text.split("\n")[slice(*lines)])
    says = phrase("Somebody has changed this since. Look at both texts, and choose.")
    return Stale(says, lines, now, by, name)


def _made(files: dict[str, str], change: Change) -> Made | None:
    """What a change does. None if nothing. Raises InputFault if it cannot be done."""
    if isinstance(change, NoPicture):
        return Taken(change.file)
    if isinstance(change, NoFile):
        if change.file not in files:
            raise _not_there(change.file)
        return Gone(change.file, files[change.file])
    new = change.text if isinstance(change, NewFile) else "\n".join(change.lines)
    if not can_be_kept(new):
        raise refusal(
            phrase("This text has a character that no file can hold."),
            phrase("Take it out, or paste the text as plain text."),
            change.file,
        )
    if isinstance(change, NewFile):
        if not is_name(change.file) or change.file in files:
            raise refusal(
                phrase("There cannot be another file with the name %(file)s.", file=change.file),
                phrase("Choose another name."),
                change.file,
            )
        return change
    if change.file not in files:
        raise _not_there(change.file)
    lines = tuple(line for each in change.lines for line in each.split("\n"))
    try:
        return edit_of(files[change.file], Splice(change.file, change.start, change.end, lines))
    except ValueError:
        raise _not_there(change.file) from None


def _not_there(file: str) -> InputFault:
    return refusal(
        phrase("What you are changing is not there any more."), phrase("Load the page again, and look."), file
    )


def _step(stored: Stored, person: int, what: str, made: Sequence[Made]) -> int | None:
    """The step that goes on with this, for somebody who types in one line. None: it begins one."""
    last = operations(stored.conn, stored.course, "seq = :seq", seq=stored.seq)
    if not last or last[0].person != person or last[0].kind != "change" or last[0].undone_by is not None:
        return None
    before, now = _one_line(last[0].edits), _one_line(made)
    if (
        last[0].what != what
        or before is None
        or now is None
        or (before.file, before.start) != (now.file, now.start)
    ):
        return None
    late = (now_utc() - datetime.fromisoformat(last[0].at)).total_seconds() > _STEP_SECONDS
    return None if late or stored.seq - last[0].step >= _STEP_OPERATIONS else last[0].step


def _one_line(made: Sequence[Made]) -> Edit | None:
    """The edit of somebody who types: one line became another of nearly the same length."""
    if len(made) != 1 or not isinstance(made[0], Edit):
        return None
    edit = made[0]
    typed = len(edit.old) == len(edit.new) == 1 and abs(len(edit.old[0]) - len(edit.new[0])) <= _TYPED
    return edit if typed else None
