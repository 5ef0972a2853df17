"""The forms that change one person, on their page, for administrators."""

from elearn.app import entries, session
from elearn.days import today
from elearn.tracker import Actor, directory
from elearn.translations import gettext as _


def section(actor: Actor, person: int) -> None:
    """Draws the forms that add a post, end posts, correct and remove the person. Others see none."""
    if not actor.may("administer"):
        return
    [found] = directory.people(session.database(), actor.people_scope(), today(), only=person).rows
    given = {"email": found.email, "name": found.name, "language": ""}
    entries.add(actor, "people", _("Add a post"), _("The post is added."), known=given, person=person)
    entries.end(actor, "person", person)
    entries.correct(actor, person)
    entries.remove(actor, "person", person, {"shown": "people"})
