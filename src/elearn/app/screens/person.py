"""The page of one person, for their lead (`who-is-due?person=ID`) and for administrators (`people?person=ID`)."""

from collections.abc import Callable

from elearn.app import person_code, person_completions, person_forms, person_posts, session
from elearn.app.drawing import draw, thousands
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import Actor, directory
from elearn.translations import LANGUAGES, ngettext
from elearn.translations import gettext as _

SECTIONS: tuple[Callable[[Actor, int], None], ...] = (
    person_posts.section,
    person_completions.section,
    person_code.section,
    person_forms.section,
)
"""What the page shows below the person's name, in order. Each asks for itself what this reader may see."""
_LANGUAGES: dict[str, str] = dict(LANGUAGES.items())


def page(actor: Actor, person: int) -> None:
    """Draws the page. Raises NotFound if there is no such person, or none whom the reader may see by name."""
    scope = actor.people_scope()
    found = directory.people(session.database(), scope, today(), only=person).rows
    if not found:
        raise NotFound(
            _("There is no such person here. Somebody may have removed them. Look at the list again.")
        )
    [who] = found
    links, facts = (
        {},
        [
            (_("E-mail"), who.email or _("No address of their own")),
            (_("In post today"), _posts_in_words(len(who.posts))),
        ],
    )
    if actor.may("administer"):
        facts.append((_("Language"), _LANGUAGES.get(who.language) or _("Not chosen")))
        facts.append((_("Rights"), _("Roles, sessions and invitation")))
        links = {_("Rights"): f"people-and-rights?person={person}"}
    draw("row-head.html", links=links, title=who.name, facts=facts)
    for section in SECTIONS:
        section(actor, person)


def _posts_in_words(count: int) -> str:
    return ngettext("%(num)s post", "%(num)s posts", count, num=thousands(count))
