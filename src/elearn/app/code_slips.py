"""The slips of codes that were just made, to download and print."""

from collections.abc import Sequence

import streamlit as st

from elearn.app import session
from elearn.app.drawing import day, thousands
from elearn.days import today
from elearn.paper import Slip, code_slips
from elearn.settings import settings
from elearn.tracker import sign_in_codes
from elearn.translations import in_this_language, ngettext


def slip_button(codes: Sequence[sign_in_codes.Code], key: str) -> None:
    """Draws the button that downloads a sheet with a slip for each of these codes, as PDF."""
    slips = [Slip(each.holder.name, each.holder.staff_number, each.code, day(each.until)) for each in codes]
    agencies = {each.holder.agency_name for each in codes}
    agency = agencies.pop() if len(agencies) == 1 else settings().organisation
    address, reader = session.runtime("/start/staff-number"), session.as_now("import")

    def make() -> bytes:
        reader()
        return code_slips(slips, agency, address)

    content = in_this_language(make)

    st.download_button(
        ngettext(
            "Download %(num)s slip to print (PDF)",
            "Download %(num)s slips to print (PDF)",
            len(slips),
            num=thousands(len(slips)),
        ),
        content,
        file_name=f"sign-in-codes-{today().isoformat()}.pdf",
        mime="application/pdf",
        key=key,
        on_click="ignore",
        type="primary",
    )
