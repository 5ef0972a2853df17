"""What a column may name: an id or a name of an agency, a role group or a course, and what to suggest otherwise."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import Final, NamedTuple

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker.imports.base import Sheet
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.naming import BY_ID, Names, folded
from elearn.translations import N_

MOST_COMPARISONS: Final = 200_000
"""How many texts are compared, about, to suggest what was meant. It takes seconds, and a file may have any number."""


class _Said(NamedTuple):
    """What is said of a text that names several things, two of which one by its id, or none; and what to do then."""

    several: str
    id_and_name: str
    none: str
    check: str


_SAID: Final = {
    "agencies": _Said(
        N_("“%(written)s” may mean %(count)s different agencies."),
        N_("“%(written)s” is the id of one agency and the name of another."),
        N_("There is no agency “%(named)s”."),
        phrase("Check the id, or import it first as one of the agencies."),
    ),
    "role groups": _Said(
        N_("“%(written)s” may mean %(count)s different role groups."),
        N_("“%(written)s” is the id of one role group and the name of another."),
        N_("There is no role group “%(named)s”."),
        phrase("Check the id, or import it first as one of the role groups."),
    ),
    "courses": _Said(
        N_("“%(written)s” may mean %(count)s different courses."),
        N_("“%(written)s” is the id of one course and the name of another."),
        N_("There is no course “%(named)s”."),
        phrase("Check the id, or import it first as one of the courses."),
    ),
    "editions": _Said(
        N_("“%(written)s” may mean %(count)s different editions."),
        N_("“%(written)s” is the id of one edition and the name of another."),
        N_("There is no edition “%(named)s”."),
        phrase("Check the id, or import it first as one of the editions."),
    ),
}
"""By what brings them, as the things are called."""


class Known:
    """The things that a column may name, by id or by name, and what to suggest for a text that names none.

    `what` is one of them in words, as in "agency": a phrase. `import_as` is the kind of file that brings them, as in
    "agencies". `sheet` keeps which names were taken for which ids. `written` are the courses that are written here
    (ids, or a mapping to their titles). Those that are not among `names` are not published yet. `not_taken` are the
    titles of hours and updates by id: a text that names one is refused, because nobody takes it as a course.
    """

    def __init__(
        self,
        what: str,
        names: Mapping[str, str],
        import_as: str,
        sheet: Sheet | None = None,
        written: Collection[str] = (),
        not_taken: Mapping[str, str] | None = None,
    ) -> None:
        self._not_taken = Names(not_taken or {})
        self._what, self._said = what, _SAID[import_as]
        self._names = Names(names)
        self._taken = {} if sheet is None else sheet.taken
        self._waiting = {} if sheet is None else sheet.unpublished
        self._meant: dict[str, list[str]] = {}
        self._suggested: dict[str, str] = {}
        self._written = written
        self._suggestions_left = max(10, MOST_COMPARISONS // max(1, len(self._names.texts)))

    def resolve(self, line: FileRow, column: str) -> None:
        """Put the id into the row's value, or reject the row with the ids that it may mean."""
        written = line.values.get(column)
        if written is None:
            return
        if written not in self._meant:
            self._meant[written] = self._look_up(written)
        meant = self._meant[written]
        if len(meant) == 1:
            line.values[column] = meant[0]
        elif meant:
            message = phrase(self._said.several, written=written, count=f"{len(meant):,}")
            if self._names.by_id(written) and len(meant) == 2:
                message = phrase(self._said.id_and_name, written=written)
            remedy = phrase("Write %(choices)s.", choices=self._names.choices(meant, named=True))
            line.reject(column, "ambiguous", message, remedy)
        elif not_taken := self._not_taken.meant(written):
            line.reject(column, "not-taken", *_nobody_takes(self._not_taken.names[not_taken[0]]))
        elif unpublished := self._unpublished.meant(written):
            line.values[column] = self._waiting[line.number] = unpublished[0]
            line.reject(column, "unpublished", *_not_published(unpublished[0]))
        else:
            self.refuse(line, column, written)

    def meant(self, written: str) -> list[str]:
        """The ids of all that a text may mean: none, one, or several if it is ambiguous."""
        return self._names.meant(written)

    def name(self, identifier: str) -> str:
        """The name of one of the things."""
        return self._names.names[identifier]

    def near(self, written: str, most: int) -> dict[str, str]:
        """The things that a text may mean, id to name: those that are like it first, `most` at most."""
        names = self._names.names
        close = get_close_matches(folded(written), self._names.texts, n=most, cutoff=0.4)
        ids = dict.fromkeys(each for text in close for each in sorted(self._names.texts[text]))
        others = sorted(names, key=lambda each: folded(names[each]))
        return {each: names[each] for each in list(dict.fromkeys([*ids, *others]))[:most]}

    def refuse(self, line: FileRow, column: str, written: str) -> None:
        """Reject a row because what it names does not exist."""
        named = written.removeprefix(BY_ID).strip()  # a form sends it so, and nobody typed the prefix there
        line.reject(column, "unknown", phrase(self._said.none, named=named), self._remedy(named))

    def adopt(self, line: FileRow, column: str) -> None:
        """Put our spelling of an id that exists: ids that differ only in case are the same."""
        line.values[column] = self._names.by_id(line.values[column]) or line.values[column]

    def _look_up(self, written: str) -> list[str]:
        """What a text may mean. If it is the name of one thing, keep that it was taken for its id."""
        meant = self._names.meant(written)
        if len(meant) == 1 and self._names.by_id(written) is None and not written.startswith(BY_ID):
            self._taken.setdefault((self._what, meant[0]), written)
        return meant

    @cached_property
    def _unpublished(self) -> Names:
        """The courses that are written here and not published."""
        titles = (
            self._written if isinstance(self._written, Mapping) else {each: each for each in self._written}
        )
        known = (self._names, self._not_taken)
        return Names(
            {
                each: title
                for each, title in titles.items()
                if all(names.by_id(each) is None for names in known)
            }
        )

    def _remedy(self, written: str) -> str:
        key = folded(written)
        if key not in self._suggested:
            self._suggested[key] = self._suggest(key)
        return self._suggested[key]

    def _suggest(self, key: str) -> str:
        self._suggestions_left -= 1
        texts = self._names.texts
        close = get_close_matches(key, texts, n=3, cutoff=0.7) if self._suggestions_left >= 0 else []
        near = dict.fromkeys(each for text in close for each in sorted(texts[text]))
        if near:
            by_name = {each for text in close if self._names.by_id(text) is None for each in texts[text]}
            choices = self._names.choices(list(near)[:3], by_name=by_name)
            return phrase("Did you mean %(choices)s?", choices=choices)
        return self._said.check


