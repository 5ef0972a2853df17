"""Forms that add, change, end and remove one row, such as an agency, a post or a requirement."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

import streamlit as st

from elearn.app import forms, row_fields
from elearn.app.bars import Tell, people_worked_out, unbroken
from elearn.app.drawing import day as in_words
from elearn.app.drawing import draw, thousands
from elearn.app.questions import written_courses
from elearn.app.session import database
from elearn.problems import InputFault
from elearn.tracker import Actor, imports
from elearn.tracker.imports import Ended, Entered
from elearn.translations import N_, ngettext, said
from elearn.translations import gettext as _

Result = TypeVar("Result")
Id = int | str

KIND_OF = {
    "agency": "agencies",
    "role_group": "role-groups",
    "course": "courses",
    "person": "people",
    "post": "people",
    "requirement": "requirements",
    "edition": "editions",
    "equivalence": "equivalences",
    "exemption": "exemptions",
}
CHANGE = {
    "agency": N_("Change this agency"),
    "role_group": N_("Change this role group"),
    "course": N_("Change this course"),
    "post": N_("Change this post"),
    "requirement": N_("Change this requirement"),
    "edition": N_("Change this edition"),
    "equivalence": N_("Change this equivalence"),
    "exemption": N_("Change this exemption"),
}
END = {
    "agency": N_("End this agency"),
    "role_group": N_("End this role group"),
    "person": N_("This person has left"),
    "post": N_("End this post"),
    "requirement": N_("End this requirement"),
    "edition": N_("End this edition"),
    "equivalence": N_("End this equivalence"),
    "exemption": N_("End this exemption"),
}
REMOVE = {
    "agency": N_("Remove this agency"),
    "role_group": N_("Remove this role group"),
    "course": N_("Remove this course"),
    "hours": N_("Remove these hours"),
    "update": N_("Remove this update"),
    "person": N_("Remove this person"),
    "post": N_("Remove this post"),
    "requirement": N_("Remove this requirement"),
    "edition": N_("Remove this edition"),
    "equivalence": N_("Remove this equivalence"),
    "exemption": N_("Remove this exemption"),
}
REMOVED = {
    "agency": N_("The agency is removed."),
    "role_group": N_("The role group is removed."),
    "course": N_("The course is removed."),
    "hours": N_("The hours are removed."),
    "update": N_("The update is removed."),
    "person": N_("The person is removed."),
    "post": N_("The post is removed."),
    "requirement": N_("The requirement is removed."),
    "edition": N_("The edition is removed."),
    "equivalence": N_("The equivalence is removed."),
    "exemption": N_("The exemption is removed."),
}
KEPT = {
    "agency": N_("This agency cannot be removed, because something refers to it:"),
    "role_group": N_("This role group cannot be removed, because something refers to it:"),
    "course": N_("This course cannot be removed, because something refers to it:"),
    "hours": N_("These hours cannot be removed, because something refers to them:"),
    "update": N_("This update cannot be removed, because something refers to it:"),
    "person": N_("This person cannot be removed, because something refers to them:"),
    "edition": N_("This edition cannot be removed, because something refers to it:"),
}
INSTEAD = {
    "agency": N_(
        "If it was right until some day, end it instead. The figures of earlier days then stay as they were."
    ),
    "role_group": N_(
        "If it was right until some day, end it instead. The figures of earlier days then stay as they were."
    ),
    "course": N_("If nobody has to take it any more, end its requirements instead."),
    "hours": N_("If nobody has to reach them any more, end their requirements instead."),
    "update": N_("If nobody has to do it any more, end its requirements instead."),
    "edition": N_(
        "If it is no longer in effect, end it instead. The figures of earlier days then stay as they were."
    ),
    "person": N_(
        "If they have left, say so above. Their posts end, and what they have learned stays on record."
    ),
}
_ROW = "row_"
FIRST_VALUES = {
    "agencies": {"target": "90", "basis": "roster"},
    "requirements": {"renew_from": "completion", "counts_replaced": "no", "counts_outside": "no"},
}
"""What the form that adds a row begins with, by kind."""
ENDING = {
    "agency": N_("All posts there and the requirements that name it get this last day."),
    "role_group": N_("All posts in it and the requirements that name it get this last day."),
    "person": N_(
        "All their posts that are still open then get this last day. "
        "Their roles stay. You can take them away under Rights."
    ),
    "post": N_("The person counts there up to this day."),
    "requirement": N_("It is required up to this day."),
    "edition": N_(
        "It is in effect up to this day, and the requirements that come from it are in force up to it. The figures of "
        "earlier days stay as they are."
    ),
    "equivalence": N_("Passes up to this day count."),
    "exemption": N_("The person need not take the course up to this day."),
}


def add(
    actor: Actor,
    kind: str,
    label: str,
    done: str,
    *,
    known: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    person: int | None = None,
    expanded: bool = False,
) -> None:
    """Draws the form that adds a row of a kind of import. `known` are values that are not asked for.

    `labels` are words for some fields instead of the usual ones: two fields of a page should not have the same.
    `person` is whom a post is about, who may have no address.

    `done` is what the page says after it is added. With `expanded`, the form is open.
    """
    known = known or {}
    base = "_".join(["add", kind, *filter(None, known.values())])
    key = forms.turn(base)
    values = {**FIRST_VALUES.get(kind, {}), **known}
    with st.expander(label, expanded=expanded):
        offered = row_fields.choices(actor, kind, key, values, known)
        if missing := row_fields.lacking(kind, offered):
            draw("entry-lacks.html", missing=missing)
            return
        with st.form(key, border=False):
            texts = row_fields.fill(kind, key, values, offered, known, labels=labels)
            sent = st.form_submit_button(label, type="primary")
    forms.say_done(base)
    if sent:

        def said(entered: Entered) -> str:
            return f"{done} {noted(kind, entered)}".rstrip()

        def act(tell: Tell) -> Entered:
            written = written_courses()
            return imports.enter(
                database(), kind, texts, by=actor, new=True, person=person, written=written, working_out=tell
            )

        _take(base, worded(act, kind), said)


def say_done() -> None:
    """Shows once, at the top of a page, what the last form of a row's page did."""
    forms.say_done(_ROW)


