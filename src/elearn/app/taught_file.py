"""A list of attendance on a session's page, as a file or as lines that are pasted. It is an import like others."""

import csv
import io

import streamlit as st

from elearn.app import chosen, import_done, import_preview
from elearn.app.drawing import draw
from elearn.tracker import Actor
from elearn.tracker.taught import TaughtSession
from elearn.translations import gettext as _

_WHAT = ("attendance", None, None)


def show(actor: Actor, found: TaughtSession) -> None:
    """Draws the part of a session's page that takes a list, and what it would change."""
    key = f"taught_file_{found.id}_{st.session_state.get('imports_sent', 0)}"
    with st.expander(_("Bring in a list")):
        draw("taught-file.html", session=found)
        file = chosen.file(_("File of attendance (CSV or Excel)"), ["csv", "tsv", "txt", "xlsx"], key)
        typed = st.text_area(_("Or paste the lines here"), key=f"{key}_typed", height=120)
        if file is not None:
            import_preview.show(actor, _WHAT, file.name, file.getvalue(), found.id)
        elif typed.strip():
            import_preview.show(actor, _WHAT, "pasted.csv", pasted(typed), found.id)
    if file is None and not typed.strip():
        import_done.draw_done(actor, [], {"attendance": _("Attendance")})


def pasted(text: str) -> bytes:
    """What is pasted as a file: as it is if its first line is a header, and otherwise with one.

    Cells are separated by tabs, semicolons or commas. Without a header they are
    an e-mail address and a state; an address alone attended.
    """
    first = text.strip().splitlines()[0]
    if "@" not in first:
        return text.strip().encode()
    separator = next((each for each in "\t;," if each in text), ",")
    rows = [cells for cells in csv.reader(io.StringIO(text.strip()), delimiter=separator) if any(cells)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("email", "state"))
    writer.writerows([*cells, "attended"] if len(cells) == 1 else cells for cells in rows)
    return out.getvalue().encode()
