"""Draws templates on the page. All HTML that the app shows goes through here, and Jinja2 escapes it."""

import re
from datetime import date, datetime
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment
from markupsafe import Markup, escape

from elearn import look
from elearn.app.places import without_folders
from elearn.days import day_of, in_words
from elearn.reporting import FEWEST
from elearn.translations import N_, Words, language, ngettext, page_language, said, templates
from elearn.translations import gettext as _

NOTICE = "notice"
"""Under this key of the visit, the place below the heading for a word about the whole page."""
_MARKS = re.compile(r"[][!*_`<>:$~\\#&^=|]")
"""What Markdown obeys within a line."""
NAME = "Learning from reviews"
"""What the product is called in the app's window, and beside its mark."""
RAG_WORDS = Words(
    {"green": N_("On target"), "amber": N_("Close"), "red": N_("Below"), "grey": N_("Too little to say")}
)
RAG_SHAPES = {"green": "●", "amber": "◐", "red": "▼", "grey": "○"}
_STYLES = ("style.css", "print.css", "ahead.css")
_SCRIPTS = ("address.js", "dates.js", "printing.js", "tables.js", "links.js", "menu.js")
BASIS_WORDS = Words(
    {
        "roster": N_("Roster"),
        "headcount": N_("Declared headcount"),
        "return": N_("The agency’s own return"),
        "mixed": N_("Mixed"),
    }
)
NOT_ASKED = N_("Not asked")
"""What is said if no one is required to take a course. Translate it when you show it."""
WORKING_OUT = N_("Being worked out")
"""What is said of figures that are being worked out. Translate it when you show it."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ADDRESS = re.compile(r"([^\s@<>]+@[^\s@<>]+\w)")
_ENGLISH = "en-GB"
_SPOKEN = "page_language"
STATE_WORDS = Words(
    {
        "in_date": N_("In date"),
        "grace": N_("Within the days allowed"),
        "lapsed": N_("Lapsed"),
        "never": N_("Never taken"),
    }
)


@cache
def _environment() -> Environment:
    environment = templates("elearn.app", finalize=_as_people_read_it)
    environment.filters |= {
        "thousands": thousands,
        "day": day,
        "month": month,
        "percent": percent,
        "share": share,
        "state_said": state_said,
        "why_grey": why_grey,
        "sentence": sentence,
        "kept": kept,
        "breakable": breakable,
    }
    environment.tests |= {"pending": pending}
    environment.globals |= {"rag_words": RAG_WORDS, "rag_shapes": RAG_SHAPES, "state_words": STATE_WORDS}
    return environment


def _as_people_read_it(value: Any) -> Any:
    """Returns a value without the server's folders. HTML that is made already has none."""
    return without_folders(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def rendered(template: str, **values: Any) -> str:
    """Returns one of `templates/` as HTML."""
    return _environment().get_template(template).render(**values)


def draw(template: str, **values: Any) -> None:
    """Draws one of `templates/` at the current place on the page."""
    st.html(rendered(template, **values))


@cache
def _style(edited: tuple[float, ...]) -> str:
    return look.css_variables() + look.line_variables() + "".join(_beside(name) for name in _STYLES)


def style() -> str:
    """Returns the product's style, which goes on top of Streamlit's theme."""
    return _style(tuple(Path(__file__).with_name(name).stat().st_mtime for name in _STYLES))


def dress() -> None:
    """Gives the page the product's style, and the scripts that every page has."""
    st.html(Markup("<style>{}</style>").format(Markup(style())))
    with st.container(key="page_presses"):  # a place that is not shown
        st.html(Markup("<script>{}</script>").format(Markup(scripts())), unsafe_allow_javascript=True)


@cache
def scripts() -> str:
    """Returns what every page of the app runs."""
    return "".join(_beside(name) for name in _SCRIPTS)


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@cache
def _presses() -> str:
    return _beside("presses.js")


def press() -> None:
    """Lets buttons in our own HTML press Streamlit's: one with `data-press="KEY"` presses the button with that key.

    A table stays one table then, with its buttons in its rows.
    """
    st.html(Markup("<script>{}</script>").format(Markup(_presses())), unsafe_allow_javascript=True)


@cache
def _focus() -> str:
    return _beside("focus.js")


def move_focus(number: int | str) -> None:
    """Moves the focus to what is marked `data-move="NUMBER"`. Draw this after it, with another one each time."""
    script = _focus().replace("NUMBER", str(number))
    st.html(Markup("<script>{}</script>").format(Markup(script)), unsafe_allow_javascript=True)


def say_language() -> None:
    """Tells the browser, and so a screen reader, in which language the page is. The page that it gets says English."""
    spoken = page_language()
    if spoken != _ENGLISH or st.session_state.get(_SPOKEN, _ENGLISH) != _ENGLISH:
        script = Markup("<script data-language>document.documentElement.lang = '{}'</script>").format(spoken)
        st.html(script, unsafe_allow_javascript=True)
    if spoken != _ENGLISH:
        months = [in_words(date(2000, month, 1), language()).split()[1] for month in range(1, 13)]
        draw("paper-words.html", months=" ".join(months))
    st.session_state[_SPOKEN] = spoken


def heading(title: str, lead: str = "") -> None:
    """Draws the page's only first-level heading, and a sentence below it."""
    draw("heading.html", title=title, lead=lead)
    st.session_state[NOTICE] = st.empty()


def pending(row: Any) -> bool:
    """Whether the figures of a row of coverage are still being worked out, so that it has none yet."""
    return row is not None and bool(row.pending)


def thousands(count: float | None) -> str:
    """Writes 12345 as 12,345, and None as a dash."""
    return "–" if count is None else f"{count:,.0f}"


def sentence(text: str) -> str:
    """Starts a few words with a capital. The rest stays as it is, because it may hold “SCR”."""
    text = said(text)
    return text[:1].upper() + text[1:]


def label(text: str) -> str:
    """Escapes text for a widget's label. Streamlit reads labels as Markdown, so each mark is made literal."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", said(text))


def field_label(text: str) -> str:
    """The same for a field that is typed in. Screen readers say its escapes, so it has none without need."""
    return label(text) if _MARKS.search(said(text)) else said(text)


def percent(value: float | None) -> str:
    """Writes 78.3 as 78.3%, and None as a dash."""
    return "–" if value is None else f"{value:.1f}%"


def day(value: date | datetime | str | None) -> str:
    """Writes a day as 30 September 2026, in the current language, and no day as "". An instant's day is London's."""
    if not value:
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value[:10])
    if isinstance(value, datetime) and value.tzinfo:
        value = day_of(value)
    return in_words(value, language())


def month(value: str) -> str:
    """Writes a month, such as 2023-08, as August 2023, in the current language."""
    return in_words(date.fromisoformat(f"{value}-01"), language()).partition(" ")[2]


def breakable(text: str) -> Markup:
    """Lets the e-mail addresses in a text continue on a new line after their @ and before their dots."""
    found = _ADDRESS.split(str(escape(without_folders(text))))
    broken = (re.sub(r"@", "@<wbr>", re.sub(r"\.", "<wbr>.", part)) for part in found[1::2])
    return Markup("".join(part for pair in zip_longest(found[::2], broken, fillvalue="") for part in pair))


def kept(value: str) -> str:
    """Writes what is kept of a file: a day in words, and everything else as it is."""
    return day(value) if _DAY.fullmatch(value) else value


def state_said(state: str, kind: str = "course") -> str:
    """Says a state of somebody on what is required of them. Hours and updates are met, and never taken."""
    return _("Never met") if state == "never" and kind != "course" else said(STATE_WORDS[state])


def share(row: Any) -> str:
    """Writes a row of coverage as `112 of 133`.

    If the headcount is not known, it says only how many were counted.
    """
    if pending(row):
        return _(WORKING_OUT)
    if row.in_scope is None:
        return _("%(count)s counted, no headcount", count=thousands(row.in_date))
    return _("%(count)s of %(all)s", count=thousands(row.in_date), all=thousands(row.in_scope))


def why_grey(row: Any) -> str:
    """Says why nobody should judge the percentage of a row of coverage. "" if it can be judged, or has none."""
    if pending(row) or row.rag != "grey" or row.percent is None:
        return ""
    why = [_old_headcounts(row)] if row.old else []
    if row.in_scope < FEWEST:
        why.append(_("Fewer than %(count)s people are in scope.", count=FEWEST))
    if row.in_date > row.in_scope:
        why.append(_("More people are in date than were declared."))
    return " ".join(why)


def _old_headcounts(row: Any) -> str:
    """Says how many of a row's declared headcounts are too old to judge by."""
    every = thousands(row.headcounts)
    if row.headcounts > 1 and row.old == row.headcounts:
        return _(
            "Each of the %(all)s agencies with a declared headcount has one that is older than six months.",
            all=every,
        )
    if row.headcounts > 1:
        return ngettext(
            "%(num)s of the %(all)s agencies with a declared headcount has one that is older than six months.",
            "%(num)s of the %(all)s agencies with a declared headcount have one that is older than six months.",
            row.old,
            num=thousands(row.old),
            all=every,
        )
    if "agency" in row.keys:
        return _("The declared headcount is older than six months.")
    return _("The only agency with a declared headcount has one that is older than six months.")
