"""People and their posts: the roster. A row is a post. The same e-mail address is the same person.

A person without an address is known by the agency and the staff number (`unaddressed.py`).
"""

from collections.abc import Collection, Mapping, Sequence

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker import standing
from elearn.tracker.addresses import shown
from elearn.tracker.imports import addresses, posts
from elearn.tracker.imports.addresses import StaffNumbers
from elearn.tracker.imports.base import Column, Kind, Progress, Sheet, parts, unheard
from elearn.tracker.imports.cells import day, email, language, person_name, reference, staff_number
from elearn.tracker.imports.filerows import FileRow, Kept
from elearn.tracker.imports.known import known_agencies, known_role_groups
from elearn.tracker.imports.matching import NOBODY
from elearn.tracker.imports.other_headers import AGENCY, EMAIL, STAFF_NUMBER
from elearn.tracker.imports.posts import FIELDS, POST, Cell, Stored, cell_of, stored_posts
from elearn.tracker.imports.unaddressed import Holder, holders_of, who

STARTS_ON = Column(
    "starts_on",
    day,
    about=phrase("the first day in the post"),
    also=(
        *("Start date", "Date started", "Started on", "Date of joining", "Date joined", "Hire date"),
        *("Position start date", "Post start date", "Employment start date", "Assignment start date"),
    ),
)
ENDS_ON = Column(
    "ends_on",
    day,
    needed=False,
    blank=None,
    about=phrase("the last day in the post; blank if it goes on"),
    also=(
        *("End date", "Leaving date", "Leave date", "Date left", "Left on", "Date of leaving", "Last day"),
        *("Termination date", "Finish date", "Position end date", "Post end date", "Assignment end date"),
    ),
    absent=phrase("new posts go on, and those that are known keep their last day"),
    no_end=True,
)


LANGUAGE = Column(
    "language",
    language,
    needed=False,
    blank="",
    about=phrase(
        "the language of their mails, pages and certificates: English or Welsh; blank changes nothing"
    ),
    also=("Preferred language", "Language preference", "Iaith"),
)


