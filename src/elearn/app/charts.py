"""Charts: lines over time, in the product's colours. Each has a table with the same figures.

A chart is SVG whose colours are the page's own variables, so it follows the scheme, and the paper, without being drawn
anew.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from elearn.app.drawing import day, draw, percent, share
from elearn.days import in_few_words
from elearn.reporting.coverage import CoverageRow
from elearn.translations import gettext as _
from elearn.translations import language

DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (12, 4), (4, 2, 1, 2, 1, 2), (1, 4), (12, 3, 4, 3))
_LABEL = 95
"""In pixels, the room that the label of a day takes with what is around it. With less, labels stand upright."""
MOST = len(DASHES)
"""How many lines can be told apart in one chart, each by its colour and by its dashes."""


def trend(rows: Sequence[CoverageRow], courses: Mapping[str, str], key: str) -> None:
    """Draws the share in date at each day, one line for each course, with the target.

    If there are more courses than lines that can be told apart, the reader chooses which. Below the chart is a table
    of the same figures. If all figures are of one day, there is only the table.
    """
    if not rows:
        draw("empty.html", title=_("No trend yet"), text=_("There is no earlier figure to compare with."))
        return
    ids = [id for id in courses if any(row.keys["course"] == id for row in rows)]
    if len(ids) > MOST:
        ids = _chosen(ids, courses, key)
        rows = [row for row in rows if row.keys["course"] in ids]
        if not rows:
            draw("empty.html", title=_("No course is chosen"), text=_("Choose the courses to show above."))
            return
    days = sorted({row.as_at for row in rows})
    found = {(row.keys["course"], row.as_at): row for row in rows}
    table = [(courses[id], [found.get((id, at)) for at in days]) for id in ids]
    if len(days) == 1:
        draw("trend-start.html", at=days[0], count=len(rows))
        draw("trend.html", days=days, lines=table)
        return
    values: list[dict[str, Any]] = [
        {
            "day": in_few_words(row.as_at, language()),
            "share": row.percent,
            "course": courses[row.keys["course"]],
            "said": f"{share(row)} ({percent(row.percent)})",
            "on": day(row.as_at),
        }
        for row in rows
    ]
    titles = [courses[id] for id in ids]
    draw("trend-key.html", lines=[(title, _stops(place)) for place, title in enumerate(titles)])
    labels = [in_few_words(at, language()) for at in days]
    st.vega_lite_chart(spec=_lines(values, titles, labels, rows[-1].target), theme=None)
    with st.expander(_("The same as a table")):
        draw("trend.html", days=days, lines=table)


def _chosen(ids: Sequence[str], courses: Mapping[str, str], key: str) -> list[str]:
    """Asks which of the courses to show, and returns them in their own order."""
    chosen = st.multiselect(
        _("Courses to show (at most %(most)s of %(total)s)", most=MOST, total=len(ids)),
        ids,
        default=ids[:MOST],
        format_func=lambda id: courses[id],
        max_selections=MOST,
        placeholder=_("Choose courses"),
        key=f"{key}_trend_courses",
    )
    return [id for id in ids if id in chosen]


def _lines(values: list[dict[str, Any]], titles: list[str], days: list[str], target: int) -> dict[str, Any]:
    """The chart in Vega-Lite's own words. A library that checks each of them takes longer than the rest of the page."""
    quiet = "var(--ink-2)"
    axis = {"labelColor": quiet, "titleColor": quiet, "labelFontSize": 13, "tickColor": "var(--edge)"}
    upright = f"width < {_LABEL * len(days)}"
    at = {"field": "target", "type": "quantitative"}
    line = {
        "data": {"values": values},
        "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 60, "filled": True}},
        "encoding": {
            "x": {
                "field": "day",
                "type": "ordinal",  # a day each, however near to the next: so none is without its label
                "title": None,
                "scale": {"type": "point", "domain": days, "padding": 0.5},
                "axis": {
                    "grid": False,
                    "labelOverlap": False,
                    "labelLimit": 0,
                    "labelAngle": {"expr": f"{upright} ? -90 : 0"},
                    "labelAlign": {"expr": f"{upright} ? 'right' : 'center'"},
                    "labelBaseline": {"expr": f"{upright} ? 'middle' : 'top'"},
                    "domainColor": "var(--edge)",
                    **axis,
                },
            },
            "y": {
                "field": "share",
                "type": "quantitative",
                "title": _("In date, %%"),
                "scale": {"domain": [0, 100]},
                "axis": {"gridColor": "var(--line)", "tickCount": 5, "domain": False, **axis},
            },
            **_told_apart(titles),
            "tooltip": [
                {"field": "course", "type": "nominal", "title": _("Course")},
                {"field": "on", "type": "nominal", "title": _("As at")},
                {"field": "said", "type": "nominal", "title": _("In date")},
            ],
        },
    }
    goal = {"data": {"values": [{"target": target, "label": _("Target %(target)s%%", target=target)}]}}
    words = {"type": "text", "align": "left", "dx": 4, "dy": -8, "x": 0, "color": quiet, "fontSize": 13}
    return {
        "height": 360,  # of which upright days take some
        "usermeta": {"embedOptions": {"renderer": "svg"}},
        "background": "transparent",
        "config": {"view": {"stroke": None}, "font": "system-ui, sans-serif"},
        "layer": [
            {**goal, "mark": {"type": "rule", "strokeDash": [4, 4], "color": quiet}, "encoding": {"y": at}},
            {**goal, "mark": words, "encoding": {"y": at, "text": {"field": "label", "type": "nominal"}}},
            line,
        ],
    }


def _stops(place: int) -> str:
    """The line at a place as the stops of a CSS gradient: our HTML may hold no SVG."""
    stops, at = [], 0
    for number, length in enumerate(DASHES[place]):
        ink = "transparent" if number % 2 else f"var(--line-{place + 1})"
        stops.append(f"{ink} {at}px {at + length}px")
        at += length
    return ", ".join(stops)


def _told_apart(titles: list[str]) -> dict[str, Any]:
    """The colour and the dashes of each course. `trend-key.html` says which is which: it wraps, and can be read out."""
    course = {"field": "course", "type": "nominal", "legend": None}
    inks = [f"var(--line-{number})" for number in range(1, len(titles) + 1)]
    dashes = [list(dash) for dash in DASHES[: len(titles)]]
    return {
        "color": {**course, "scale": {"domain": titles, "range": inks}},
        "strokeDash": {**course, "scale": {"domain": titles, "range": dashes}},
    }
