"""Charts: lines over time, in the product's colours. Each has a table with the same figures."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from elearn import look
from elearn.app.drawing import day, draw, percent, share
from elearn.reporting.coverage import CoverageRow

DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (12, 4), (4, 2, 1, 2, 1, 2), (1, 4), (12, 3, 4, 3))
MOST = len(DASHES)
"""How many lines can be told apart in one chart, each by its colour and by its dashes."""


def trend(rows: Sequence[CoverageRow], courses: Mapping[str, str], key: str) -> None:
    """Draws the share in date at each day, one line for each course, with the target.

    If there are more courses than lines that can be told apart, the reader chooses which. Below the chart is a table
    of the same figures.
    """
    if not rows:
        draw("empty.html", title="No trend yet", text="There is no earlier figure to compare with.")
        return
    ids = [id for id in courses if any(row.keys["course"] == id for row in rows)]
    if len(ids) > MOST:
        ids = _chosen(ids, courses, key)
        rows = [row for row in rows if row.keys["course"] in ids]
        if not rows:
            draw("empty.html", title="No course is chosen", text="Choose the courses to show above.")
            return
    values: list[dict[str, Any]] = [
        {
            "day": row.as_at.isoformat(),
            "share": row.percent,
            "course": courses[row.keys["course"]],
            "said": f"{share(row)} ({percent(row.percent)})",
            "on": day(row.as_at),
        }
        for row in rows
    ]
    st.vega_lite_chart(spec=_lines(values, [courses[id] for id in ids], rows[-1].target), theme=None)
    days = list(dict.fromkeys(row.as_at for row in rows))
    found = {(row.keys["course"], row.as_at): row for row in rows}
    with st.expander("The same as a table"):
        draw(
            "trend.html",
            days=days,
            lines=[(courses[id], [found.get((id, at)) for at in days]) for id in ids],
        )


def _chosen(ids: Sequence[str], courses: Mapping[str, str], key: str) -> list[str]:
    """Asks which of the courses to show, and returns them in their own order."""
    chosen = st.multiselect(
        f"Courses to show (at most {MOST} of {len(ids)})",
        ids,
        default=ids[:MOST],
        format_func=lambda id: courses[id],
        max_selections=MOST,
        key=f"{key}_trend_courses",
    )
    return [id for id in ids if id in chosen]


def _lines(values: list[dict[str, Any]], titles: list[str], target: int) -> dict[str, Any]:
    """The chart in Vega-Lite's own words. A library that checks each of them takes longer than the rest of the page."""
    scheme: look.Scheme = "dark" if st.context.theme.type == "dark" else "light"
    quiet = look.colour("ink-2", scheme)
    axis = {"labelColor": quiet, "titleColor": quiet, "labelFontSize": 13}
    at = {"field": "target", "type": "quantitative"}
    line = {
        "data": {"values": values},
        "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 60, "filled": True}},
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "title": None,
                "axis": {"format": "%b %Y", "grid": False, "labelOverlap": True, "labelFlush": False, **axis},
            },
            "y": {
                "field": "share",
                "type": "quantitative",
                "title": "In date, %",
                "scale": {"domain": [0, 100]},
                "axis": {"gridColor": look.colour("line", scheme), "tickCount": 5, "domain": False, **axis},
            },
            **_told_apart(titles, scheme),
            "tooltip": [
                {"field": "course", "type": "nominal", "title": "Course"},
                {"field": "on", "type": "nominal", "title": "As at"},
                {"field": "said", "type": "nominal", "title": "In date"},
            ],
        },
    }
    goal = {"data": {"values": [{"target": target, "label": f"Target {target}%"}]}}
    words = {"type": "text", "align": "left", "dx": 4, "dy": -8, "x": 0, "color": quiet, "fontSize": 13}
    return {
        "height": 280 + 24 * len(titles),  # the legend takes its part of it
        "background": "transparent",
        "config": {"view": {"stroke": None}, "font": "system-ui, sans-serif"},
        "layer": [
            {**goal, "mark": {"type": "rule", "strokeDash": [4, 4], "color": quiet}, "encoding": {"y": at}},
            {**goal, "mark": words, "encoding": {"y": at, "text": {"field": "label", "type": "nominal"}}},
            line,
        ],
    }


def _told_apart(titles: list[str], scheme: look.Scheme) -> dict[str, Any]:
    """The colour and the dashes of each course."""
    course = {"field": "course", "type": "nominal"}
    legend = {
        "title": None,
        "orient": "top",
        "direction": "vertical",
        "labelLimit": 0,
        "labelFontSize": 14,
        "labelColor": look.colour("ink", scheme),
        "symbolType": "stroke",
        "symbolSize": 600,
        "symbolStrokeWidth": 2.5,
    }
    inks = list(look.lines(scheme)[: len(titles)])
    dashes = [list(dash) for dash in DASHES[: len(titles)]]
    return {
        "color": {**course, "scale": {"domain": titles, "range": inks}, "legend": legend},
        "strokeDash": {**course, "scale": {"domain": titles, "range": dashes}, "legend": {"title": None}},
    }
