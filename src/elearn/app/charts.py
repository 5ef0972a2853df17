"""Charts: lines over time, in the product's colours. Each has a table with the same figures."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
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
    st.altair_chart(_lines(values, [courses[id] for id in ids], rows[-1].target), theme=None)
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


def _lines(values: list[dict[str, Any]], titles: list[str], target: int) -> alt.LayerChart:
    dark = st.context.theme.type == "dark"
    scheme: look.Scheme = "dark" if dark else "light"
    inks = list(look.lines(scheme)[: len(titles)])
    axis: dict[str, Any] = {
        "labelColor": look.colour("ink-2", scheme),
        "titleColor": look.colour("ink-2", scheme),
        "labelFontSize": 13,
    }
    dashes = [list(dash) for dash in DASHES[: len(titles)]]
    data = alt.InlineData(values=values)
    x = alt.X(
        "day:T",
        title=None,
        axis=alt.Axis(format="%b %Y", grid=False, labelOverlap=True, labelFlush=False, **axis),
    )
    y = alt.Y(
        "share:Q",
        title="In date, %",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(gridColor=look.colour("line", scheme), tickCount=5, domain=False, **axis),
    )
    line = (
        alt.Chart(data)
        .mark_line(point=alt.OverlayMarkDef(size=60, filled=True), strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "course:N",
                scale=alt.Scale(domain=titles, range=inks),
                legend=alt.Legend(
                    title=None,
                    orient="top",
                    direction="vertical",
                    labelLimit=0,
                    labelFontSize=14,
                    labelColor=look.colour("ink", scheme),
                ),
            ),
            strokeDash=alt.StrokeDash(
                "course:N",
                scale=alt.Scale(domain=titles, range=dashes),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("course:N", title="Course"),
                alt.Tooltip("on:N", title="As at"),
                alt.Tooltip("said:N", title="In date"),
            ],
        )
    )
    rule = alt.Chart(alt.InlineData(values=[{"target": target, "label": f"Target {target}%"}]))
    ink = look.colour("ink-2", scheme)
    chart: alt.LayerChart = (
        alt.layer(
            rule.mark_rule(strokeDash=[4, 4], color=ink).encode(y="target:Q"),
            rule.mark_text(align="left", dx=4, dy=-8, x=0, color=ink, fontSize=13).encode(
                y="target:Q", text="label:N"
            ),
            line,
        )
        .properties(height=320, background="transparent")
        .configure_view(stroke=None)
        .configure(font="system-ui, sans-serif")
    )
    return chart
