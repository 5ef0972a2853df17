"""Tries a file at the imports: what CSV files and workbooks have in common.

A fault is any error that is not an InputFault with a message and a remedy for each problem; a row that is changed by a
preview or by a file that was refused; a file that, applied a second time, changes something; a row written outside the
agency that an import is held to; a download in which a cell may run as a formula.
"""

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from elearn.database import Database, open_database
from elearn.problems import ElearnError, InputFault
from elearn.spreadsheets import may_run
from elearn.tracker import Actor, actor, imports
from elearn.tracker.imports import KINDS, Preview
from tests.fuzz.kinds import TryOne
from tests.tracker.conftest import fill_and_give_roles

_SAME: Final = ("import_batch", "audit_event", "change")
"""Tables that tell of an import, and so differ after a second one."""
_MOMENTS: Final = ("recorded_at", "built_at", "at", "import_batch", "batch")
_MOST_QUESTIONS: Final = 12

HEADERS: Final = (
    b"email", b"name", b"staff_number", b"agency", b"role_group", b"starts_on", b"ends_on", b"course", b"completed_on",
    b"score", b"passed", b"language", b"id", b"parent", b"kind", b"target", b"basis", b"role", b"headcount", b"in_date",
    b"E-mail address", b"Full name", b"Course complete", b"Completion date", b"Last accessed on", b"Attempt", b"Grade",
    b"Started on", b"Username", b"Time completed", b"reason", b"row", b"Due", b"As at", b"as_at",
    b"from", b"to", b"due_within_days",
)  # fmt: skip
CELLS: Final = (
    b"ann@council.example", b"bo@council.example", b"new@council.example", b"council", b"social-work", b"trust", b"R1",
    b"R2", b"neglect", b"bruising", b"2024-02-30", b"2024-04-01", b"01/02/2024", b"31/12/4712", b"45000", b"0",
    b"29/02/1900", b"60", b"1e308", b"2024-04-01T25:61:00Z", b"Pass", b"Not completed", b"Completed", b"100%", b"85,5",
    b"#N/A", b"#REF!", b"-", b"=1+1", b"@SUM(A1)", b"+1", b"'=1", b"id:council", b"yes", b"no", b"\xe2\x80\x8b",
)  # fmt: skip
FILES: Final[Mapping[str, str]] = {
    "agencies": "id,name,kind,parent,target,basis\nnorth,North,council,,95,\nnorth-team,A team,,north,,headcount\n",
    "role-groups": "id,name,level\nR9,Volunteers,1\nR3,Mainly with children,3\n",
    "courses": "id,title,version,minutes\nfirst-aid,First aid,2025,60\n",
    "people": "email,name,staff_number,agency,role_group,starts_on,ends_on,language\n"
    "ann@council.example,Ann Bell,C1,council,R1,2023-04-01,2024-05-31,\n"
    "new@council.example,Zoë O’New,007,social-work,R2,01/02/2024,,Welsh\n",
    "headcounts": "agency,role_group,as_at,headcount\ntrust,R1,2024-03-31,120\ncouncil,R2,2024-03-31,80\n",
    "requirements": "course,agency,role_group,from,to,due_within_days,renew_after_months\n"
    "neglect,,R3,2024-01-01,,90,24\n",
    "exemptions": "email,course,from,to,reason\nbo@council.example,neglect,2024-01-01,2024-06-30,Leave\n",
    "completions": "email,course,completed_on,score,passed\n"
    "ann@council.example,neglect,2024-04-01,85,yes\nbo@council.example,bruising,2024-04-02,40%,Fail\n",
    "returns": "agency,role_group,course,period_end,headcount,in_date\ntrust,R1,neglect,2025-03-31,12,9\n",
    "roles": "email,role,agency\nann@council.example,lead,council\nbo@council.example,board,\n",
    "sessions": "course,held_on,delivery,agency,place,places,minutes,passes\n"
    "neglect,2024-03-05,inter-agency,,Town Hall,30,180,yes\nbruising,2024-03-06,single,council,,12,,no\n",
    "attendance": "session,email,state,booked\n1,ann@council.example,attended,yes\n1,bo@council.example,dna,\n",
}
"""A file of each kind that the county of the tests takes, as far as its columns are right."""
REPORTS: Final = (
    ',"Email address","About bruising","","Neglect",""\n'
    '"Ann Bell",ann@council.example,"Completed","2024-11-27 22:42:35","Not completed",""\n'
    '"Bo Carr",bo@council.example,"Not completed","","Completed","2024-11-27 22:47:09"\n',
    'ID,Name,"Email address","A module","A module - Completion date","Course complete"\n'
    '9,"Ann Bell",ann@council.example,"Completed","Friday, 27 November 2024, 10:42 PM","Friday, 27 November 2024"\n',
    'Name\t"Email address"\tAttempt\t"Started on"\t"Last accessed on"\tScore\n'
    '"Ann Bell"\tann@council.example\t1\t"Friday, 22 November 2024, 10:42 PM"\t'
    '"Friday, 22 November 2024, 10:43 PM"\t85.71\n',
    "username,course_fullname,timecompleted,finalgrade\nann,Neglect,1732000000,85\n",
)
"""Files in the shapes that other systems report completions in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for with a file: its kind, its name, the agency that it is held to, who sends it, which answers."""

    kind: str
    filename: str
    agency: str | None = None
    course: str | None = None
    by_lead: bool = False
    change_addresses: bool = False
    choice: int = 0

    @classmethod
    def read(cls, text: str, data: bytes, filename: str) -> "Asked":
        """From words such as `people agency lead 2`. What names no kind is given one by its bytes."""
        words = text.split()
        digest = hashlib.sha256(data).digest()
        named = [word for word in words if word in KINDS]
        numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 4]
        return cls(
            named[0] if named else sorted(KINDS)[digest[0] % len(KINDS)],
            filename,
            "council" if {"agency", "lead"} & {*words} else None,
            "neglect" if "course" in words else None,
            "lead" in words,
            "addresses" in words,
            numbers[0] if numbers else 0,
        )


