"""Set-up: the administrator's checklist, which knows what is done and what comes next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import streamlit as st

from elearn import letters, mail
from elearn.app import session
from elearn.app.drawing import draw, heading, label, thousands
from elearn.app.registers import unanswered
from elearn.days import today
from elearn.settings import settings
from elearn.tracker import Actor, Readiness, imports, keep_mail_test, readiness
from elearn.translations import gettext as _
from elearn.translations import ngettext, said

_COUNTED = 5
"""After so many steps there are people of whom a course is required, so there are figures."""


class Link(NamedTuple):
    """A link of a step. `what` is what it is about, for whoever only hears the words of links."""

    words: str
    address: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the checklist. `fact` says what is there, `about` what the step is for.

    `kind` is the kind of file that brings what the step is about, or "". `answer` is why a test mail was not sent.
    """

    key: str
    title: str
    done: bool
    fact: str
    about: str
    links: tuple[Link, ...] = ()
    kind: str = ""
    answer: str = ""


def show() -> None:
    """Draws the screen."""
    by = session.me("administer")
    steps = _steps_now(by)
    heading(_("Set-up"), _lead(steps))
    unanswered.in_a_line(by)
    following = next((step.key for step in steps if not step.done), "")
    for number, step in enumerate(steps, 1):
        with st.container(key=f"setup_{step.key}"):
            draw("setup-step.html", step=step, number=number, following=step.key == following)
            if step.kind and not step.done:
                _files(step.kind, weighty=step.key == following)
            if step.key == "mail":
                _mail(by)


