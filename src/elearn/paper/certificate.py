"""A certificate of completion on paper."""

import json
from datetime import date
from importlib.resources import files

import typst

from elearn.days import in_words
from elearn.look import colour
from elearn.translations import Language, page_language, speaking
from elearn.translations import gettext as _


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
    language: Language = "en",
) -> bytes:
    """The certificate as PDF/UA-1, in a language.

    `address` is where anyone can check the `code`. The same facts give the same bytes.
    """
    with speaking(language):
        words = _words()
    facts = {
        "words": words,
        "name": name,
        "title": title,
        "version": version,
        "completed": in_words(completed_on, language),
        "until": in_words(valid_until, language) if valid_until else "",
        "code": code,
        "organisation": organisation,
        "address": address,
        "colours": {name: colour(name) for name in ("ink", "ink-2", "accent", "line", "paper")},
    }
    source = files(__package__).joinpath("certificate.typ").read_bytes()
    content = typst.compile(
        source, format="pdf", sys_inputs={"facts": json.dumps(facts)}, pdf_standards="ua-1"
    )
    assert isinstance(content, bytes)
    return content


def _words() -> dict[str, str]:
    """What the certificate says around its facts. The code stands between `code` and `check`."""
    before, _code, after = _("Code %(code)s. Anyone can check this certificate at", code="\0").partition("\0")
    lang, _dash, region = page_language().partition("-")
    return {
        "lang": lang,
        "region": region,
        "certificate": _("Certificate"),
        "certifies": _("This certifies that"),
        "completed": _("has completed the course"),
        "completed-on": _("Completed on"),
        "valid-until": _("Valid until"),
        "no-end": _("It does not lapse"),
        "version": _("Version of the course"),
        "code": before,
        "check": after,
    }
