"""Learning to approve: what people learned elsewhere and their lead has not decided on, and the page of one record."""

from collections.abc import Callable, Mapping

import streamlit as st

from elearn.app import filters, forms, lists, outside_words, session
from elearn.app.drawing import draw, heading, label
from elearn.app.durations import in_hours
from elearn.app.screens.elsewhere import record_number
from elearn.problems import NotFound
from elearn.settings import settings
from elearn.tracker import Actor, outside
from elearn.tracker.outside import Decision, OutsideLearning
from elearn.translations import gettext as _

SIZE = 20
FORM = "approving"


def show() -> None:
    """Draws the screen: the record that the address names, or all that waits."""
    actor = session.me("people")
    heading(*head(actor, st.query_params))
    forms.say_done(FORM)
    if asked := st.query_params.get("record"):
        _one(actor, record_number(asked))
    else:
        _all(actor)


def head(_actor: Actor, _query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it."""
    return _("Learning to approve"), _(
        "What people learned elsewhere counts when you have approved it. What has waited longest comes first."
    )


def _all(actor: Actor) -> None:
    search = filters.bind_search("approving_search")
    number = lists.number("approving_all", search)
    found = outside.waiting(session.database(), actor, search=search, page=number, size=SIZE)
    if search or found.total > SIZE:
        filters.search(_("Name, what it was or who provided it"), "approving_search")
    if search and not found.total:
        lists.nothing_found()
        return
    if not found.total:
        draw(
            "empty.html",
            title=_("Nothing waits for you"),
            text=_("When somebody records what they learned elsewhere, it appears here."),
        )
        return
    draw("outside-waiting.html", rows=found.rows, total=found.total, how=outside_words.how)
    lists.ways_on("approving_all", found.total, SIZE)


def _one(actor: Actor, id: int) -> None:
    """Draws one record, the learner's hours so far, and the forms that decide on it."""
    db = session.database()
    found = outside.one(db, actor, id)
    if found.person == actor.person and id not in _mine_to_decide(actor):
        raise NotFound(_("This is your own. You find it under Learning from elsewhere."))
    draw("row-back.html", back="learning-to-approve", back_to=_("All that waits"))
    draw("outside-record.html", record=found, states=outside_words.STATES, hours=in_hours, own=False)
    outside_words.offer_evidence(found)
    outside_words.draw_steps(outside.steps(db, actor, id))
    outside_words.draw_hours(actor, found.person)
    if found.state == "waiting":
        _approve(found)
        _decline(found)
    elif found.state == "approved":
        _revoke(found)


def _mine_to_decide(actor: Actor) -> set[int]:
    """The records of the actor's own that nobody else could decide on."""
    found = outside.waiting(session.database(), actor, size=1_000)
    return {each.id for each in found.rows if each.person == actor.person}


def _approve(found: OutsideLearning) -> None:
    key = forms.turn(f"{FORM}_yes_{found.id}")
    draw("subheading.html", text=_("Decide"))
    with st.form(key, border=False):
        with st.container(horizontal=True, key=f"{key}_times"):
            hours = st.number_input(
                _("Hours that count"), 0, 500, found.minutes // 60, key=f"{key}_hours", width=150
            )
            minutes = st.number_input(
                _("and minutes"), 0, 59, found.minutes % 60, key=f"{key}_minutes", width=150
            )
        ways = {True: _("Participatory"), False: _("Non-participatory")}
        how = st.radio(
            _("How they learned"),
            list(ways),
            index=list(ways).index(found.participatory),
            format_func=ways.__getitem__,
            key=f"{key}_how",
            horizontal=True,
        )
        courses = {"": _("No course of ours"), **_courses()}
        course = forms.choose(
            _("It stands for"),
            {id: label(title) for id, title in courses.items()},
            f"{key}_course",
            help=_("If it stands for a course, it counts as a pass of it where the requirement says so."),
        )
        reason = st.text_area(
            _("Reason"),
            key=f"{key}_reason",
            max_chars=2000,
            help=_("The learner reads it. You need one if you change how long it was or how they learned."),
        )
        sent = st.form_submit_button(_("Approve it"), type="primary")

    def act() -> str:
        decision = Decision(hours * 60 + minutes, participatory=how, course=course or None, reason=reason)
        return _decided(
            found,
            lambda: outside.approve(
                session.database(), session.me("people"), found.id, decision, seen=found.recorded_at
            ),
        )

    if sent:
        forms.take(key, act, lambda told: _("It is approved and counts now. %(told)s", told=told).strip())


def _decline(found: OutsideLearning) -> None:
    _with_reason(
        found,
        f"{FORM}_no_{found.id}",
        (_("Or decline it"), _("Decline it")),
        lambda reason: outside.decline(
            session.database(), session.me("people"), found.id, reason=reason, seen=found.recorded_at
        ),
        lambda told: _("It is declined. %(told)s", told=told).strip(),
    )


def _revoke(found: OutsideLearning) -> None:
    _with_reason(
        found,
        f"{FORM}_revoke_{found.id}",
        (_("Take back the approval"), _("Take back the approval")),
        lambda reason: outside.revoke(session.database(), session.me("people"), found.id, reason=reason),
        lambda told: _("The approval is taken back, and it counts no longer. %(told)s", told=told).strip(),
    )


def _with_reason(
    found: OutsideLearning,
    form: str,
    words: tuple[str, str],
    act: Callable[[str], None],
    done: Callable[[str], str],
) -> None:
    """Draws a form that asks for nothing but a reason. `words` are its title and its button."""
    key = forms.turn(form)
    with st.expander(words[0]), st.form(key, border=False):
        reason = st.text_area(
            _("Reason"), key=f"{key}_reason", max_chars=2000, help=_("The learner reads it.")
        )
        sent = st.form_submit_button(words[1])
    if sent:
        forms.take(form, lambda: _decided(found, lambda: act(reason)), done)


def _decided(found: OutsideLearning, act: Callable[[], None]) -> str:
    """Decides, tells the learner, and goes back to the list. Returns whether they were told, in a sentence."""
    act()
    me = session.me("people")
    st.query_params.clear()
    if found.person == me.person:
        return ""
    return outside.tell(session.database(), settings(), found.id, by=me.person)


def _courses() -> dict[str, str]:
    """The titles of the courses that people can take, by id."""
    with session.database().read() as conn:
        return dict(conn.tuples("select id, title from course where kind = 'course' order by title, id"))
