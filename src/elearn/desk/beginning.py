"""The pages on which a new course begins: what it begins from, what is ticked, and its title."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from elearn.desk import pages
from elearn.desk.beginning_offers import WAYS, Group, Pick, Sources, sources
from elearn.desk.context import Desk
from elearn.desk.plain import Form, form_of, plain
from elearn.problems import InputFault, Problem
from elearn.tracker import Actor
from elearn.translations import gettext as _
from elearn.translations import said

_KEPT = ("review", "theme", "year", "course")
"""What the step before has chosen, which goes along in the address and in the form."""
_NOT_TICKED = ("review", "theme")
"""The ways in which nothing can be made if nothing is ticked."""


@dataclass(frozen=True)
class Step:
    """What a page shows: a choice that leads to the next step (`pick`), or else the form that makes the course.

    `chosen` names what was picked before. `more` is another choice in the form, and `groups` are what can be ticked.
    `empty` says why there is nothing to choose from.
    """

    pick: Pick | None = None
    chosen: str = ""
    title: str = ""
    groups: tuple[Group, ...] = ()
    more: Pick | None = None
    notes: tuple[str, ...] = ()
    empty: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)


def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/new: the ways to begin, or with `begin` the next step of one."""
    asked = request.query_params
    way = asked.get("begin", "")
    if way not in WAYS:
        ways = [(name, _(each.title), _(each.about)) for name, each in WAYS.items()]
        return plain(desk, request, "new.html", _("New course"), who, ways=ways, step=None)
    step = _step(
        sources(desk, who), way, {name: asked[name] for name in _KEPT if name in asked}, asked.get("only", "")
    )
    return _drawn(desk, request, who, way, step, {"title": step.title})


def leads_on(request: Request) -> Response | None:
    """Where an address of the list that asks for a new course (`?new`, `?new=review#r1`) leads, None if it does not."""
    if "new" not in request.query_params:
        return None
    review, _, item = request.query_params["new"].partition("#")
    query = {"begin": "review", "review": review, **({"only": item} if item else {})} if review else {}
    address = f"/desk/new?{urlencode(query)}" if query else "/desk/new"
    return RedirectResponse(address, 303, headers=pages.NEVER_KEPT)


