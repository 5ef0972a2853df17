"""The page of one agency, role group, person or post: what it says, and the forms that change, end and remove it."""

from collections.abc import Callable, Mapping

import streamlit as st

from elearn.app import entries, session
from elearn.app.drawing import day, draw, plural
from elearn.app.row_fields import BASIS_WORDS
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import Actor, directory, results
from elearn.translations import LANGUAGES

_MOST_DIGITS = 12
_LANGUAGES: dict[str, str] = dict(LANGUAGES.items())


def is_asked(query: Mapping[str, str]) -> bool:
    """Whether the address names a row. Then its page is shown, and no list."""
    return any(query.get(name) for name in PAGES)


def shown(actor: Actor) -> bool:
    """Draws the page of the row that the address names, and returns whether it names one.

    Raises NotFound if there is no such row.
    """
    for name, (page, list_) in PAGES.items():
        if asked := st.query_params.get(name):
            draw("row-back.html", back=f"?shown={list_}", back_to=f"All {list_.replace('-', ' ')}")
            page(actor, asked)
            return True
    return False


def number(asked: str, word: str) -> int:
    """The number that an address asks for. Raises NotFound if it cannot be one of ours."""
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= _MOST_DIGITS):
        raise no_such(word)
    return int(asked)


def no_such(word: str) -> NotFound:
    """What to raise if there is no row with the id that an address names."""
    return NotFound(f"There is no such {word} here, or not any more. Look at the list again.")


def _agency(actor: Actor, id: str) -> None:
    found = directory.agencies(session.database(), actor.people_scope(), today(), only=id).rows
    if not found:
        raise no_such("agency")
    [agency] = found
    draw(
        "row-head.html",
        links={},
        title=agency.name,
        facts=[
            ("Id", agency.id),
            ("Kind", agency.kind),
            ("Part of", agency.parent_name),
            ("People in post today", f"{agency.people:,}"),
            ("Target", f"{agency.target}%"),
            ("Counted from", BASIS_WORDS[agency.basis]),
        ],
    )
    _forms(actor, "agency", id, "agencies")


def _role_group(actor: Actor, id: str) -> None:
    found = [each for each in directory.role_groups(session.database(), today()) if each.id == id]
    if not found:
        raise no_such("role group")
    [group] = found
    draw(
        "row-head.html",
        links={},
        title=group.name,
        facts=[
            ("Id", group.id),
            ("Level", group.level),
            ("People in post today", f"{group.people:,}"),
        ],
    )
    _forms(actor, "role_group", id, "role-groups")


def _person(actor: Actor, asked: str) -> None:
    id, db, scope = number(asked, "person"), session.database(), actor.people_scope()
    found = directory.people(db, scope, today(), only=id).rows
    if not found:
        raise no_such("person")
    [person] = found
    draw(
        "row-head.html",
        links={"Rights": f"people-and-rights?person={id}"},
        title=person.name,
        facts=[
            ("E-mail", person.email),
            ("In post today", plural(len(person.posts), "post")),
            ("Language", _LANGUAGES.get(person.language, "Not chosen")),
            ("Rights", "Roles, sessions and invitation"),
        ],
    )
    draw("person-posts.html", rows=directory.posts(db, scope, id), today=today())
    if completed := results.of_person(db, scope, id, today()):
        draw("person-results.html", rows=completed)
    given = {"email": person.email, "name": person.name, "language": ""}
    entries.add(actor, "people", "Add a post", "The post is added.", known=given)
    entries.end(actor, "person", id)
    entries.correct(actor, id)
    entries.remove(actor, "person", id, {"shown": "people"})


def _post(actor: Actor, asked: str) -> None:
    id = number(asked, "post")
    db, scope = session.database(), actor.people_scope()
    post = directory.post(db, scope, id)
    if post is None:
        raise no_such("post")
    [person] = directory.people(db, scope, today(), only=post.person).rows
    draw(
        "row-head.html",
        links={"Person": f"?person={person.id}"},
        title=f"{post.role_group_name}, {post.agency_name}",
        facts=[
            ("Person", f"{person.name}, {person.email}"),
            ("Staff number", post.staff_number),
            ("First day in post", day(post.starts_on)),
            ("Last day in post", day(post.ends_on) or "Still open"),
        ],
    )
    entries.change(actor, "post", id, fixed=("email", "name", "language"))
    entries.end(actor, "post", id)
    entries.remove(actor, "post", id, {"person": str(person.id)})


def _forms(actor: Actor, thing: str, id: str, back: str) -> None:
    entries.change(actor, thing, id)
    entries.end(actor, thing, id)
    entries.remove(actor, thing, id, {"shown": back})


PAGES: dict[str, tuple[Callable[[Actor, str], None], str]] = {
    "agency": (_agency, "agencies"),
    "role_group": (_role_group, "role-groups"),
    "person": (_person, "people"),
    "post": (_post, "people"),
}
"""By the name in the address, what draws the page of a row, and the list that it is in."""
