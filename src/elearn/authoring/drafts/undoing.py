"""Undo and redo: what a person did is taken back line by line, wherever those lines are now."""

from collections.abc import Sequence
from typing import NamedTuple

from elearn.authoring.drafts.faults import refusal
from elearn.authoring.drafts.operations import (
    Entry,
    Made,
    Operation,
    entries,
    followed,
    perform,
    taken_back,
)
from elearn.authoring.drafts.places import Place, place_of
from elearn.authoring.drafts.splices import Edit
from elearn.authoring.drafts.storing import Stored, operations
from elearn.database import Connection
from elearn.phrases import phrase
from elearn.problems import InputFault


class Undone(NamedTuple):
    """What was taken back or done again: its name, and where it was."""

    what: str
    place: Place | None


_MINE = "person = :person and undone_by is null"
_TO_UNDO = f"""
seq = (select max(seq) from draft_operation
        where course = :course and {_MINE} and kind in ('change', 'redo'))
"""
_TO_REDO = f"""
seq = (select max(seq) from draft_operation
        where course = :course and {_MINE} and kind = 'undo'
          and seq > (select coalesce(max(seq), 0) from draft_operation
                      where course = :course and person = :person and kind = 'change'))
"""


def steps(conn: Connection, course: str, person: int) -> tuple[str, str]:
    """What Undo and Redo would do for a person, in words. "" if nothing."""
    undo = operations(conn, course, _TO_UNDO, person=person)
    redo = operations(conn, course, _TO_REDO, person=person)
    return undo[0].what if undo else "", redo[0].what if redo else ""


def undo(stored: Stored, person: int, request: str = "") -> Undone:
    """Takes a person's last step back. Raises InputFault if there is none, or somebody has changed those lines."""
    last = operations(stored.conn, stored.course, _TO_UNDO, person=person)
    if not last:
        raise refusal(phrase("There is nothing of yours to undo."), phrase("Go on writing."))
    return _take_back(stored, person, last[0], "undo", request)


def redo(stored: Stored, person: int, request: str = "") -> Undone:
    """Does again what a person took back last. Raises InputFault as `undo` does."""
    last = operations(stored.conn, stored.course, _TO_REDO, person=person)
    if not last:
        raise refusal(phrase("There is nothing of yours to do again."), phrase("Go on writing."))
    return _take_back(stored, person, last[0], "redo", request)


def _take_back(stored: Stored, person: int, last: Operation, kind: str, request: str) -> Undone:
    before, step = stored.seq, None
    for operation in reversed(
        operations(
            stored.conn,
            stored.course,
            f"step = :step and {_MINE} and kind = :kind and seq <= :seq",
            step=last.step,
            person=person,
            kind=last.kind,
            seq=last.seq,
        )
    ):
        later = stored.since(operation.seq)
        assert later is not None  # the log has an operation, so it has what came after it
        edits = _inverse(stored, operation, later)
        told = "" if step else request
        done = stored.record(
            person, operation.what, edits, request=told, kind=kind, step=step, undoes=operation.seq
        )
        step = step or done
    return Undone(last.what, place_of(stored.since(before) or ()))


def _inverse(stored: Stored, operation: Operation, later: Sequence[Operation]) -> list[Made]:
    """What takes an operation back now: the last thing it did first."""
    files = dict(stored.text)
    own = list(entries(operation))
    after = [entry for each in later for entry in entries(each)]
    edits: list[Made] = []
    for place in reversed(range(len(own))):
        back = [
            Entry(made, 0, number, len(own), operation.seq) for number, made in enumerate(edits)
        ]  # what this undo has done already
        made = _now(files, operation.edits[place], [*own[place + 1 :], *after, *back])
        try:
            perform(files, made)
        except ValueError:
            raise _changed_since(made.file) from None
        edits.append(made)
    return edits


def _now(files: dict[str, str], made: Made, later: Sequence[Entry]) -> Made:
    """What takes it back, where its lines are now."""
    if not isinstance(made, Edit):
        return taken_back(made)
    at = followed(made.file, made.start, made.start + len(made.new), later)
    if at is None:
        raise _changed_since(made.file)
    return Edit(made.file, at[0], made.new, made.old)


def _changed_since(file: str) -> InputFault:
    return refusal(
        phrase("Somebody else has changed this since."),
        phrase("Change it by hand, if you still want to."),
        file,
    )
