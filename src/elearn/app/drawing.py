"""From a template to the page: every fragment of HTML that the app shows is drawn here, escaped by Jinja2."""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from elearn import look
from elearn.days import in_words

RAG_WORDS = {"green": "On target", "amber": "Close", "red": "Below", "grey": "Too little to say"}
RAG_SHAPES = {"green": "●", "amber": "◐", "red": "▼", "grey": "○"}
STATE_WORDS = {
    "in_date": "In date",
    "grace": "Within the days allowed",
    "lapsed": "Lapsed",
    "never": "Never taken",
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("elearn.app"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {
        "thousands": thousands,
        "day": day,
        "percent": percent,
        "share": share,
        "plural": plural,
        "sentence": sentence,
    }
    environment.globals |= {"rag_words": RAG_WORDS, "rag_shapes": RAG_SHAPES, "state_words": STATE_WORDS}
    return environment


def rendered(template: str, **values: Any) -> str:
    """One of `templates/` as HTML."""
    return _environment().get_template(template).render(**values)


def draw(template: str, **values: Any) -> None:
    """Draw one of `templates/` where the page has got to."""
    st.html(rendered(template, **values))


@cache
def _style(edited: float) -> str:
    return look.css_variables() + Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def dress() -> None:
    """Give the page the product's style, over Streamlit's theme."""
    style = _style(Path(__file__).with_name("style.css").stat().st_mtime)
    st.html(Markup("<style>{}</style>").format(Markup(style)))


def heading(title: str, lead: str = "") -> None:
    """The page's one first-level heading, and a sentence under it."""
    draw("heading.html", title=title, lead=lead)


def thousands(count: float | None) -> str:
    """12345 as 12,345; a dash where there is no figure."""
    return "–" if count is None else f"{count:,.0f}"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 person`, `2,345 people`."""
    return f"{thousands(count)} {one if count == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """A few words with a capital at their beginning; what follows stays as it is, SCR for one."""
    return text[:1].upper() + text[1:]


def label(text: str) -> str:
    """Somebody's own words in a widget's label, which Streamlit reads as Markdown: each mark stands for itself."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def percent(value: float | None) -> str:
    """78.3 as 78.3%."""
    return "–" if value is None else f"{value:.1f}%"


def day(value: date | datetime | str | None) -> str:
    """A day as 30 September 2026; nothing where there is none."""
    if not value:
        return ""
    return in_words(date.fromisoformat(value[:10]) if isinstance(value, str) else value)


def share(row: Any) -> str:
    """A row of coverage as `112 of 133`, or what is counted where nobody knows of how many."""
    if row.in_scope is None:
        return f"{thousands(row.in_date)} counted, no headcount"
    return f"{thousands(row.in_date)} of {thousands(row.in_scope)}"
