"""A lead's home and a person's page in Chromium, for the lead of the largest agency and of a small one."""

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser

from benchmarks._county_page import browsing
from elearn.database import Database, open_database
from elearn.days import today
from elearn.reporting import result_notes, who
from elearn.reporting.coverage import coverage
from elearn.runtime import session_cookie
from elearn.tracker import Actor, actor, exemptions, load_names, person_page, sessions
from elearn.tracker.scope import Scope, give_role

HOME = ".stack a[href^='?person=']"
"""The first person whom a lead has to remind, wherever the page has them."""
PERSON = ".why-states .state"
"""Where the person stands on the first thing that is required of them."""
_AHEAD = "#ahead"


class Lead(NamedTuple):
    """A lead to measure: how large their agency is, their session, and somebody who is due there."""

    people: int
    token: str
    due: int


def measure(database: str, openings: int) -> dict[str, dict[str, float]]:
    """Opens both pages so many times, for each of the two leads, after one opening that is not counted.

    Returns, by `large` and `small`: `people`, seconds to the first content of `home` and `person`, and seconds until
    Streamlit has drawn them too (`home_drawn`, `person_drawn`). Raises NoBrowser if there is none.
    """
    with open_database(database) as db:
        leads = {name: _lead(db, agency) for name, agency in _agencies(db).items()}
    with browsing(database) as (browser, app):
        _open(browser, app, leads["large"].token, "who-is-due", HOME)  # the first figures are read then
        return {name: _of(browser, app, lead, openings) for name, lead in leads.items()}


def functions(database: str, times: int) -> dict[str, dict[str, float]]:
    """The medians in milliseconds of processor time of what the two pages read: `home` and `person`, for both leads.

    The first time, which reads the county's figures, is not among them.
    """
    found = {}
    with open_database(database) as db:
        for name, agency in _agencies(db).items():
            by, on = _asking(db, agency), today()
            due = who(db, by.people_scope(), on, limit=1).rows[0].person
            _read_home(db, by, on)
            found[name] = {
                "home": _median_ms(partial(_read_home, db, by, on), times),
                "person": _median_ms(partial(person_page, db, by.people_scope(), due, on), times),
            }
    return found


def _read_home(db: Database, by: Actor, on: date) -> None:
    scope = by.people_scope()
    load_names(db, scope)
    coverage(db, scope, on, ("course",))
    result_notes(db, scope, on, ("course",))
    who(db, scope, on, limit=50)
    exemptions.answers(db, by, on)
    exemptions.ending_soon(db, scope, on)


def _median_ms(act: Callable[[], object], times: int) -> float:
    waits = []
    for _ in range(times):
        begun = time.process_time()
        act()
        waits.append((time.process_time() - begun) * 1000)
    return median(waits)


def _agencies(db: Database) -> dict[str, str]:
    """The agency with most people in it and its children, and one with about ten."""
    with db.read() as conn:
        counts = conn.tuples(
            """
            select w.within, count(distinct post.person) as people
              from post join agency_within w on w.agency = post.agency group by w.within
             order by people desc, w.within
            """
        )
    return {"large": counts[0][0], "small": min(counts, key=lambda each: abs(each[1] - 10))[0]}


def _asking(db: Database, agency: str) -> Actor:
    """Somebody who leads an agency."""
    with db.write() as conn:
        person = conn.value("select min(person) from post where agency = :agency", {"agency": agency})
        person = person or conn.value("select min(id) from person")
        conn.execute("delete from role where person = :person", {"person": person})
        give_role(conn, person, "lead", agency)
    return actor(db, person)


def _lead(db: Database, agency: str) -> Lead:
    by = _asking(db, agency)
    scope = Scope.of_agencies([agency])
    with db.read() as conn:
        people = conn.value(
            f"select count(distinct person) from post where {scope.on_agency('post.agency')}", scope.params
        )
    due = who(db, scope, today(), limit=1).rows[0].person
    return Lead(people, sessions.mint_session(db, by.person), due)


def _of(browser: Browser, app: int, lead: Lead, openings: int) -> dict[str, float]:
    pages = {"home": ("who-is-due", HOME), "person": (f"who-is-due?person={lead.due}", PERSON)}
    found: dict[str, float] = {"people": lead.people}
    for name, (path, shown) in pages.items():
        opened = [_open(browser, app, lead.token, path, shown) for _ in range(openings)]
        found[name] = median(first for first, _ in opened)
        found[f"{name}_drawn"] = median(drawn for _, drawn in opened)
    return found


def _open(browser: Browser, app: int, token: str, path: str, shown: str) -> tuple[float, float]:
    """Seconds until what was asked for is shown, and until Streamlit has drawn it too."""
    context = browser.new_context()
    context.add_cookies(
        [{"name": session_cookie(secure=False), "value": token, "url": f"http://localhost:{app}"}]
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    begun = time.perf_counter()
    page.goto(f"http://localhost:{app}/{path}", wait_until="commit")
    page.wait_for_selector(shown)
    first = time.perf_counter() - begun
    page.wait_for_selector(_AHEAD, state="detached")
    page.wait_for_selector(shown)
    drawn = time.perf_counter() - begun
    context.close()
    return first, drawn
