"""Writes the files that people download from us: CSV in which no formula can run."""

import csv
import io
from collections.abc import Iterable, Sequence

from defusedcsv import csv as defused  # type: ignore[import-untyped]


def csv_file(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV for Excel, in UTF-8 with a byte order mark. An import takes away the mark before a formula."""
    data = io.BytesIO()
    out = io.TextIOWrapper(data, encoding="utf-8-sig", newline="")
    writer = defused.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    out.flush()
    return data.getvalue()
