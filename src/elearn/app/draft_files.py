"""Draft reviews as files: opened into somebody's work, saved over their file, confirmed, joined and deleted."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from elearn.app import drafting, session
from elearn.content.review import LoadedReview, Review, load_review, load_reviews
from elearn.content.text import is_id
from elearn.intake import (
    Choice,
    Draft,
    Saved,
    delete_review,
    draft_as_json,
    draft_from_json,
    join_drafts,
    open_review,
    save_new,
    save_over,
    sha_of,
    slug_for,
    text_over,
)
from elearn.problems import InputFault, NotFound, Problem
from elearn.settings import settings
from elearn.tracker.registers import ReviewWork, review_work
from elearn.translations import gettext as _

State = Literal["new", "same", "changed", "gone"]
MOST_LINES = 80
"""How many lines of a difference are shown."""


def drafts() -> list[LoadedReview]:
    """Returns the review files that nobody has confirmed yet, by name."""
    return [
        each for each in load_reviews(settings().reviews) if each.review and each.review.status == "draft"
    ]


def draft_file(slug: str) -> tuple[Path, Review]:
    """Returns the file of a draft review and what it says. Raises NotFound if there is none, or it is confirmed."""
    path = settings().reviews / f"{slug}.md"
    review = load_review(path).review if is_id(slug) and path.is_file() else None
    if review is None or review.status != "draft":
        raise NotFound(_("There is no draft review “%(name)s”. Go back to all drafts.", name=slug))
    return path, review


def open_file(slug: str) -> int:
    """Opens a draft review file into the person's work and returns its id there. It may be in their work already."""
    path, review = draft_file(slug)
    return review_work.begin(
        session.database(),
        session.me("author"),
        draft_as_json(open_review(review, path.name)),
        name=path.name,
        file=path.name,
        file_sha=sha_of(path),
    )


def path_of(work: ReviewWork) -> Path:
    """Returns the path of the review file of a draft in work."""
    return settings().reviews / work.file


def state_of(work: ReviewWork) -> State:
    """Returns whether the file of a draft is as the person has seen it. `new`: it has none yet."""
    if not work.file:
        return "new"
    now = sha_of(path_of(work))
    return "same" if now == work.file_sha else "changed" if now else "gone"


def text_of(work: ReviewWork, draft: Draft) -> str:
    """Returns what saving would write over the file of a draft. Raises InputFault if the draft cannot be a review."""
    return text_over(draft, path_of(work))


def says_the_same(work: ReviewWork, draft: Draft) -> bool:
    """Whether the file of a draft holds what saving would write: somebody has made the same change."""
    try:
        return text_of(work, draft).encode() == path_of(work).read_bytes()
    except (InputFault, FileNotFoundError):
        return False


def differences(work: ReviewWork, draft: Draft) -> list[tuple[str, str]]:
    """Returns the lines that saving would take out of the file (`-`) and put into it (`+`), at most `MOST_LINES`."""
    now = path_of(work).read_text(encoding="utf-8", errors="replace").splitlines()
    try:
        made = text_of(work, draft).splitlines()
    except InputFault:
        return []
    lines = [line for line in difflib.ndiff(now, made) if line[:1] in "-+" and line[2:].strip()]
    return [(line[0], line[2:]) for line in lines[:MOST_LINES]]


def take_file(work: ReviewWork) -> None:
    """Puts what the file says now in the place of the draft in work. Raises NotFound if it is no draft any more."""
    path, review = draft_file(work.file.removesuffix(".md"))
    draft = draft_as_json(open_review(review, path.name))
    review_work.replaced(session.database(), session.me("author"), work.id, draft, sha_of(path))


def keep_mine(work: ReviewWork, seen: str) -> None:
    """Notes that the person has seen what the file holds now (its hash is `seen`), so that saving replaces it.

    If it is gone (""), saving makes a new file.
    """
    file = work.file if seen else ""
    review_work.has_seen(session.database(), session.me("author"), work.id, file, seen)


