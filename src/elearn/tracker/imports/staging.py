"""The steps of an import: examine the file and write nothing, then apply it all in one transaction or not at all."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from elearn.database import Connection, Database, now_text
from elearn.days import day_of, day_phrase, today
from elearn.phrases import phrase
from elearn.problems import InputFault, ProblemLog
from elearn.tracker import audit, changes
from elearn.tracker.imports.again import Before, answers_before, applied_before, surroundings
from elearn.tracker.imports.answering import ReadWithAnswers, glance_with_answers, read_with_answers
from elearn.tracker.imports.base import Kind, Progress, unheard
from elearn.tracker.imports.concerned import Pair, concerned
from elearn.tracker.imports.examining import examined
from elearn.tracker.imports.filerows import Kept, Lines
from elearn.tracker.imports.limits import (
    Limits,
    held_agencies,
    limits_by_session,
    must_be_holdable,
    must_import,
    must_know_course,
    must_know_session,
    visible_agencies,
)
from elearn.tracker.imports.naming import folded
from elearn.tracker.imports.previews import Preview
from elearn.tracker.imports.questions import Answers
from elearn.tracker.imports.seen import must_be_seen
from elearn.tracker.imports.understanding import Asked, SentFile
from elearn.tracker.scope import Actor
from elearn.translations import N_

_RENAMED: Final = {
    "agency": N_("“%(name)s” was the agency %(before)s when you chose the file, and now it is %(now)s."),
    "role group": N_(
        "“%(name)s” was the role group %(before)s when you chose the file, and now it is %(now)s."
    ),
    "course": N_("“%(name)s” was the course %(before)s when you chose the file, and now it is %(now)s."),
}
"""By what it is (`Known`), what is said if a name has come to mean another one."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did: how many rows were written, said nothing new, or were left out. `batch` is its id.

    `ended`: how many of the rows that were written gave something its last day. `concerned`: the agencies and
    courses that they were about, in pairs.
    `preview` is what was applied. It is another than the one that was asked for if something has changed since.
    """

    batch: int
    applied: int
    unchanged: int
    rejected: int
    preview: Preview = field(repr=False)
    ended: int = 0
    concerned: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent, and what was asked for with it.

    `answers` None: those hold with which the same file was applied before.
    """

    kind: Kind
    data: bytes
    filename: str
    agency: str | None
    by: Actor | None
    kinds: Collection[type[Kind]]
    written: Collection[str] = ()
    change_addresses: bool = False
    answers: Answers | None = None
    course: str | None = None
    session: int | None = None


def preview_file(db: Database, sent: Sent, progress: Progress = unheard) -> Preview:
    """Read and examine a file, and write nothing.

    Raises InputFault if the whole file cannot be used, as when it is one of another of the `kinds`.
    """
    must_import(sent.kind, sent.agency, sent.by)
    with db.read() as conn:
        return _previewed(conn, sent, progress)


def _previewed(conn: Connection, sent: Sent, progress: Progress = unheard) -> Preview:
    """What the file would do now. If a question about it is open, none of its rows is examined."""
    kind, digest, version = sent.kind, sha256(sent.data).hexdigest(), changes.version(conn)
    must_be_holdable(kind, sent.filename, sent.agency)
    must_know_course(conn, kind, sent.course)
    must_know_session(kind, sent.session)
    limits = _limits(conn, sent)
    read, before = _read(conn, sent, digest, limits)
    how, asked = read.how, read.asked
    found = Preview(
        kind=kind,
        filename=sent.filename,
        data=sent.data,
        sha256=digest,
        agency=sent.agency,
        how=how,
        notes=[*how.notes],
        kept=Kept(),
        version=version,
        taken={},
        unpublished={},
        surroundings=surroundings(conn, limits, asked),
        day=today(),
        asked=asked,
        answered=read.answered,
        unknown_answers={} if sent.answers is None else read.unknown,
        written=sent.written,
        change_addresses=sent.change_addresses,
    )
    if how.questions:
        return found
    if before is not None:
        return _as_before(found, before)
    done = examined(conn, kind, how, limits, asked, progress)
    how.file.forget()
    return replace(
        found,
        notes=[*how.notes, *done.sheet.finished_notes()],
        kept=done.kept,
        examples=done.examples,
        taken=done.sheet.taken,
        unpublished=done.sheet.unpublished,
        movable=done.sheet.movable,
        not_known=done.sheet.not_known,
        without_result=done.sheet.without_result,
        said_nothing=done.sheet.said_nothing,
    )


def _read(conn: Connection, sent: Sent, digest: str, limits: Limits) -> tuple[ReadWithAnswers, Before | None]:
    """How the file is read, and when it was applied, if it can say nothing new since. Then its header is enough."""
    answers = sent.answers
    if answers is None:
        answers = answers_before(conn, sent.kind, digest, sent.agency, sent.course, sent.session)
    asked = Asked(answers, sent.course, sent.agency, sent.session)
    others = [each.name for each in sent.kinds if each.leaves_others]
    before = applied_before(conn, sent.kind, digest, sent.agency, limits, asked, others)
    file = SentFile(sent.kind, sent.data, sent.filename, asked, sent.kinds, limits.visible)
    if before is not None and not answers:
        return glance_with_answers(file), before
    return read_with_answers(conn, file), before


def _as_before(found: Preview, before: Before) -> Preview:
    """What a file would do that was applied before, and says nothing new since: nothing."""
    day = day_phrase(day_of(datetime.fromisoformat(before.at)))
    note = phrase("This file was applied on %(day)s, and nothing that it says has changed since.", day=day)
    found.how.file.forget()
    return replace(
        found,
        kept=Kept.all_unchanged(before.rows, before.not_completed),
        notes=[*found.how.table.notes, note],
        not_known=before.not_known,
        without_result=before.without_result,
        said_nothing=before.said_nothing,
    )