def head(actor: Actor, _query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it."""
    return _("Set-up"), _lead(_steps_now(actor))


def _steps_now(by: Actor) -> list[Step]:
    return [*_steps(readiness(session.database(), today(), by=by))]


def _lead(steps: Sequence[Step]) -> str:
    done, all_of_them = sum(step.done for step in steps), len(steps)
    counted = all(step.done for step in steps[:_COUNTED])
    if done == all_of_them:
        return _("Everything is set up. You can come back to any step.")
    so_far = _("%(done)s of %(all)s steps are done.", done=done, all=all_of_them)
    board = (
        _("The board can see figures now.")
        if counted
        else _("The board sees its first figure after step %(number)s.", number=_COUNTED)
    )
    return f"{so_far} {board}"


def _steps(found: Readiness) -> Iterator[Step]:
    yield _by_file(
        "agencies",
        _("Agencies"),
        found.agencies,
        ngettext("%(num)s agency.", "%(num)s agencies.", found.agencies, num=thousands(found.agencies)),
        _(
            "Everyone who employs people that must learn: the police, a trust, a school. "
            "An agency can be part of another."
        ),
    )
    yield _by_file(
        "role-groups",
        _("Role groups"),
        found.role_groups,
        ngettext(
            "%(num)s role group.", "%(num)s role groups.", found.role_groups, num=thousands(found.role_groups)
        ),
        _("People who need the same learning, such as those in regular contact with children."),
    )
    yield _by_file(
        "people",
        _("People and their posts"),
        found.people,
        ngettext(
            "%(num)s person in post today.",
            "%(num)s people in post today.",
            found.people,
            num=thousands(found.people),
        ),
        _("Who works where, in which role group, from which day. Agency leads can send their own people."),
    )
    yield _course_step(found)
    yield _requirements(found)
    yield _mail_step(found)
    yield _lead_step(found)


def _course_step(found: Readiness) -> Step:
    fact = ngettext(
        "%(num)s course published here.",
        "%(num)s courses published here.",
        found.published,
        num=thousands(found.published),
    )
    return Step(
        "courses",
        _("A published course"),
        found.published > 0,
        fact if found.published else _("None yet."),
        _(
            "A course can be taken here after it is published: "
            "open it in Courses, then Exports, then “Publish here”."
        ),
        (Link(_("Open Courses"), "courses"),),
    )


def _lead_step(found: Readiness) -> Step:
    fact = ngettext(
        "%(num)s lead, %(reached)s invited or signed in.",
        "%(num)s leads, %(reached)s invited or signed in.",
        found.leads,
        num=thousands(found.leads),
        reached=thousands(found.leads_reached),
    )
    return Step(
        "leads",
        _("The first agency lead"),
        found.leads_reached > 0,
        fact if found.leads else _("None yet."),
        _(
            "A lead sees who is due in their own agency and sends its files. "
            "Give somebody the role, then invite them."
        ),
        (Link(_("Open People and rights"), "people-and-rights"),),
    )


def _by_file(kind: str, title: str, count: int, fact: str, about: str) -> Step:
    """A step that a file or a form brings about."""
    links = _file_or_form(title, f"imports?kind={kind}", f"people?shown={kind}")
    return Step(kind, title, count > 0, fact if count else _("None yet."), about, links, kind)


def _file_or_form(title: str, file: str, form: str) -> tuple[Link, ...]:
    return Link(_("Import a file"), file, title), Link(_("Add one by a form"), form, title)


def _requirements(found: Readiness) -> Step:
    title = _("Requirements")
    fact = ngettext(
        "%(num)s requirement in force.",
        "%(num)s requirements in force.",
        found.requirements,
        num=thousands(found.requirements),
    )
    facts = [fact if found.requirements else _("None yet.")]
    facts += [
        _("Nobody can start “%(title)s” until you publish it.", title=each) for each in found.closed.values()
    ]
    publish = [
        Link(_("Publish “%(title)s”", title=each), f"courses?course={id}&show=exports")
        for id, each in found.closed.items()
    ]
    return Step(
        "requirements",
        title,
        found.requirements > 0 and not found.closed,
        " ".join(facts),
        _("Which course is required of whom, by when and how often. Without one, nobody is counted."),
        (*_file_or_form(title, "imports?kind=requirements", "requirements"), *publish),
        "requirements",
    )


def _mail_step(found: Readiness) -> Step:
    title, about = _("Mail"), _("People sign in by a link that we send them.")
    test = found.mail
    try:
        here = mail.mail_server(settings()).name
    except mail.MailNotSent as error:
        until = (
            ""
            if settings().smtp_url.get_secret_value() or settings().log == "json"
            else _("Until then, links are printed where elearn runs.")
        )
        return Step("mail", title, False, _("Mail is not ready."), f"{said(error.text)} {until}".rstrip())
    if test is None or test.server != here:
        return Step("mail", title, False, _("%(server)s has not sent a test mail yet.", server=here), about)
    if test.taken:
        answered = _("%(server)s answered: %(answer)s.", server=here, answer=test.answer)
        return Step("mail", title, True, answered, about)
    return Step("mail", title, False, _("The last test mail was not sent."), about, answer=test.answer)


def _files(kind: str, *, weighty: bool) -> None:
    """Offers the files of a step. Only those of the next step are `weighty` buttons, so that it stands out."""
    with st.container(horizontal=True, key=f"setup_files_{kind}"):
        for words, name, content in (
            (_("Get an empty file"), f"{kind}.csv", session.only_for("import", imports.template(kind))),
            (
                _("Get a filled-in example"),
                f"{kind}-example.csv",
                session.only_for("import", imports.example(kind)),
            ),
        ):
            st.download_button(
                words,
                content,
                file_name=name,
                mime="text/csv",
                key=f"setup_{name}",
                on_click="ignore",
                type="secondary" if weighty else "tertiary",
            )


def _mail(by: Actor) -> None:
    try:
        here = mail.mail_server(settings()).name
    except mail.MailNotSent:
        return
    if not st.button(_("Send a test mail to %(address)s", address=label(by.email)), key="setup_mail_send"):
        return
    with st.spinner(_("Waiting for the mail server…")):
        try:
            answer = mail.send(settings(), _test_mail(by.email))
            taken = True
        except mail.MailNotSent as error:
            answer, taken = error.text, False
    keep_mail_test(session.database(), server=here, answer=answer, taken=taken, by=by)
    st.rerun()


def _test_mail(address: str) -> mail.Mail:
    return letters.letter(
        address,
        _("A test mail from %(organisation)s", organisation=settings().organisation),
        organisation=settings().organisation,
        before=[
            _("This is a test mail from %(address)s.", address=settings().base_url),
            _(
                "You asked for a test mail there. If you can read this, sign-in links will arrive too. "
                "They look like this mail, with a button:"
            ),
        ],
        button=letters.Button(_("Go to your pages"), settings().base_url),
    )
