"""A certificate of completion on paper."""

import io
import json
from collections.abc import Sequence
from datetime import date
from importlib.resources import files

import segno

from elearn.days import in_words
from elearn.look import colour
from elearn.paper.drawing import FONT, draw
from elearn.translations import Language, ngettext, page_language, speaking
from elearn.translations import gettext as _

QR_BORDER = 4
"""How many modules are left blank around a QR code, as its standard asks."""


def certificate_pdf(
    *,
    name: str,
    title: str,
    version: str,
    completed_on: date,
    valid_until: date | None,
    code: str,
    organisation: str,
    address: str,
    minutes: int | None = None,
    participatory: bool | None = None,
    outcomes: Sequence[str] = (),
    language: Language = "en",
) -> bytes:
    """The certificate as PDF/UA-1, in a language.

    `address` is where anyone can check the `code`; a QR code leads there. `participatory` says which kind of learning
    it was; None: nothing is said of it. The same facts give the same bytes.
    """
    with speaking(language):
        words = _words(address)
        known = [
            (_("Completed on"), in_words(completed_on, language)),
            (_("Valid until"), in_words(valid_until, language) if valid_until else _("It does not lapse")),
            (_("Version of the course"), version),
            (_("Time"), in_minutes(minutes)),
            (_("Kind of learning"), kind_of_learning(participatory)),
        ]
    facts = {
        "words": words,
        "name": name,
        "title": title,
        "known": [each for each in known if each[1]],
        "outcomes": list(outcomes),
        "code": code,
        "organisation": organisation,
        "address": address,
        "fonts": [FONT],
        "colours": {name: colour(name) for name in ("ink", "ink-2", "accent", "line", "paper")},
    }
    drawn = {
        "main.typ": files(__package__).joinpath("certificate.typ").read_bytes(),
        "facts.json": json.dumps(facts, ensure_ascii=False).encode(),
        "qr.svg": qr_svg(address),
    }
    return draw(drawn, f"certificate-{code}.pdf")


def qr_svg(address: str) -> bytes:
    """The QR code that leads to an address, as SVG, with the blank border that its standard asks for."""
    drawn = io.BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(drawn, kind="svg", border=QR_BORDER, dark=colour("ink"), light=None, xmldecl=False, nl=False)
    return drawn.getvalue()


def in_minutes(minutes: int | None) -> str:
    """So many minutes in words, in the current language. "" if nobody knows how many."""
    return "" if minutes is None else ngettext("%(num)s minute", "%(num)s minutes", minutes)


def kind_of_learning(participatory: bool | None) -> str:
    """“Participatory learning” or “Non-participatory learning”, in the current language. "" for None."""
    if participatory is None:
        return ""
    return _("Participatory learning") if participatory else _("Non-participatory learning")


def _words(address: str) -> dict[str, str]:
    """What the certificate says around its facts. The code stands between `code` and `check`."""
    before, _code, after = _("Code %(code)s. Anyone can check this certificate at", code="\0").partition("\0")
    lang, _dash, region = page_language().partition("-")
    return {
        "lang": lang,
        "region": region,
        "certificate": _("Certificate"),
        "certifies": _("This certifies that"),
        "completed": _("has completed the course"),
        "outcomes": _("What the course teaches"),
        "code": before,
        "check": after,
        "qr": _(
            "QR code that leads to the page where anyone can check this certificate: %(address)s",
            address=address,
        ),
    }