def change(actor: Actor, thing: str, id: Id, *, fixed: Collection[str] = (), label: str = "") -> None:
    """Draws the form that changes a row. If the row gets another id, the address follows it.

    `fixed` columns are not asked for, nor is an id or a kind that something refers to. `label` is said instead of the
    usual words.
    """
    kind, key = KIND_OF[thing], key_of(thing, id)
    opened = opened_row(actor, key, thing, id)
    if "id" in opened and imports.references(database(), thing, id, by=actor):
        fixed = (*fixed, "id", *(["kind"] if thing == "course" else []))
    with st.expander(label or _(CHANGE[thing]), expanded=True):
        offered = row_fields.choices(actor, kind, f"{key}_change", opened, fixed)
        form = st.form(f"{key}_change", border=False)
    with form:
        texts = row_fields.fill(kind, f"{key}_change", opened, offered, fixed)
        sent = st.form_submit_button(_("Save"), type="primary")

    def act(tell: Tell) -> Entered:
        entered = imports.enter(
            database(),
            kind,
            texts,
            by=actor,
            replacing=id,
            shown=st.session_state[f"{key}_shown"],
            written=written_courses(),
            working_out=tell,
        )
        if entered.id is not None and entered.id != id:
            st.query_params[thing] = str(entered.id)
        return entered

    if sent:
        _take(
            base_of(thing, id),
            seeing(actor, key, thing, id, worded(act, kind)),
            lambda entered: changed_words(kind, entered),
        )


def correct(actor: Actor, person: int) -> None:
    """Draws the form that corrects a person's address and name, and sets their language."""
    key = key_of("person", person)
    opened = opened_row(actor, key, "person", person)
    with (
        st.expander(_("Correct the name, the address or the language"), expanded=False),
        st.form(f"{key}_change", border=False),
    ):
        text = _(
            "If you change the address, open sessions and links to sign in that were sent before stop working."
        )
        draw("said.html", text=text)
        fields = row_fields.FIELDS["people"]
        texts = {
            name: st.text_input(
                _(fields[name].label),
                value=opened[name],
                key=f"{key}_change_{name}",
                help=row_fields.help_of(fields[name]),
            )
            for name in ("name", "email")
        }
        texts["language"] = row_fields.ask_language(f"{key}_change_language", opened["language"])
        sent = st.form_submit_button(_("Save"), type="primary")

    def act(tell: Tell) -> Entered:
        shown = st.session_state[f"{key}_shown"]
        return imports.correct_person(database(), person, texts, by=actor, shown=shown)

    if sent:
        _take(
            base_of("person", person),
            seeing(actor, key, "person", person, worded(act, "people")),
            lambda entered: changed_words("people", entered),
        )


def end(actor: Actor, thing: str, id: Id) -> None:
    """Draws the form that gives a row its last day. If nothing of it is open, it draws nothing."""
    key, open_now = key_of(thing, id), imports.open_rows(database(), thing, id, by=actor)
    if not open_now.any:
        return
    with st.expander(_(END[thing])), st.form(f"{key}_end", border=False):
        said = [_(ENDING[thing])]
        if thing in ("agency", "role_group", "person"):
            said.append(_("Open today: %(what)s.", what=_counted(open_now)))
        draw("said.html", text=" ".join(said))
        text = row_fields.day(_("Last day"), f"{key}_end_day")
        sent = st.form_submit_button(
            _("End their posts") if thing == "person" else _("End it"), type="primary"
        )
    if sent:
        _take(
            base_of(thing, id),
            worded(
                lambda tell: imports.end(database(), thing, id, text, by=actor, working_out=tell),
                "people",
                "requirements",
            ),
            ended_words,
        )