class People(Kind):
    """`email,name,staff_number,agency,role_group,starts_on,ends_on,language`."""

    name = "people"
    columns = (
        Column(
            "email",
            email,
            needed=False,
            blank=None,
            about=phrase(
                "their own e-mail address; the same address is the same person. Someone who has none is known by the "
                "agency and the staff number"
            ),
            also=EMAIL,
        ),
        Column(
            "name",
            person_name,
            about=phrase("their name"),
            also=("Full name", "Employee name", "Staff name", "Display name", "Learner name", "Person"),
        ),
        Column(
            "staff_number",
            staff_number,
            needed=False,
            blank="",
            about=phrase(
                "their number at the agency, if your completions give numbers, or if they have no address"
            ),
            also=STAFF_NUMBER,
        ),
        Column(
            "agency",
            reference,
            about=phrase("id or name of the agency"),
            also=AGENCY,
        ),
        Column(
            "role_group",
            reference,
            about=phrase("id or name of the role group"),
            also=("Role", "Staff group", "Training group", "Role group name", "Role group id"),
        ),
        STARTS_ON,
        ENDS_ON,
        LANGUAGE,
    )
    row = phrase("a person’s post; someone with two posts has two rows")
    example = (
        (
            "robin.finch@council.example",
            "Robin Finch (example)",
            "E101",
            "example-council",
            "example-some-contact",
            "2024-04-01",
            "",
            "English",
        ),
        (
            "sam.heron@council.example",
            "Sam Heron (example)",
            "E102",
            "example-social-work",
            "example-works-with-children",
            "2024-09-02",
            "",
            "Welsh",
        ),
        (
            "alex.linnet@council.example",
            "Alex Linnet (example)",
            "E103",
            "example-social-work",
            "example-works-with-children",
            "2023-01-09",
            "2025-03-31",
            "",
        ),
    )
    leads = True
    packed = (*POST, "name", *FIELDS, "corrects", "address_of", "language")

    def missing(self, present: Collection[str]) -> list[str]:
        lacking = super().missing(present)
        if not {"email", "staff_number"} & set(present):
            lacking.insert(0, NOBODY)
        return lacking

    def begin(self, conn: Connection, sheet: Sheet) -> None:
        self._agencies, self._role_groups = known_agencies(conn, sheet), known_role_groups(conn, sheet)
        self._held = sheet.held is not None
        self._forget_rows()

    def _forget_rows(self) -> None:
        """Start without any row, or let go of the memory that all of them took."""
        self._names: dict[str, str] = {}
        self._languages: dict[str, str] = {}
        self._first: dict[str, int] = {}
        self._numbers = StaffNumbers(self._names)
        self._stored: dict[Cell, Stored] = {}

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        for line in sheet.lines:
            self._agencies.resolve(line, "agency")
            self._role_groups.resolve(line, "role_group")
            sheet.in_order(line, STARTS_ON, ENDS_ON)
            if line.good:
                sheet.hold(line, line.values["agency"])
        self._numbers.resolve(conn, sheet)
        sheet.once(POST, ("name", *FIELDS, "language"), phrase("post"))
        self._one_name_each(sheet)
        self._one_language_each(sheet)
        emails = {line.values["email"] for line in sheet.good()}
        known = conn.tuples(
            "select email, name, language from person where email in :emails", {"emails": emails}
        )
        names = {email: name for email, name, _ in known}
        languages = {email: language for email, _, language in known if language}
        stored = stored_posts(conn, names)
        _keep_names_of_others(conn, sheet, names)
        for line in sheet.good():
            self._compare(sheet, line, names, languages, stored.get(cell_of(line), {}))
        self._numbers.check(conn, sheet)

    def shown(self, line: FileRow) -> list[str]:
        texts = super().shown(line)
        texts[0] = shown(texts[0])
        if line.values.get("hides_name"):
            # until they have a post there, their name is no business of the sender
            texts[[column.name for column in self.columns].index("name")] = phrase("the name that we know")
        return texts

    def finish(self, conn: Connection, sheet: Sheet, kept: Kept) -> None:
        def compare(lines: list[FileRow], holders: Mapping[str, Holder]) -> None:
            known = stored_posts(conn, [holder.email for holder in holders.values()])
            names = {email: holder.name for email, holder in holders.items()}
            for line in lines:
                email, *place = cell_of(line)
                self._compare(sheet, line, names, {}, known.get((holders[email].email, *place), {}))

        renamed = self._numbers.settle_unaddressed(sheet, kept)
        self._compare_again(conn, sheet, kept, renamed)
        addresses.settle(conn, sheet, kept, self._numbers.moves, self._first, compare)
        posts.settle(sheet, kept, self._stored)
        self._numbers.note(sheet)
        self._forget_rows()

    def _compare_again(
        self, conn: Connection, sheet: Sheet, kept: Kept, renamed: Mapping[str, list[FileRow]]
    ) -> None:
        """Compare rows that have got the address of another row with what is stored of that person."""
        if not renamed:
            return
        holders = holders_of(conn, renamed)
        stored = stored_posts(conn, holders)
        names = {email: holder.name for email, holder in holders.items()}
        for line in (line for lines in renamed.values() for line in lines):
            self._compare(sheet, line, names, {}, stored.get(cell_of(line), {}))
            kept.put(line)

    def _one_name_each(self, sheet: Sheet) -> None:
        """Reject a row that gives another name to an e-mail address: two people may not share one."""
        for line in sheet.good():
            name = line.values["name"]
            address = line.values["email"]
            before = self._names.setdefault(address, name)
            number = self._first.setdefault(address, line.number)
            if before != name and before.casefold() != name.casefold():
                message = phrase(
                    "Row %(row)s gives %(email)s the name %(name)s.", row=number, email=address, name=before
                )
                remedy = phrase("Each person needs their own address. Correct one of the two.")
                line.reject("name", "two-names", message, remedy)
            else:
                line.values["name"] = before  # or the last of two spellings would change it with every import

    def _one_language_each(self, sheet: Sheet) -> None:
        """Reject a row that gives a person another language than an earlier one."""
        for line in sheet.good():
            if (language := line.values.get("language")) and (
                self._languages.setdefault(line.values["email"], language) != language
            ):
                message = phrase(
                    "An earlier row gives %(email)s another language.",
                    email=who(line.values["email"], line.values["name"]),
                )
                remedy = phrase("Each person has one. Correct one of the two.")
                line.reject("language", "two-languages", message, remedy)

    def _compare(
        self,
        sheet: Sheet,
        line: FileRow,
        names: Mapping[str, str],
        languages: Mapping[str, str],
        stored: Stored,
    ) -> None:
        """Set a row's action: new, changed or unchanged. A column that the file does not have changes nothing."""
        start = line.values["starts_on"]
        if len(stored) > 1 or (stored and start not in stored):
            self._stored[cell_of(line)] = stored
        before = stored.get(start)
        if before is None:
            return
        for name, value in zip(FIELDS, before, strict=True):
            if name not in sheet.present:
                line.values[name] = value
        after = tuple(line.values[name] for name in FIELDS)
        email = line.values["email"]
        says = line.values.get("language") or languages.get(email, "")
        same = after == before and names[email] == line.values["name"] and languages.get(email, "") == says
        line.action = "unchanged" if same else "changed"

    def stage(self, conn: Connection, lines: Sequence[FileRow], progress: Progress = unheard) -> None:
        conn.execute("drop table if exists staged_post")
        conn.execute(
            """
            create temporary table staged_post (
              position integer primary key, email text, agency text, role_group text, starts_on text, name text,
              staff_number text, ends_on text, corrects text, address_of integer, language text
            )
            """
        )
        for part in parts(lines, progress):
            conn.many(
                f"""
                insert into staged_post ({", ".join(self.packed)})
                values ({", ".join(f":{name}" for name in self.packed)})
                """,
                ({name: line.values.get(name) for name in self.packed} for line in part),
            )

    def ending(self, conn: Connection, lines: Sequence[FileRow]) -> int:
        found: int = conn.value(
            """
            select count(*)
              from staged_post s join person on person.email = s.email
                   join post on post.person = person.id and post.agency = s.agency
                             and post.role_group = s.role_group and post.starts_on = coalesce(s.corrects, s.starts_on)
             where s.ends_on is not null and post.ends_on is null
            """
        )
        return found

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        moved = dict(conn.tuples("select address_of, email from staged_post where address_of is not null"))
        addresses.write_addresses(conn, moved, self._held, batch)
        _write_people(conn)
        posts.write_staged(conn)
        touched = set(
            conn.column("select distinct person.id from staged_post s join person on person.email = s.email")
        )
        conn.execute("drop table staged_post")
        standing.refresh(conn, touched)
        return touched


