"""Charts: lines over time, in the product's colours. Each has a table with the same figures."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from elearn import look
from elearn.app.drawing import day, draw, percent, share
from elearn.reporting.coverage import CoverageRow

DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3]]


def trend(rows: Sequence[CoverageRow], courses: Mapping[str, str]) -> None:
    """Draws the share in date at each day, one line for each course, with the target.

    Below it is a table of the same figures.
    """
    if not rows:
        draw("empty.html", title="No trend yet", text="There is no earlier figure to compare with.")
        return
    ids = [id for id in courses if any(row.keys["course"] == id for row in rows)]
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
    st.vega_lite_chart(_lines(values, [courses[id] for id in ids], rows[-1].target), theme=None)
    days = list(dict.fromkeys(row.as_at for row in rows))
    found = {(row.keys["course"], row.as_at): row for row in rows}
    with st.expander("The same as a table"):
        draw(
            "trend.html",
            days=days,
            lines=[(courses[id], [found.get((id, at)) for at in days]) for id in ids],
        )


def _lines(values: list[dict[str, Any]], titles: list[str], target: int) -> dict[str, Any]:
    """Returns the chart as Vega-Lite: a line for each title, and a rule at the target."""
    scheme: look.Scheme = "dark" if st.context.theme.type == "dark" else "light"
    quiet = look.colour("ink-2", scheme)
    axis: dict[str, Any] = {"labelColor": quiet, "titleColor": quiet, "labelFontSize": 13}
    at_target = {"field": "target", "type": "quantitative"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": 320,
        "background": "transparent",
        "config": {"font": "system-ui, sans-serif"},
        "datasets": {"shares": values, "target": [{"target": target, "label": f"Target {target}%"}]},
        "layer": [
            {
                "data": {"name": "target"},
                "mark": {"type": "rule", "color": quiet, "strokeDash": [4, 4]},
                "encoding": {"y": at_target},
            },
            {
                "data": {"name": "target"},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "color": quiet,
                    "dx": 4,
                    "dy": -8,
                    "fontSize": 13,
                    "x": 0,
                },
                "encoding": {"y": at_target, "text": {"field": "label", "type": "nominal"}},
            },
            {
                "data": {"name": "shares"},
                "mark": {"type": "line", "point": {"filled": True, "size": 60}, "strokeWidth": 2.5},
                "encoding": _encoding(titles, axis, scheme),
            },
        ],
    }


def _encoding(titles: list[str], axis: dict[str, Any], scheme: look.Scheme) -> dict[str, Any]:
    """Returns what places, colours and dashes each line, and what a pointer is told at each day."""
    legend = {
        "title": None,
        "orient": "top",
        "direction": "vertical",
        "labelLimit": 0,
        "labelFontSize": 14,
        "labelColor": look.colour("ink", scheme),
    }
    inks = [look.colour(name, scheme) for name in ("accent", "care", "good", "bad")]
    days = {**axis, "format": "%b %Y", "grid": False, "labelOverlap": True, "labelFlush": False}
    percents = {**axis, "gridColor": look.colour("line", scheme), "tickCount": 5, "domain": False}
    course = {"field": "course", "type": "nominal"}
    return {
        "x": {"field": "day", "type": "temporal", "title": None, "axis": days},
        "y": {
            "field": "share",
            "type": "quantitative",
            "title": "In date, %",
            "scale": {"domain": [0, 100]},
            "axis": percents,
        },
        "color": {**course, "scale": {"domain": titles, "range": inks}, "legend": legend},
        "strokeDash": {**course, "scale": {"domain": titles, "range": DASHES}, "legend": None},
        "tooltip": [
            {**course, "title": "Course"},
            {"field": "on", "type": "nominal", "title": "As at"},
            {"field": "said", "type": "nominal", "title": "In date"},
        ],
    }
