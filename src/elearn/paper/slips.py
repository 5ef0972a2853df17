"""Slips with codes that sign people in: one for each person, to print, cut apart and hand over."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from elearn.paper.sheets import sheet
from elearn.translations import gettext as _


class Slip(NamedTuple):
    """What a slip says: whose it is, the staff number and the code to type, and until when the code works, in words."""

    name: str
    staff_number: str
    code: str
    until: str


def code_slips(slips: Sequence[Slip], agency: str, address: str) -> bytes:
    """The slips as PDF/UA-1, in the current language. `address` is that of the page where the code is typed.

    `agency` is in whose name they are handed over.
    """
    body = Markup("").join(_slip(slip, address) for slip in slips)
    about = _("Hand each slip to the person whose name is on it, and to nobody else. Do not keep a copy.")
    return sheet(_("Codes to sign in"), agency, body, about)["pdf"]


def _slip(slip: Slip, address: str) -> Markup:
    cell = Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format
    rows = (
        cell(_("Page"), address),
        cell(_("Staff number"), slip.staff_number),
        cell(_("Code"), Markup("<strong>{}</strong>").format(slip.code)),
        cell(_("Works once, until"), slip.until),
    )
    slip_ = '<section data-paper="panel"><h2>{}</h2><table><tbody>{}</tbody></table></section>'
    return Markup(slip_).format(slip.name, Markup("").join(rows))