class County:
    """A county in a database that is as before for each file."""

    def __init__(self, folder: Path) -> None:
        self._whole, self._used = folder / "whole.db", folder / "used.db"
        with open_database(str(folder / "made.db")) as db:
            fill_and_give_roles(db)
            for kind in KINDS:
                imports.apply(db, imports.preview(db, kind, imports.example(kind), "example.csv"))
            with db.read() as conn:
                ann = conn.value("select id from person where email = 'ann@council.example'")
            self.lead: Actor = actor(db, ann)
            self._tables = _tables(db)
            db.backup(self._whole)
        self._open: ExitStack | None = None
        self.db: Database
        self.begin()

    def begin(self) -> None:
        """Open the county as it was."""
        self.close()
        for old in self._used.parent.glob("used.db*"):
            old.unlink()
        shutil.copyfile(self._whole, self._used)
        self._open = ExitStack()
        self.db = self._open.enter_context(open_database(str(self._used)))
        self.before = self.rows()

    def close(self) -> None:
        """Close the database."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row that is kept, by table, without moments."""
        with self.db.read() as conn:
            return {
                table: sorted(conn.tuples(f"select {columns} from {table}"), key=repr)
                for table, columns in self._tables.items()
            }

    def batches(self) -> int:
        """How many imports were recorded."""
        with self.db.read() as conn:
            count: int = conn.value("select count(*) from import_batch")
        return count


def _tables(db: Database) -> dict[str, str]:
    with db.read() as conn:
        names = [table.name for table in conn.tables() if table.name not in _SAME]
        columns = {name: next(iter(conn.rows(f"select * from {name} limit 1")), {}) for name in names}
    return {
        name: ", ".join(f'"{each}"' for each in found if each not in _MOMENTS)
        for name, found in columns.items()
        if found
    }


@contextmanager
def place(split: object, filename: str) -> Iterator[TryOne]:
    """A place to try files. `split` takes an input apart: what is asked for in words, and the file."""
    with TemporaryDirectory() as folder:
        county = County(Path(folder))

        def one(data: bytes) -> str:
            words, file = split(data)  # type: ignore[operator]
            return _try(county, Asked.read(words, file, filename), file)

        yield one
        county.close()


def _try(county: County, asked: Asked, data: bytes) -> str:
    """Previews a file, applies it twice, and says what came of it."""
    by = county.lead if asked.by_lead else None
    try:
        preview = _previewed(county, asked, data, by)
    except ElearnError as error:
        _is_in_words(error)
        _is_as_before(county)
        return f"refused {_rules(error)}"
    _is_as_before(county)
    _can_be_shown(preview)
    if preview.questions:
        return "asked"
    rejected = imports.rejected_file(preview)
    cannot_run(rejected)
    if preview.count("rejected"):
        _can_be_sent_again(county, preview, rejected, by)
        try:
            imports.apply(county.db, preview, by)
        except InputFault as error:
            _is_in_words(error)
        else:
            raise AssertionError("Rejected rows were no reason not to apply the file.")
        _is_as_before(county)
    if not len(preview.to_apply):
        return f"nothing {_counts(preview)}"
    try:
        _apply_twice(county, preview, by)
    finally:
        county.begin()
    return f"applied {_counts(preview)}"