def apply_preview(
    db: Database,
    preview: Preview,
    by: Actor | None,
    accept_valid: bool,
    kinds: Collection[type[Kind]],
    progress: Progress = unheard,
    seen: int | None = None,
) -> Applied:
    """Write what the preview said, in one transaction. `seen` is as for `enter`.

    If something has changed since the preview, the file is examined again first. Raises InputFault, and writes
    nothing, if rows are rejected, unless `accept_valid` says to apply the others.
    """
    kind = preview.kind
    must_import(kind, preview.agency, by)
    sent = Sent(
        kind,
        preview.data,
        preview.filename,
        preview.agency,
        by,
        kinds,
        preview.written,
        preview.change_addresses,
        preview.asked.answers,
        preview.asked.course,
        preview.asked.session,
    )
    with db.read() as conn:  # learners' commits wait while we write, so a long examination comes before
        if _may_differ(conn, preview) or not kind.imported_only:
            preview = _again(conn, sent, preview)
    lines = _ready(preview, accept_valid)
    with db.write(first=(lambda conn: kind.stage_once(conn, lines, progress)) if lines else None) as conn:
        must_be_seen(conn, seen)
        if _may_differ(conn, preview) or not kind.imported_only:
            preview = _again(conn, sent, preview)
            lines = _ready(preview, accept_valid)
        _limits(conn, sent)
        applied = _keep_batch(conn, preview, by)
        if lines:
            kind.stage_once(conn, lines, progress)
            applied = replace(applied, ended=kind.ending(conn, lines))
            kind.apply(conn, lines, applied.batch, progress)
    progress(len(lines), len(lines))
    with db.read() as conn:
        return replace(applied, concerned=concerned(conn, kind, lines))


def _ready(preview: Preview, accept_valid: bool) -> Lines:
    """The rows to write.

    Raises InputFault if a question is open, or if some are rejected, unless the others are to be written anyway.
    """
    if preview.questions:
        raise InputFault(preview.open_questions())
    if preview.count("rejected") and not accept_valid:
        raise InputFault(preview.problems())
    return preview.to_apply


def is_current(db: Database, preview: Preview, by: Actor | None) -> bool:
    """True if the same file would surely be previewed as before. False if it may not."""
    must_import(preview.kind, preview.agency, by)
    with db.read() as conn:
        limits = Limits(held_agencies(conn, preview.agency, by), visible_agencies(conn, by))
        return (
            preview.kind.imported_only
            and preview.day == today()
            and not _may_differ(conn, preview)
            and surroundings(conn, limits, preview.asked) == preview.surroundings
        )


def _again(conn: Connection, sent: Sent, preview: Preview) -> Preview:
    """The preview as it is now. Raises InputFault if a name has come to mean another thing."""
    found = _previewed(conn, sent)
    _names_must_mean_the_same(preview, found)
    return found


def _limits(conn: Connection, sent: Sent) -> Limits:
    """What the import may do. Raises NotFound if the person may not import for the agency."""
    if sent.kind.names_sessions:
        return limits_by_session(conn, sent.by)
    return Limits(
        held_agencies(conn, sent.agency, sent.by),
        visible_agencies(conn, sent.by),
        sent.written,
        sent.change_addresses,
        sender=sent.by.person if sent.by else None,
        by=sent.by,
    )


def _may_differ(conn: Connection, preview: Preview) -> bool:
    """Whether something that an examination looks up may have changed since.

    What learners complete here changes nothing about a file, so it does not count.
    """
    since = changes.since(conn, preview.version)
    return since.people is None or bool(since.courses)


def _names_must_mean_the_same(preview: Preview, now: Preview) -> None:
    """Raise InputFault if a name has come to mean another thing since the preview said what it means."""
    shown = {(what, folded(name)): identifier for (what, identifier), name in preview.taken.items()}
    log = ProblemLog(preview.filename)
    for (what, identifier), name in now.taken.items():
        before = shown.get((what, folded(name)), identifier)
        if before != identifier:
            message = phrase(_RENAMED[what], name=name, before=before, now=identifier)
            log.error("renamed", 0, message, phrase("Choose the file again, or write ids."))
    log.raise_if_any()


def _keep_batch(conn: Connection, preview: Preview, by: Actor | None) -> Applied:
    """Record the import: the file's name and hash, who applied it and when, and how many rows did what."""
    actor = by.person if by else None
    told: dict[str, Any] = {
        "kind": preview.kind.name,
        "file": preview.filename,
        "sha256": preview.sha256,
        "agency": preview.agency,
        "applied": len(preview.to_apply),
        "unchanged": preview.count("unchanged"),
        "rejected": preview.count("rejected"),
    }
    reading = json.dumps(preview.reading(), ensure_ascii=False)
    batch = keep_batch(conn, {**told, "reading": reading}, actor)
    detail = {**told, "surroundings": preview.surroundings}
    audit.note(conn, "import.applied", actor=actor, subject=str(batch), detail=detail)
    return Applied(batch, told["applied"], told["unchanged"], told["rejected"], preview)


def keep_batch(conn: Connection, told: Mapping[str, Any], actor: int | None) -> int:
    """Keep a row of `import_batch` and return its id. `told` has its columns, without who and when.

    Figures that were kept under an earlier id are worked out again. The file is "" if the rows came by a form.
    """
    batch: int = conn.value(
        """
        insert into import_batch (kind, file, sha256, at, by, agency, applied, unchanged, rejected, reading)
        values (:kind, :file, :sha256, :at, :by, :agency, :applied, :unchanged, :rejected, :reading) returning id
        """,
        {"reading": "{}", **told, "at": now_text(), "by": actor},
    )
    changes.note(conn)
    return batch