@dataclass(frozen=True, slots=True)
class Done:
    """What saving did: the file's name, and the joined files that are still there because somebody changed them."""

    file: str
    left: tuple[str, ...]


def save(id: int, report: bytes | None = None, *, confirm: bool = False) -> Done:
    """Saves a draft as it is now: over its file, or as a new one. With `confirm` the file says that it is confirmed.

    Raises InputFault if it cannot be a review, and FileChanged if its file is not what the person has seen.
    """
    db, actor, folder = session.database(), session.me("author"), settings().reviews
    drafting.take_typed()
    work = review_work.one(db, actor, id)
    draft = draft_from_json(work.draft)
    status: Literal["draft", "confirmed"] = "confirmed" if confirm else "draft"
    if work.file:
        saved = save_over(draft, folder / work.file, work.file_sha, report, status)
    else:
        saved = save_new(draft, folder, draft.slug or slug_for(draft), report, status)
    after = _as_saved(draft, saved)
    review_work.saved_as(db, actor, id, draft_as_json(after), saved.path.name, saved.sha)
    drafting.change(id, lambda now: _take_saved(now, after))
    for each in draft.joined:
        if each.file not in saved.left:
            review_work.forget_file(db, actor, each.file, "joined")
    if confirm:
        review_work.confirmed(db, actor, id)
    return Done(saved.path.name, saved.left)


def _as_saved(draft: Draft, saved: Saved) -> Draft:
    """Returns the draft after it was saved: nothing is joined any more, and its documents are those of the file."""
    after = draft_from_json(draft_as_json(draft))
    _take_saved(after, draft, load_review(saved.path).review)
    return after


def _take_saved(now: Draft, saved: Draft, review: Review | None = None) -> None:
    now.joined = [each for each in now.joined if each not in saved.joined] if review else saved.joined
    now.keep_report = False
    documents = saved.kept.get("documents")
    if review:
        documents = [each.model_dump(mode="json") for each in review.documents]
    if documents:
        now.kept["documents"] = documents


def join(id: int, slug: str, choices: Mapping[str, Choice]) -> dict[str, str]:
    """Joins a draft review file into a draft in work, and returns the new ids of its items by their own.

    Its file goes when the draft is saved. Raises InputFault if the person has something of it that is not saved.
    """
    db, actor = session.database(), session.me("author")
    path, review = draft_file(slug)
    mine = next((each for each in review_work.all_of(db, actor) if each.file == path.name), None)
    if mine is not None and mine.has_unsaved:
        raise InputFault(
            [
                Problem(
                    path.name,
                    0,
                    0,
                    "unsaved",
                    "error",
                    _("You have corrections to %(file)s that are not saved.", file=path.name),
                    _("Open it, and save them or remove them from your work. Then join it."),
                )
            ]
        )
    sha, file = sha_of(path), review_work.one(db, actor, id).file
    renamed: dict[str, str] = {}

    def act(draft: Draft) -> None:
        if any(each.file == path.name for each in draft.joined):
            return
        other = open_review(review, path.name)
        renamed.update(join_drafts(draft, other, choices, files=(file, path.name), sha=sha))

    drafting.take_typed()
    drafting.change(id, act)
    return renamed


def files_of_its_own(slug: str, review: Review) -> list[str]:
    """Returns the names of the files that are kept of a review's documents, and that no other review names."""
    others = {
        document.file
        for each in load_reviews(settings().reviews)
        if each.review and each.review.slug != slug
        for document in each.review.documents
    }
    return [each.file for each in review.documents if each.file and each.file not in others]


def delete(slug: str, seen: str) -> None:
    """Removes a draft review file that held what its hash `seen` says, and what is kept of its documents alone.

    Raises NotFound if it is gone or confirmed, and FileChanged if it was changed since it was seen.
    """
    actor = session.me("author")
    path, review = draft_file(slug)
    delete_review(path, seen, files_of_its_own(slug, review))
    review_work.forget_file(session.database(), actor, path.name, "deleted")