def known_agencies(conn: Connection, sheet: Sheet | None = None) -> Known:
    """The agencies that a row may name. If the sheet's sender may not see all of them, these are the ones they may."""
    names = _names(conn, "select id, name from agency")
    if sheet is not None and sheet.visible is not None:
        names = {identifier: name for identifier, name in names.items() if identifier in sheet.visible}
    return Known(phrase("agency"), names, "agencies", sheet)


def known_role_groups(conn: Connection, sheet: Sheet | None = None) -> Known:
    """The role groups that a row may name."""
    names = _names(conn, "select id, name from role_group")
    return Known(phrase("role group"), names, "role groups", sheet)


def known_courses(conn: Connection, sheet: Sheet | None = None, *, taken: bool = False) -> Known:
    """The courses that a row may name: ours and those taught elsewhere, and hours and updates.

    With `taken`, only those that people take: a row that names hours or an update is refused.
    """
    names = _names(conn, "select id, title from course")
    not_taken = _names(conn, "select id, title from course where kind <> 'course'") if taken else {}
    names = {id: title for id, title in names.items() if id not in not_taken}
    return Known(phrase("course"), names, "courses", sheet, sheet.written if sheet else (), not_taken)


def known_editions(conn: Connection, sheet: Sheet | None = None) -> Known:
    """The editions of standards that a row may name. The name of one is “standard, edition”."""
    names = {
        id: edition_name(standard, edition)
        for id, standard, edition in conn.tuples("select id, standard, edition from standard_edition")
    }
    return Known(phrase("edition"), names, "editions", sheet)


def edition_name(standard: str, edition: str) -> str:
    """What an edition of a standard is called."""
    return f"{standard}, {edition}"


def _not_published(course: str) -> tuple[str, str]:
    """What is wrong with a row that names a course that is written here and not published, and what to do."""
    return (
        phrase("The course “%(course)s” is written here but not published yet.", course=course),
        phrase(
            "Publish it: open it in Courses, Exports, and press “Publish here”, or run `elearn build %(course)s`.",
            course=course,
        ),
    )


def _nobody_takes(title: str) -> tuple[str, str]:
    """What is wrong with a row that names hours or an update as if it were a course, and what to do."""
    return (
        phrase("“%(title)s” is hours or an update, which nobody takes as a course.", title=title),
        phrase("Name the course that people take. What it counts towards is set in Requirements."),
    )


def _names(conn: Connection, sql: str) -> dict[str, str]:
    return dict(conn.tuples(sql))
