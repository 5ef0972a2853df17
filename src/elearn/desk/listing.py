"""The courses that can be written, as rows of the home. It reads a little of each folder, and begins no draft."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from elearn.authoring.actions import RESERVED, archived, title_in, title_of
from elearn.authoring.drafts import Glance
from elearn.authoring.signoff import states_in_words
from elearn.content.course import BANK_FOLDER, course_folders
from elearn.content.text import is_id
from elearn.days import day_of, today
from elearn.desk.context import Desk
from elearn.desk.folders import lost_among
from elearn.tracker import Actor, PublicationState, catalogue
from elearn.translations import day, said


def listed(desk: Desk, who: Actor) -> dict[str, Any]:
    """Every course below the folder of courses, and those in the archive."""
    states = catalogue.publication_states(desk.database, today())
    glances = desk.parts.drafts.glance() if desk.parts else {}
    root = desk.settings.courses.resolve()
    with desk.database.read() as conn:
        signed = states_in_words(conn, root, today())
    rows = [
        {**_row(desk, folder, states, glances, who, place), "signOff": said(signed.get(folder.name, ""))}
        for place, folders in (("", course_folders(root)), ("archived", archived(root)))
        for folder in folders
        if _can_be_opened(folder)
    ]
    rows += [
        {**_row(desk, root / lost, states, glances, who, "lost"), "signOff": ""}
        for lost in lost_among(glances, root)
    ]
    return {"courses": rows}


def _can_be_opened(folder: Path) -> bool:
    name = folder.name
    return is_id(name) and name not in RESERVED and not folder.is_symlink()


def _row(
    desk: Desk,
    folder: Path,
    states: Mapping[str, PublicationState],
    glances: Mapping[str, Glance],
    who: Actor,
    place: str,
) -> dict[str, Any]:
    """A course as `Row` in home-list.js. `place` is “archived”, or “lost” if its folder is gone, else ""."""
    slug = folder.name
    state, draft = states.get(slug), glances.get(slug)
    version = (state.version or "") if state else ""
    here = draft.people if draft else ()
    saved = _saved(folder)
    return {
        "id": slug,
        "title": (title_in(draft.course_md) if draft and draft.course_md else "") or title_of(folder),
        "state": place or ("published" if version else "draft"),
        "version": version,
        "published": bool(state and state.versions),
        "saved": day(day_of(saved)) if saved else "",
        "savedAt": saved.isoformat() if saved else "",
        "unsaved": bool(draft and draft.unsaved),
        "people": sorted({each.name for each in here if each.person != who.person}),
        "here": any(each.person == who.person for each in here),
        "findings": desk.examiner().findings_at(slug, draft.seq) if draft else None,
    }


def _saved(folder: Path) -> datetime | None:
    """When a text of the course was last written. None if there is none."""
    texts = [*folder.glob("*.md"), *(folder / BANK_FOLDER).glob("*.md")]
    times = [each.stat().st_mtime for each in texts if each.is_file()]
    return datetime.fromtimestamp(max(times), UTC) if times else None