def _previewed(county: County, asked: Asked, data: bytes, by: Actor | None) -> Preview:
    answers: dict[str, str] = {}
    for _ in range(_MOST_QUESTIONS):
        preview = imports.preview(
            county.db,
            asked.kind,
            data,
            asked.filename,
            asked.agency,
            by=by,
            change_addresses=asked.change_addresses,
            answers=answers,
            course=asked.course,
        )
        if not preview.questions:
            return preview
        for question in preview.questions:
            assert question.answer(answers) is None, f"It is asked again: {question.text}"
            assert question.text
            assert question.choices
            answers[question.key] = question.choices[asked.choice % len(question.choices)].value
    raise AssertionError("There is no end of questions.")


def _can_be_sent_again(county: County, preview: Preview, rejected: bytes, by: Actor | None) -> None:
    """Raises InputFault if the rejected rows, as people get them to correct, are no file of this kind.

    In a report of another system, rows show what a column holds, so those that are left may not.
    """
    asked = preview.asked
    try:
        again = imports.preview(
            county.db,
            preview.kind.name,
            rejected,
            "rejected.csv",
            preview.agency,
            by=by,
            change_addresses=preview.change_addresses,
            answers=asked.answers,
            course=asked.course,
        )
    except InputFault as fault:
        if preview.kind.name == "completions" and {each.rule for each in fault.problems} == {"header"}:
            return
        raise
    if not again.questions:
        assert again.total == preview.count("rejected"), "Of the rejected rows, some are lost."


def _apply_twice(county: County, preview: Preview, by: Actor | None) -> None:
    answers = preview.asked.answers
    applied = imports.apply(county.db, preview, by, accept_valid=True)
    assert applied.applied == len(preview.to_apply)
    first = county.rows()
    if preview.agency is not None:
        _is_held(county, first, preview.agency)
    again = imports.preview(
        county.db,
        preview.kind.name,
        preview.data,
        preview.filename,
        preview.agency,
        by=by,
        change_addresses=preview.change_addresses,
        answers=answers,
        course=preview.asked.course,
    )
    if not again.count("rejected") and not again.questions:
        imports.apply(county.db, again, by)
    assert county.rows() == first, "Applied a second time, the file changed something."
    cannot_run(imports.ids_and_names(county.db, None))


def _is_as_before(county: County) -> None:
    if county.rows() != county.before:
        county.begin()
        raise AssertionError("A row was changed before anything was applied.")


def _is_held(county: County, now: dict[str, list[tuple[object, ...]]], agency: str) -> None:
    """Raises AssertionError if a post outside the agency has changed."""
    with county.db.read() as conn:
        within = set(conn.column("select agency from agency_within where within = :a", {"a": agency}))
        posts = conn.tuples("select agency, id from post")
    inside = {post for place, post in posts if place in within}
    ids = {post for _, post in posts}

    def outside(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
        return [row for row in rows if row[0] in ids - inside]

    assert outside(now["post"]) == outside(county.before["post"]), "A post of another agency was changed."


def _is_in_words(error: ElearnError) -> None:
    assert str(error).strip()
    if isinstance(error, InputFault):
        assert error.problems
        for problem in error.problems:
            assert problem.message.strip(), problem
            assert problem.remedy.strip(), problem


def _can_be_shown(preview: Preview) -> None:
    json.dumps(preview.as_dict())
    json.dumps(preview.reading(), ensure_ascii=False).encode()
    for problem in preview.problems():
        assert problem.message
        assert problem.remedy
    assert len(preview.to_apply) + len(preview.rejected) <= preview.total


def cannot_run(data: bytes) -> None:
    """Raises AssertionError if a cell of a CSV file may run in a spreadsheet."""
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        for cell in row:
            is_number = cell.strip("-").replace(".", "").replace(",", "").isdecimal()
            assert is_number or not may_run(cell), f"A cell may run: {cell!r}"


def _rules(error: ElearnError) -> str:
    rules = (
        {problem.rule for problem in error.problems}
        if isinstance(error, InputFault)
        else {type(error).__name__}
    )
    return " ".join(sorted(rules))


def _counts(preview: Preview) -> str:
    return " ".join(
        [
            preview.kind.name,
            *(action for action in ("new", "changed", "unchanged", "rejected") if preview.count(action)),
            *sorted({problem.rule for problem in preview.problems()}),
            *(question.partition(":")[0] for question in sorted(preview.asked.answers)),
        ]
    )
