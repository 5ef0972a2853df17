"""Learning from elsewhere: a learner records it, sees what became of it, and writes reflections on regular updates.

The address says what is shown: `record=new` the form, `record=ID` one record, `update=COURSE` a regular update, and
without them the list of all.
"""

from collections.abc import Mapping

import streamlit as st

from elearn.app import chosen, forms, keeping, lists, outside_words, session, update_page
from elearn.app.drawing import draw, heading, label
from elearn.app.durations import in_hours
from elearn.app.registers import forms as register_forms
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import Actor, outside
from elearn.tracker.outside import Evidence, Learned, OutsideLearning
from elearn.translations import gettext as _

SIZE = 20
FORM = "elsewhere_form"
_MOST_DIGITS = 12


def show() -> None:
    """Draws the screen."""
    actor, query = session.me(), st.query_params
    if course := query.get("update"):
        update_page.show(actor, course)
        return
    heading(*head(actor, query))
    keeping.forgotten()
    forms.say_done("elsewhere")
    asked = query.get("record")
    if asked == "new":
        _new(actor)
    elif asked:
        _one(actor, record_number(asked))
    else:
        _all(actor)


def head(_actor: Actor, query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it. An update has its own, which is read later."""
    if query.get("update"):
        return "", ""
    if query.get("record") == "new":
        return _("Record learning from elsewhere"), _(
            "Your lead decides whether it counts. You, your agency’s leads and administrators can read what you write."
        )
    return _("Learning from elsewhere"), _(
        "Courses, study days, reading and supervision outside this service: record it, and your lead decides whether "
        "it counts."
    )


def record_number(asked: str) -> int:
    """The number of a record that an address asks for. Raises NotFound if it cannot be one."""
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= _MOST_DIGITS):
        raise NotFound(_("There is no such record of learning from elsewhere here. Go back to the list."))
    return int(asked)


def _all(actor: Actor) -> None:
    """Draws the hours so far, the way to the form, and the person's records."""
    outside_words.draw_hours(actor, actor.person)
    number = lists.number("elsewhere_all", "")
    found = outside.of_person(session.database(), actor, actor.person, page=number, size=SIZE)
    draw(
        "outside-list.html",
        rows=found.rows,
        total=found.total,
        states=outside_words.STATES,
        how=outside_words.how,
    )
    lists.ways_on("elsewhere_all", found.total, SIZE)


def _new(actor: Actor) -> None:
    draw("row-back.html", back="learning-from-elsewhere", back_to=_("All that you recorded"))
    keeping.keep(actor, FORM)
    key = forms.turn(FORM)
    with st.form(key, border=False):
        learned, file = _fields(key, None), _file(key)
        sent = st.form_submit_button(_("Send it to your lead"), type="primary")

    def act() -> None:
        register_forms.must_identify_nobody({_("What you learned"): learned.note})
        outside.record(session.database(), session.me(), learned, file)
        _accepted()

    if sent:
        forms.take(FORM, act, _("It is recorded. It counts as soon as your lead has approved it."))


def _accepted() -> None:
    """Goes back to the list, and lets the browser forget what was typed."""
    keeping.forget(FORM)
    st.query_params.clear()


def _fields(key: str, before: OutsideLearning | None) -> Learned:
    """Draws the fields of a record, filled in as it is by now."""
    title = st.text_input(
        _("What it was called"), before.title if before else "", key=f"{key}_title", max_chars=200
    )
    provider = st.text_input(
        _("Who provided it"),
        before.provider if before else "",
        key=f"{key}_provider",
        max_chars=200,
        help=_("The organisation, not the person who taught it."),
    )
    day = st.date_input(
        _("When it was"),
        before.completed_on if before else None,
        format="DD/MM/YYYY",
        max_value=today(),
        key=f"{key}_day",
        help=_("The last day, if it was several."),
    )
    with st.container(horizontal=True, key=f"{key}_times"):
        hours = st.number_input(
            _("Hours"),
            0,
            500,
            before.minutes // 60 if before else None,
            key=f"{key}_hours",
            width=150,
            placeholder="0",
        )
        minutes = st.number_input(
            _("and minutes"),
            0,
            59,
            before.minutes % 60 if before else None,
            key=f"{key}_minutes",
            width=150,
            placeholder="0",
        )
    ways = {True: _("With others, and I took part"), False: _("By myself, or I only listened")}
    with_others = st.radio(
        _("How you learned"),
        list(ways),
        index=None if before is None else list(ways).index(before.participatory),
        format_func=ways.__getitem__,
        key=f"{key}_how",
    )
    note = st.text_area(
        _("What you learned"),
        before.note if before else "",
        key=f"{key}_note",
        max_chars=outside.LONGEST_TEXT,
        height=160,
        help=_("In your own words. Do not name a child or family."),
    )
    return Learned(title, provider, day, int(hours or 0), int(minutes or 0), with_others, note)


def _file(key: str) -> Evidence | None:
    """Asks for the evidence."""
    given = chosen.file(
        _("Evidence, if you have it: a certificate or a picture of it (PDF, JPEG, PNG or Word)"),
        outside.ENDINGS,
        f"{key}_file",
        megabytes=outside.MOST_MEGABYTES,
    )
    return Evidence(given.name, given.getvalue()) if given is not None else None


def _one(actor: Actor, id: int) -> None:
    """Draws one record of the person, what became of it, and what they may do about it."""
    db = session.database()
    found = outside.one(db, actor, id)
    if found.person != actor.person:
        raise NotFound(_("There is no such record of learning from elsewhere here. Go back to the list."))
    draw("row-back.html", back="learning-from-elsewhere", back_to=_("All that you recorded"))
    draw("outside-record.html", record=found, states=outside_words.STATES, hours=in_hours, own=True)
    outside_words.offer_evidence(found)
    outside_words.draw_steps(outside.steps(db, actor, id))
    if found.state in ("waiting", "declined"):
        _correct(actor, found)
    if found.state != "taken-back":
        _take_back(found)


def _correct(actor: Actor, found: OutsideLearning) -> None:
    form = f"{FORM}_{found.id}"
    key = forms.turn(form)
    title = _("Correct it") if found.state == "waiting" else _("Correct it and send it again")
    with st.expander(title, expanded=found.state == "declined"):
        keeping.keep(actor, form)
        with st.form(key, border=False):
            learned, file = _fields(key, found), _file(key)
            drop = bool(found.evidence) and st.checkbox(
                label(_("Remove the evidence that is there (%(name)s)", name=found.evidence)),
                key=f"{key}_drop",
            )
            sent = st.form_submit_button(_("Save the correction"), type="primary")

    def act() -> None:
        register_forms.must_identify_nobody({_("What you learned"): learned.note})
        outside.correct(session.database(), session.me(), found.id, learned, file, drop_file=drop)
        keeping.forget(form)

    if sent:
        forms.take(form, act, _("It is corrected, and waits for your lead."))


def _take_back(found: OutsideLearning) -> None:
    key = f"elsewhere_back_{found.id}"
    with st.expander(_("Take it back")):
        if found.state == "approved":
            draw("said.html", text=_("It counts now. If you take it back, it does not count any more."))
        sent = st.button(_("Take it back"), key=key)
    if sent:
        forms.take(
            key,
            lambda: outside.take_back(session.database(), session.me(), found.id),
            _("It is taken back."),
        )
