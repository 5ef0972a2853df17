"""Agencies: each has a parent, a target and a basis for its figures."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from elearn.database import Connection
from elearn.phrases import joined, phrase
from elearn.tracker import standing
from elearn.tracker.imports.base import Column, Progress, Sheet, TableKind, unheard
from elearn.tracker.imports.cells import BASES, identifier, one_of, reference, text, whole_percent
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import Known, known_agencies


class Agencies(TableKind):
    """`id,name,kind,parent,target,basis`. Parents may come before or after their children."""

    name = "agencies"
    columns = (
        Column(
            "id",
            identifier,
            about=phrase("a short id of your own that stays the same"),
            also=("Agency id", "Agency code", "Organisation id", "Organisation code", "ODS code", "Code"),
        ),
        Column(
            "name",
            text(),
            about=phrase("the agency’s name, as people know it"),
            also=("Agency", "Agency name", "Organisation", "Organisation name", "Organization name"),
        ),
        Column(
            "kind", text(80), needed=False, blank="", about=phrase("what sort of agency it is, in your words")
        ),
        Column(
            "parent",
            reference,
            needed=False,
            blank=None,
            about=phrase("id or name of the agency that this one is part of; blank if none"),
            also=("Parent agency", "Part of", "Parent organisation"),
            absent=phrase("new agencies are part of no other, and those that are known stay where they are"),
        ),
        Column(
            "target",
            whole_percent,
            needed=False,
            blank=90,
            about=phrase("the percentage of people who should be in date; blank is 90"),
            also=("Target %", "Target percentage"),
            absent=phrase("the target of new agencies is 90, and those that are known keep theirs"),
        ),
        Column(
            "basis",
            one_of(*BASES),
            needed=False,
            blank="roster",
            about=phrase(
                "what its figures come from: roster (its people by name), headcount or return; blank is roster"
            ),
            absent=phrase("new agencies are counted by their roster, and those that are known as before"),
        ),
    )
    row = phrase("an agency")
    example = (
        ("example-council", "Example Council", "local authority", "", "90", "roster"),
        ("example-social-work", "Example Children’s Social Work", "team", "example-council", "95", "roster"),
        ("example-hospital", "Example Hospital", "health", "", "85", "headcount"),
        ("example-youth-club", "Example Youth Club", "voluntary", "", "80", "return"),
    )
    agency_in = "id"
    table = "agency"
    key = ("id",)
    fields = ("name", "kind", "parent", "target", "basis")
    what = phrase("agency")

    def check(self, conn: Connection, sheet: Sheet) -> None:
        known = known_agencies(conn)
        for line in sheet.good():
            known.adopt(line, "id")
        sheet.once(self.key, self.fields, self.what)
        stored = dict(conn.tuples("select id, parent from agency"))
        names = dict(conn.tuples("select id, name from agency"))
        written = {line.number: line.values["parent"] for line in sheet.good()}
        self._name_parents(sheet, names)
        self._no_cycles(sheet, stored)
        self._parents_there(sheet, known, stored, written)
        self._within_held(sheet, stored)
        sheet.note_shared_names(names, phrase("agencies"))

    def _name_parents(self, sheet: Sheet, names: Mapping[str, str]) -> None:
        """Find each agency's parent among those stored and those in the file, by the names that they will have."""
        good = sheet.good()
        added = {line.values["id"]: line.values["name"] for line in good}
        known = Known(phrase("agency"), {**names, **added}, "agencies", sheet)
        for line in good:
            known.resolve(line, "parent")

    def _parents_there(
        self, sheet: Sheet, known: Known, stored: Mapping[str, Any], written: Mapping[int, str]
    ) -> None:
        """Reject each agency whose parent is neither stored nor in a good row of the file.

        A rejected row may be the parent of another, so that one is rejected too, and so on.
        """
        good = sheet.good()
        children: dict[str, list[FileRow]] = defaultdict(list)
        for line in good:
            children[line.values["parent"]].append(line)
        there = {None, *stored, *(line.values["id"] for line in good)}
        waiting = [line for line in good if line.values["parent"] not in there]
        while waiting:
            line = waiting.pop()
            known.refuse(line, "parent", written[line.number])
            if line.values["id"] not in stored:
                waiting += children[line.values["id"]]

    def _no_cycles(self, sheet: Sheet, stored: Mapping[str, Any]) -> None:
        """Reject each agency that would be its own ancestor."""
        parents = {**stored, **{line.values["id"]: line.values["parent"] for line in sheet.good()}}
        for line in sheet.good():
            trail = {line.values["id"]: True}  # in order, and quick to search
            above = line.values["parent"]
            while above is not None and above not in trail:
                trail[above] = True
                above = parents.get(above)
            if above == line.values["id"]:
                outer = (phrase("is within “%(agency)s”", agency=each) for each in (*list(trail)[1:], above))
                message = phrase("%(chain)s.", chain=joined((f"“{line.values['id']}”", *outer)))
                remedy = phrase("Give one of them another parent, or none.")
                line.reject("parent", "cycle", message, remedy)

    def _within_held(self, sheet: Sheet, stored: Mapping[str, Any]) -> None:
        """If the import is limited to some agencies, reject a row about others, or one that moves to or from them."""
        if sheet.held is None:
            return
        added = {line.values["id"]: line.values["parent"] for line in sheet.good()}
        for line in sheet.good():
            agency, parent = line.values["id"], line.values["parent"]
            if agency in stored:
                sheet.hold(line, agency)
            if agency not in stored or parent != stored[agency]:
                while parent in added and parent not in stored:
                    parent = added[parent]
                sheet.hold(line, parent)

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        before = {row[0]: row[1:] for row in conn.tuples("select id, parent, basis from agency")}
        parents = [(line.values["id"], line.values["parent"]) for line in lines]
        moved = [
            v["id"]
            for v in (line.values for line in lines)
            if before.get(v["id"], (v["parent"], v["basis"])) != (v["parent"], v["basis"])
        ]
        people = _people_at(conn, moved)
        rootless = [FileRow(line.number, line.cells, {**line.values, "parent": None}) for line in lines]
        self.upsert(conn, rootless)
        conn.many(
            "update agency set parent = :parent where id = :id",
            ({"id": identifier, "parent": parent} for identifier, parent in parents if parent),
        )
        _keep_within(conn)
        if people:
            standing.refresh(conn, people)
        return people


def _people_at(conn: Connection, agencies: Sequence[str]) -> list[int]:
    """Everyone who has or had a post at one of these agencies or its children."""
    if not agencies:
        return []
    return conn.column(
        """
        select distinct person from post
         where agency in (select agency from agency_within where within in :agencies)
        """,
        {"agencies": agencies},
    )


def _keep_within(conn: Connection) -> None:
    """Rebuild `agency_within` from each agency's parent."""
    parents: dict[str, str | None] = dict(conn.tuples("select id, parent from agency"))
    pairs = []
    for agency in parents:
        above: str | None = agency
        while above is not None:
            pairs.append({"agency": agency, "within": above})
            above = parents[above]
    conn.execute("delete from agency_within")
    conn.many("insert into agency_within (agency, within) values (:agency, :within)", pairs)
