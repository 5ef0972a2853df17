"""A certificate of completion on paper."""

import json
from datetime import date
from importlib.resources import files

import typst

from elearn.days import in_words
from elearn.look import colour


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
) -> bytes:
    """The certificate as PDF/UA-1.

    `address` is where anyone can check the `code`. The same facts give the same bytes.
    """
    facts = {
        "name": name,
        "title": title,
        "version": version,
        "completed": in_words(completed_on),
        "until": in_words(valid_until) if valid_until else "",
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
