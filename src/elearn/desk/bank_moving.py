"""A bank of a course becomes one of those that courses share: its text and its pictures go there, and are saved."""

from itertools import chain, count
from pathlib import PurePosixPath

from elearn.authoring import signoff
from elearn.authoring.drafts import NewFile
from elearn.content.course import BANK_FOLDER, SHARED, bank_of, media_named, parts_of, with_media
from elearn.desk.context import Desk
from elearn.desk.doing import refusal
from elearn.desk.parts import Draft
from elearn.phrases import phrase
from elearn.problems import InputFault
from elearn.tracker import Actor
from elearn.translations import gettext as _


def put_among_shared(desk: Desk, course: str, who: Actor, draft: Draft, file: object) -> str:
    """Puts a bank of a course among the shared ones, and gives the id that it has there. The course is not changed.

    If the same bank is there already, because somebody asked twice, it stays. Raises InputFault, in words, if something
    is in the way.
    """
    if not isinstance(file, str) or file not in draft.files or not file.startswith(BANK_FOLDER):
        raise refusal(phrase("There is no such bank any more."), phrase("Look at the outline again."))
    drafts = desk.editing().drafts
    (desk.settings.courses / SHARED / BANK_FOLDER).mkdir(parents=True, exist_ok=True)
    there = drafts.look(SHARED)
    if there.unsaved or there.clashes:
        raise refusal(
            phrase("There are changes in the shared question banks that are not saved."),
            phrase("Open the shared question banks, save them, and do this again."),
        )
    pictures, names = _pictures(desk, course, draft.files[file])
    text = with_media(draft.files[file], names)
    if same := next((name for name, known in there.files.items() if known == text), None):
        return bank_of(same)
    _must_have_free_names(text, there)
    own = _free(bank_of(file), {bank_of(name) for name in there.files})
    for path, content in pictures.items():
        drafts.put_media(SHARED, who.person, path, content)
    what = phrase("add question bank")
    with desk.database.write(people=()) as conn:  # nobody approves what they wrote, wherever it is asked
        signoff.copied(conn, course, SHARED)
    drafts.change(SHARED, who.person, there.seq, [NewFile(f"{BANK_FOLDER}{own}.md", text)], what)
    saved = drafts.save(SHARED, who.person)
    paths = [desk.settings.courses / SHARED / name for name in saved.written]
    desk.editing().commit(who, SHARED, paths, _("Share the question bank “%(bank)s”", bank=own))
    return own


def _pictures(desk: Desk, course: str, text: str) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files that a bank names and that are not among the shared ones yet, and the path that each of them gets."""
    drafts = desk.editing().drafts
    taken = set(drafts.media_paths(SHARED, taken=True))
    new, names = dict[str, bytes](), dict[str, str]()
    for path in media_named(text):
        content = drafts.media(course, path)
        if content is None:  # the checks say that it is not there
            continue
        goal = path
        if drafts.media(SHARED, path) != content:
            stem, ending = PurePosixPath(path).with_suffix("").as_posix(), PurePosixPath(path).suffix
            tries = (path, *(f"{stem}-{number}{ending}" for number in range(2, 200)))
            goal = next(each for each in tries if each not in taken)
            new[goal] = content
            taken.add(goal)
        names[path] = goal
    return new, names


def _must_have_free_names(text: str, there: Draft) -> None:
    """Raises InputFault if a question of another shared bank has the name of one of these: a course may draw both."""
    own = _names(f"{BANK_FOLDER}x.md", text)
    for name, known in there.files.items():
        if both := sorted(own & _names(name, known)):
            raise _taken(both, parts_of(name, known).title or bank_of(name))


def _taken(names: list[str], bank: str) -> InputFault:
    return refusal(
        phrase(
            "The shared bank “%(bank)s” has questions with the same names: %(names)s.",
            bank=bank,
            names=", ".join(names),
        ),
        phrase("Draw from that one, or give the questions here other names first."),
    )


def _names(name: str, text: str) -> set[str]:
    return {block.name for page in parts_of(name, text).pages for block in page.blocks if block.name}


def _free(own: str, taken: set[str]) -> str:
    return next(
        each for each in chain([own], (f"{own}-{number}" for number in count(2))) if each not in taken
    )