async def make(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/new: makes the course, and leads to its editor. If something is in the way, the form comes again."""
    form = await form_of(request)
    way = form("begin")
    if way not in WAYS:
        return RedirectResponse("/desk/new", 303, headers=pages.NEVER_KEPT)
    action, token = _action(form, way), f"new-{form('request', 64)}"

    def done() -> Response:
        address = desk.remembered("", who.person, token)
        if address is None:
            try:
                if way in _NOT_TICKED and not form.all("chosen"):
                    return again([_nothing_ticked()])
                address = desk.editing().folders(action, who)["address"]
            except InputFault as fault:
                return again([_in_words(each) for each in fault.problems])
            desk.remember("", who.person, token, address)
        return RedirectResponse(str(address), 303, headers=pages.NEVER_KEPT)

    def again(problems: list[dict[str, str]]) -> Response:
        step = _step(sources(desk, who), way, {name: form(name) for name in _KEPT if name in form.named()})
        typed = {**form.named(), "chosen": form.all("chosen")}
        return _drawn(desk, request, who, way, step, typed, problems)

    return await desk.work("", done, aside=True)


def _drawn(
    desk: Desk,
    request: Request,
    who: Actor,
    way: str,
    step: Step,
    typed: Mapping[str, Any],
    problems: list[dict[str, str]] | None = None,
) -> Response:
    return plain(
        desk,
        request,
        "new.html",
        _(WAYS[way].title),
        who,
        status=422 if problems else 200,
        problems=problems or (),
        way=way,
        about=_(WAYS[way].about),
        step=step,
        typed=typed,
        request_id=typed.get("request") or secrets.token_urlsafe(12),
    )


def _in_words(problem: Problem) -> dict[str, str]:
    return {"message": said(problem.message), "remedy": said(problem.remedy)}


def _nothing_ticked() -> dict[str, str]:
    return {"message": _("Nothing is ticked."), "remedy": _("Tick a recommendation or a finding.")}


def _action(form: Form, way: str) -> Mapping[str, Any]:
    """What the form asks for, as a button of the list of courses would say it."""
    if way == "copy":
        return {"action": "copy", "title": form("title"), "course": form("course")}
    begin: dict[str, Any] = {
        "way": way,
        **{name: form(name, 200) for name in ("review", "theme", "course", "bank")},
    }
    begin |= {name: _number(form(name, 6)) for name in ("year", "document")}
    if way not in ("example", "blank", "quiz"):
        begin["chosen"] = form.all("chosen")
    return {"action": "new", "title": form("title"), "begin": begin}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _step(found: Sources, way: str, kept: Mapping[str, str], only: str = "") -> Step:
    """The step that a way has come to, with what was chosen before. `only` is the one item that is ticked."""
    if way in ("example", "blank"):
        return Step()
    if way in ("quiz", "copy"):
        return _of_course(found, way, kept)
    if way == "theme":
        return _of_theme(found, kept)
    if way == "update":
        return _of_year(found, kept)
    return _of_review(found, way, kept, only)


def _of_review(found: Sources, way: str, kept: Mapping[str, str], only: str) -> Step:
    offered = found.reviews(way)
    if kept.get("review") is None or (kept["review"] and kept["review"] not in found.known):
        none = _("None: only the parts of a briefing, to be written") if way == "seven-minutes" else ""
        empty = {
            "review": _("There is no review yet that has findings or recommendations."),
            "briefing": _("There is no thematic briefing, thematic review or research report yet."),
        }
        if not offered and not none:
            return Step(empty=empty[way])
        label = _("Briefing") if way == "briefing" else _("Review")
        return Step(pick=Pick("review", label, (*((("", none, ""),) if none else ()), *offered)))
    if not kept["review"]:
        return Step(kept=kept)
    review = found.known[kept["review"]]
    return Step(
        chosen=review.title,
        groups=found.of_review(review, only),
        more=found.documents(review) if way == "briefing" else None,
        notes=(_("This review is a draft: nobody has confirmed it yet."),)
        if review.status == "draft"
        else (),
        kept=kept,
    )


def _of_theme(found: Sources, kept: Mapping[str, str]) -> Step:
    themes = found.themes()
    if chosen := next((each for each in themes if each.value == kept.get("theme")), None):
        return Step(chosen=chosen.label, title=chosen.label, groups=found.of_theme(chosen.value), kept=kept)
    if not themes:
        return Step(empty=_("There is no review yet whose findings have themes."))
    help_ = _("The number says how many findings and recommendations have the theme.")
    options = ((each.value, f"{each.label} ({each.count})", "") for each in themes)
    return Step(pick=Pick("theme", _("Theme"), tuple(options), help_))


def _of_year(found: Sources, kept: Mapping[str, str]) -> Step:
    years = found.years()
    year = kept.get("year", "")
    if year == "0" or year in {str(each) for each in years}:
        title = _("Annual update %(year)s", year=year) if year != "0" else _("Annual update")
        return Step(
            chosen=year if year != "0" else "", title=title, groups=found.of_year(_number(year)), kept=kept
        )
    none = ("0", _("None: only what has changed in guidance and here"), "")
    return Step(
        pick=Pick("year", _("Year of the reviews"), (*((str(each), str(each), "") for each in years), none))
    )


def _of_course(found: Sources, way: str, kept: Mapping[str, str]) -> Step:
    courses = found.courses()
    if row := next((each for each in courses if each["id"] == kept.get("course")), None):
        title = row["title"]
        notes = (
            (_("There are changes in it that are not saved. They are left out."),) if row["unsaved"] else ()
        )
        if way == "copy":
            return Step(chosen=title, title=_("Copy of %(title)s", title=title), notes=notes, kept=kept)
        again = _("Refresher: %(title)s", title=title)
        return Step(chosen=title, title=again, more=found.banks(row["id"]), notes=notes, kept=kept)
    if not courses:
        return Step(empty=_("There is no course yet."))
    return Step(pick=Pick("course", _("Course"), tuple((each["id"], each["title"], "") for each in courses)))
