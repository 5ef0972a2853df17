"""Files to download: CSV that is safe from formula injection."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st
from defusedcsv import csv  # type: ignore[import-untyped]

from elearn.app import session
from elearn.reporting.coverage import CoverageRow


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Returns rows as CSV for Excel, in UTF-8 with a byte order mark.

    No cell can run as a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(columns), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def coverage(rows: Sequence[CoverageRow], name: str, key: str) -> None:
    """Draws a button that downloads these rows as CSV, for someone who may still see coverage."""
    if rows:
        lines = [row.as_dict() for row in rows]
        st.download_button(
            "Download as CSV",
            session.only_for("coverage", as_csv(lines, list(lines[0]))),
            file_name=name,
            mime="text/csv",
            key=key,
            on_click="ignore",
        )
