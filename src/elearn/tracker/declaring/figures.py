"""What a link asks for, and what is kept of the answer. Each figure that is kept says by which link it came."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from elearn.database import Connection, Database, instant_text
from elearn.days import now_utc, today
from elearn.phrases import phrase
from elearn.problems import InputFault, NotFound
from elearn.tracker import audit
from elearn.tracker.asks import IN_FORCE
from elearn.tracker.declaring.faults import fault
from elearn.tracker.declaring.link import Link, links_in
from elearn.tracker.declaring.typed import Figure, read
from elearn.tracker.imports import keep_batch
from elearn.tracker.sessions import token_hash

_KIND: Final[dict[str, str]] = {"headcount": "headcounts", "return": "returns"}


def figures_of(db: Database, link: Link) -> list[Figure]:
    """What a link asks for: each role group of which something is required at the agency; for returns, each course."""
    with db.read() as conn:
        return _figures(conn, link)


def keep(db: Database, token: str, typed: Mapping[str, str]) -> int:
    """Keep the figures that were typed, and return how many.

    Raises NotFound if the link does not work any more, and InputFault if something is wrong or not answered: also
    if the last figures are others than those that were shown (`seen`, as `stamp` gives it).
    """
    with db.write() as conn:
        found = links_in(conn, "l.token_hash = :hash", {"hash": token_hash(token)})
        if not found or not found[0].works:
            raise NotFound(phrase("This link does not work any more. Ask whoever sent it for a new one."))
        [link] = found
        figures = _figures(conn, link)
        if typed.get("seen") != stamp(figures):
            message = phrase("Other figures have come in since you opened the page.")
            raise InputFault([fault("", message, phrase("Compare yours with them, and send them again."))])
        got = read(figures, link.what, typed)
        if got.problems or got.questions or got.day is None:
            raise InputFault(got.problems or [fault("", each.text, "") for each in got.questions])
        rows = [(figure, got.values[figure.field]) for figure in figures if got.values[figure.field]]
        batch = _write(conn, link, got.day, rows)
        now = {"now": instant_text(now_utc()), "id": link.id}
        conn.execute("update declaration_link set used_at = :now where id = :id", now)
        detail = {"import_batch": batch, "figures": len(rows), "agency": link.agency}
        audit.note(conn, "declaration.kept", actor=None, subject=str(link.id), detail=detail)
    return len(rows)


def stamp(figures: Sequence[Figure]) -> str:
    """What is asked for and what the last figures are, as one short text, to notice that others came in between."""
    asked = [
        (each.field, each.role_group, each.course, each.headcount, each.in_date, each.on) for each in figures
    ]
    return token_hash(repr(asked))[:16]


def _figures(conn: Connection, link: Link) -> list[Figure]:
    by_course = link.what == "return"
    asked = conn.rows(
        f"""
        select distinct g.id, g.name, {"c.id as course, c.title" if by_course else "'' as course, '' as title"}
          from {IN_FORCE} q join course c on c.id = q.course
          join role_group g on q.role_group is null or g.id = q.role_group
         where (q.agency is null or q.agency in (select within from agency_within where agency = :agency))
           and q.from_day <= :today and (q.to_day is null or q.to_day >= :today)
        """,
        {"agency": link.agency, "today": today().isoformat()},
    )
    if by_course:
        sql = "select role_group, course, headcount, in_date, period_end from aggregate_return where agency = :agency"
        order = " order by period_end"
    else:
        sql = "select role_group, '' as course, headcount, null as in_date, as_at from headcount where agency = :agency"
        order = " order by as_at"
    last = {(row[0], row[1]): row[2:] for row in conn.tuples(sql + order, {"agency": link.agency})}
    found: list[Figure] = []
    for row in sorted(asked, key=lambda row: (row["title"], row["name"], row["id"])):
        people, in_date, on = last.get((row["id"], row["course"]), (None, None, None))
        found.append(
            Figure(
                f"f{len(found)}",
                *(row["id"], row["name"], row["course"], row["title"], people, in_date),
                date.fromisoformat(on) if on else None,
            )
        )
    return found


def _write(
    conn: Connection, link: Link, on: date, rows: Sequence[tuple[Figure, tuple[int, int | None] | None]]
) -> int:
    told = {"kind": _KIND[link.what], "file": "", "sha256": "", "agency": link.agency}
    batch = keep_batch(conn, {**told, "applied": len(rows), "unchanged": 0, "rejected": 0}, None)
    table, day_column, more = (
        ("headcount", "as_at", ())
        if link.what == "headcount"
        else (
            "aggregate_return",
            "period_end",
            ("course", "in_date"),
        )
    )
    names = ("agency", "role_group", day_column, "headcount", "source", *more)
    key = ("agency", "role_group", day_column, *(("course",) if more else ()))
    changed = [name for name in names if name not in key]
    conn.many(
        f"""
        insert into {table} ({", ".join(names)}) values ({", ".join(f":{name}" for name in names)})
        on conflict ({", ".join(key)}) do update set {", ".join(f"{name} = excluded.{name}" for name in changed)}
        """,
        (
            {
                "agency": link.agency,
                "role_group": figure.role_group,
                day_column: on.isoformat(),
                "headcount": value[0],
                "in_date": value[1],
                "course": figure.course,
                "source": link.source,
            }
            for figure, value in rows
            if value
        ),
    )
    return batch