def remove(actor: Actor, thing: str, id: Id, back: Mapping[str, str], *, called: str = "") -> None:
    """Draws the form that removes a row, or says what refers to it. After it, the address is `back`.

    `called` chooses other words than those of the thing, such as `hours` for a row of `course`.
    """
    called = called or thing
    key = key_of(thing, id)
    opened = opened_row(actor, key, thing, id)
    with st.expander(_(REMOVE[called])):
        if found := imports.references(database(), thing, id, by=actor):
            draw("entry-kept.html", kept=_(KEPT[called]), references=found, instead=_(INSTEAD[called]))
            return
        with st.form(f"{key}_remove", border=False):
            text = _(
                "Remove it only if it was a mistake. It is then as if it had never been. "
                "If it was right until some day, end it instead."
            )
            draw("said.html", text=text)
            sent = st.form_submit_button(_(REMOVE[called]))

    def act(tell: Tell) -> None:
        imports.remove(database(), thing, id, by=actor, shown=opened, working_out=tell)
        st.query_params.from_dict(dict(back))

    if sent:
        _take(base_of(thing, id), worded(act, KIND_OF[thing]), _(REMOVED[called]))


def _take(key: str, act: Callable[[Tell], Result], done: str | Callable[[Result], str]) -> None:
    """`forms.take`, for what may concern thousands of people: it shows how far it is, and is done to its end."""
    with unbroken() as step:
        tell = step(people_worked_out)
        forms.take(key, lambda: act(tell), done)


def base_of(thing: str, id: Id) -> str:
    """The forms of a row's page take their turn together: what one of them did is news to the others."""
    return f"{_ROW}{thing}_{id}"


def key_of(thing: str, id: Id) -> str:
    return forms.turn(base_of(thing, id))


def opened_row(actor: Actor, key: str, thing: str, id: Id) -> dict[str, str]:
    """The row as it was when its page was opened, so that we notice if someone else changes it meanwhile."""
    if f"{key}_opened" not in st.session_state:
        texts = imports.texts_of(database(), thing, id, by=actor)
        st.session_state[f"{key}_opened"] = st.session_state[f"{key}_shown"] = texts
    opened: dict[str, str] = st.session_state[f"{key}_opened"]
    return opened


def seeing(
    actor: Actor, key: str, thing: str, id: Id, act: Callable[[Tell], Result]
) -> Callable[[Tell], Result]:
    """`act`; after it told what someone else changed, the person knows, and the next save may replace that."""

    def acting(tell: Tell) -> Result:
        try:
            return act(tell)
        except InputFault as fault:
            if any(problem.rule == "changed-since" for problem in fault.problems):
                st.session_state[f"{key}_shown"] = imports.texts_of(database(), thing, id, by=actor)
            raise

    return acting


def worded(act: Callable[[Tell], Result], *kinds: str) -> Callable[[Tell], Result]:
    """`act`, whose problems name the fields of the form."""

    def acting(tell: Tell) -> Result:
        try:
            return act(tell)
        except InputFault as fault:
            raise row_fields.in_own_words(fault, *kinds) from None

    return acting


def changed_words(kind: str, entered: Entered) -> str:
    if entered.action == "unchanged":
        return _("Nothing was different from before.")
    said = _("What you changed counts from now.")
    return f"{said} {noted(kind, entered)}".rstrip()


def noted(kind: str, entered: Entered) -> str:
    """What an import would note about the row. About a person it can only note posts that overlap."""
    if kind != "people":
        return " ".join(said(note) for note in entered.notes)
    if not entered.notes:
        return ""
    return _(
        "The person now has two posts at once in this role group at this agency. They count once. If one took the "
        "other’s place, end the other."
    )


def _counted(found: Ended) -> str:
    posts = ngettext("%(num)s post", "%(num)s posts", found.posts, num=thousands(found.posts))
    requirements = ngettext(
        "%(num)s requirement", "%(num)s requirements", found.requirements, num=thousands(found.requirements)
    )
    exemptions = ngettext(
        "%(num)s exemption", "%(num)s exemptions", found.exemptions, num=thousands(found.exemptions)
    )
    counts = ((found.posts, posts), (found.requirements, requirements), (found.exemptions, exemptions))
    return ", ".join(words for count, words in counts if count)


def ended_words(done: Ended) -> str:
    day = in_words(done.day)
    posts = ngettext(
        "%(num)s post now ends on %(day)s.",
        "%(num)s posts now end on %(day)s.",
        done.posts,
        num=thousands(done.posts),
        day=day,
    )
    requirements = ngettext(
        "%(num)s requirement now ends on %(day)s.",
        "%(num)s requirements now end on %(day)s.",
        done.requirements,
        num=thousands(done.requirements),
        day=day,
    )
    exemptions = ngettext(
        "%(num)s exemption now ends on %(day)s.",
        "%(num)s exemptions now end on %(day)s.",
        done.exemptions,
        num=thousands(done.exemptions),
        day=day,
    )
    edition = _("The edition is in effect up to %(day)s.", day=day)
    equivalence = _("Passes up to %(day)s count.", day=day)
    counts = (
        (done.posts, posts),
        (done.requirements, requirements),
        (done.exemptions, exemptions),
        (done.editions, edition),
        (done.equivalences, equivalence),
    )
    return " ".join(words for count, words in counts if count)
