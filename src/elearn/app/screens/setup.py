"""Set-up: the administrator's checklist, which knows what is done and what comes next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from elearn import letters, mail
from elearn.app import session
from elearn.app.drawing import draw, heading, plural
from elearn.days import today
from elearn.settings import settings
from elearn.tracker import Actor, Readiness, imports, keep_mail_test, readiness
from elearn.translations import gettext as _

_COUNTED = 5
"""After so many steps there are people of whom a course is required, so there are figures."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the checklist. `fact` says what is there, `about` what the step is for.

    `links` are words and addresses. `kind` is the kind of file that brings what the step is about, or "".
    """

    key: str
    title: str
    done: bool
    fact: str
    about: str
    links: tuple[tuple[str, str], ...] = ()
    kind: str = ""


def show() -> None:
    """Draws the screen."""
    by = session.me("administer")
    steps = _steps_now(by)
    heading("Set-up", _lead(steps))
    following = next((step.key for step in steps if not step.done), "")
    for number, step in enumerate(steps, 1):
        with st.container(key=f"setup_{step.key}"):
            draw("setup-step.html", step=step, number=number, following=step.key == following)
            if step.kind and not step.done:
                _files(step.kind, weighty=step.key == following)
            if step.key == "mail":
                _mail(by)


def head(actor: Actor, _: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it."""
    return "Set-up", _lead(_steps_now(actor))


def _steps_now(by: Actor) -> list[Step]:
    return [*_steps(readiness(session.database(), today(), by=by), by)]


def _lead(steps: Sequence[Step]) -> str:
    done, all_of_them = sum(step.done for step in steps), len(steps)
    counted = all(step.done for step in steps[:_COUNTED])
    if done == all_of_them:
        return "Everything is set up. You can come back to any step."
    board = (
        "The board can see figures now."
        if counted
        else f"The board sees its first figure after step {_COUNTED}."
    )
    return f"{done} of {all_of_them} steps are done. {board}"


def _steps(found: Readiness, by: Actor) -> Iterator[Step]:
    yield _by_file(
        "agencies",
        "Agencies",
        found.agencies,
        plural(found.agencies, "agency", "agencies"),
        "Everyone who employs people that must learn: the police, a trust, a school. An agency can be part of another.",
    )
    yield _by_file(
        "role-groups",
        "Role groups",
        found.role_groups,
        plural(found.role_groups, "role group"),
        "People who need the same learning, such as those in regular contact with children.",
    )
    yield _by_file(
        "people",
        "People and their posts",
        found.people,
        plural(found.people, "person", "people") + " in post today",
        "Who works where, in which role group, from which day. Agency leads can send their own people.",
    )
    yield Step(
        "courses",
        "A published course",
        found.published > 0,
        plural(found.published, "course") + " published here" if found.published else "None yet",
        "A course can be taken here after it is published: open it in Courses, then Exports, then “Publish here”.",
        (("Open Courses", "courses"),),
    )
    yield _requirements(found)
    yield _mail_step(found)
    yield Step(
        "leads",
        "The first agency lead",
        found.leads_reached > 0,
        f"{plural(found.leads, 'lead')}, {found.leads_reached} invited or signed in"
        if found.leads
        else "None yet",
        "A lead sees who is due in their own agency and sends its files. Give somebody the role, then invite them.",
        (("Open People and rights", "people-and-rights"),),
    )


def _by_file(kind: str, title: str, count: int, fact: str, about: str) -> Step:
    """A step that a file or a form brings about."""
    links = (("Import a file", f"imports?kind={kind}"), ("Add one by a form", f"people?shown={kind}"))
    return Step(kind, title, count > 0, fact if count else "None yet", about, links, kind)


def _requirements(found: Readiness) -> Step:
    fact = plural(found.requirements, "requirement") + " in force" if found.requirements else "None yet"
    links = [("Import a file", "imports?kind=requirements"), ("Add one by a form", "requirements")]
    if found.closed:
        titles = ", ".join(f"“{title}”" for title in found.closed.values())
        fact += f". Nobody can start {titles} until you publish {'it' if len(found.closed) == 1 else 'them'}"
        links += [
            (f"Publish “{title}”", f"courses?course={id}&show=exports") for id, title in found.closed.items()
        ]
    return Step(
        "requirements",
        "Requirements",
        found.requirements > 0 and not found.closed,
        fact,
        "Which course is required of whom, by when and how often. Without one, nobody is counted.",
        tuple(links),
        "requirements",
    )


def _mail_step(found: Readiness) -> Step:
    about = "People sign in by a link that we send them."
    test = found.mail
    try:
        here = mail.mail_server(settings()).name
    except mail.MailNotSent as error:
        until = (
            ""
            if settings().smtp_url.get_secret_value() or settings().log == "json"
            else "Until then, links are printed where elearn runs."
        )
        return Step("mail", "Mail", False, "Mail is not ready", f"{error} {until}")
    if test is None or test.server != here:
        return Step("mail", "Mail", False, f"{here} has not sent a test mail yet", about)
    if test.taken:
        return Step("mail", "Mail", True, f"{here} answered: {test.answer}", about)
    return Step("mail", "Mail", False, "The last test mail was not sent", f"{test.answer} {about}")


def _files(kind: str, *, weighty: bool) -> None:
    """Offers the files of a step. Only those of the next step are `weighty` buttons, so that it stands out."""
    with st.container(horizontal=True, key=f"setup_files_{kind}"):
        for label, name, content in (
            ("Get an empty file", f"{kind}.csv", session.only_for("import", imports.template(kind))),
            (
                "Get a filled-in example",
                f"{kind}-example.csv",
                session.only_for("import", imports.example(kind)),
            ),
        ):
            st.download_button(
                label,
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
    if not st.button(f"Send a test mail to {by.email}", key="setup_mail_send"):
        return
    with st.spinner("Waiting for the mail server…"):
        try:
            answer = mail.send(settings(), _test_mail(by.email))
            taken = True
        except mail.MailNotSent as error:
            answer, taken = str(error), False
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
                "You pressed “Send a test mail” there. If you can read this, sign-in links will arrive too. "
                "They look like this mail, with a button:"
            ),
        ],
        button=letters.Button(_("Go to your pages"), settings().base_url),
    )