def _write_people(conn: Connection) -> None:
    """Write the people of the staged rows, each once, in the order of the rows.

    All rows of one have one name, and the same language or none. None changes nothing.
    """
    conn.execute(
        """
        insert into person (email, name, language)
        select email, min(name), coalesce(max(language), '') from staged_post
         where 1 = 1 group by email order by min(position)
        on conflict (email) do update
           set name = excluded.name,
               language = case when excluded.language = '' then person.language else excluded.language end
         where person.name <> excluded.name
            or (excluded.language <> '' and person.language <> excluded.language)
        """
    )


def _keep_names_of_others(conn: Connection, sheet: Sheet, names: dict[str, str]) -> None:
    """Let an import that is limited to an agency rename only people who work there and nowhere else.

    It changes nobody else's language either.

    Someone without any post, such as an administrator, keeps their name too. Someone whom we know by their address
    alone has no name to keep.
    """
    if sheet.held is None:
        return
    elsewhere = set(
        conn.column(
            """
            select email from person
             where email in :emails
               and (id not in (select person from post where agency in :held)
                    or id in (select person from post where agency not in :held))
            """,
            {"held": sheet.held, "emails": sorted(names)},
        )
    )
    here = set(
        conn.column(
            """
            select email from person
             where email in :emails and id in (select person from post where agency in :held)
            """,
            {"held": sheet.held, "emails": sorted(elsewhere)},
        )
    )
    for line in sheet.good():
        kept = names.get(line.values["email"])
        if line.values["email"] in elsewhere:
            line.values["language"] = ""
        if line.values["email"] in elsewhere and kept != line.values["email"]:
            line.values["name"] = kept
            line.values["hides_name"] = line.values["email"] not in here
