"""Signing a step: by somebody with its role, in its turn, with its checklist, for exactly the files that were sent."""

import json
from collections.abc import Sequence
from typing import Any

from elearn.authoring.signoff.checklists import Answer, checklist, checklists
from elearn.authoring.signoff.examined import Sent
from elearn.authoring.signoff.rounds import APPROVAL, Round, rounds_of
from elearn.authoring.signoff.sending import LONGEST_NOTE, alone
from elearn.authoring.writers import copied as copied
from elearn.authoring.writers import writers_of as writers_of
from elearn.authoring.writers import wrote as wrote
from elearn.content.course import is_same_person
from elearn.database import Connection, Database, now_text
from elearn.phrases import phrase
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.tracker import SIGNING, Actor, audit

SHARED_BANKS = "banks"
"""The id under which the drafts keep the shared banks, and the folder in which a course's files have copies of them."""


def may_not_approve(conn: Connection, sent: Sent, round: Round, by: Actor) -> str:
    """Why a person cannot approve a course, in a sentence. "" if they can."""
    if by.person == round.sent_by:
        return phrase("You sent this course for sign-off, so somebody else has to approve it.")
    authors = sent.loaded.course.authors if sent.loaded.course else ()
    named = any(is_same_person(each, by.name) for each in authors)
    if named or by.person in writers_of(conn, sent.course):
        return phrase("You wrote a part of this course, so somebody else has to approve it.")
    draws = any(name.startswith(f"{SHARED_BANKS}/") for name in sent.files)
    if draws and by.person in writers_of(conn, SHARED_BANKS):
        return phrase(
            "You wrote in the shared banks that this course draws from, so somebody else has to approve it."
        )
    return ""


def sign(
    db: Database,
    sent: Sent,
    *,
    round: int,
    step: str,
    answers: Sequence[Answer],
    note: str = "",
    shown: dict[str, Any] | None = None,
    by: Actor,
) -> Round:
    """Signs a step of a course that is in sign-off. `sent` are its saved files now, and `shown` what was shown of them.

    Raises NotAllowed without the role for the step, or if it is the approval of what the person wrote; NotFound if the
    files are not those that were sent, or if another step is next; InputFault with every point that is not answered.
    """
    if step not in by.signs:
        title = SIGNING.get(step, step)
        raise NotAllowed(phrase("You do not have the role that signs the step “%(step)s”.", step=title))
    with alone(db, sent.course) as conn:
        found = next((each for each in rounds_of(conn, sent.course) if each.id == round), None)
        if found is None or found.ended_at is not None or found.source != sent.source:
            raise NotFound(
                phrase("The course has changed since it was sent, or it was taken back. Nothing was signed.")
            )
        if found.step != step:
            raise NotFound(
                phrase(
                    "This step is signed already, or it is not its turn. Look at the page again. Nothing was signed."
                )
            )
        if step == APPROVAL and (why := may_not_approve(conn, sent, found, by)):
            raise NotAllowed(why)
        _must_be_answered(step, answers)
        conn.execute(
            """
            insert into signature (sign_off, step, person, name, at, note, checklist, shown)
            values (:round, :step, :person, :name, :at, :note, :checklist, :shown)
            """,
            {
                "round": round,
                "step": step,
                "person": by.person,
                "name": by.name,
                "at": now_text(),
                "note": note.strip()[:LONGEST_NOTE],
                "checklist": _as_json(
                    {"edition": checklists().edition, "answers": [each.model_dump() for each in answers]}
                ),
                "shown": _as_json(shown if shown is not None else sent.shown()),
            },
        )
        audit.note(conn, "sign_off.signed", actor=by.person, subject=sent.course, detail={"step": step})
        return next(each for each in rounds_of(conn, sent.course) if each.id == round)


def _must_be_answered(step: str, answers: Sequence[Answer]) -> None:
    given = {each.point: each for each in answers}
    problems = []
    for number, point in enumerate(checklist(step).points, 1):
        answer = given.get(point.id)
        if answer is None:
            message = phrase("This is not answered: %(point)s", point=point.words)
            remedy = phrase("Look at it, then tick it. Or say that it does not apply, and why.")
        elif not answer.applies and not answer.note.strip():
            message = phrase("Nothing says why this does not apply: %(point)s", point=point.words)
            remedy = phrase("Write why in a few words.")
        else:
            continue
        problems.append(Problem("checklist", number, 0, "checklist", "error", message, remedy))
    if problems:
        raise InputFault(problems)


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
