"""Files to download: CSV that is safe from formula injection."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st
from defusedcsv import csv  # type: ignore[import-untyped]

from elearn.app import session
from elearn.tracker import Scope


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Returns rows as CSV for Excel, in UTF-8 with a byte order mark.

    No cell can run as a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(columns), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def coverage(rows_of: Callable[[Scope], Sequence[Mapping[str, Any]]], name: str, key: str) -> None:
    """Draws a button that downloads coverage as CSV. Each row has the same columns.

    The rows are worked out when the browser fetches the file, for what the reader may see by then.
    """
    reader = session.as_now("coverage")

    def content() -> bytes:
        lines = rows_of(reader().coverage_scope())
        return as_csv(lines, list(lines[0]) if lines else [])

    st.download_button(
        "Download as CSV", content, file_name=name, mime="text/csv", key=key, on_click="ignore"
    )
