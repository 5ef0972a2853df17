"""Reads PDFs for tests: their words, their tags, and what a validator finds."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pdfua import validate
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject


def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def pages(content: bytes) -> list[str]:
    """The words of each page, with white space as single spaces."""
    return [" ".join(page.extract_text().split()) for page in reader(content).pages]


def bare(text: str) -> str:
    """The text without white space, because line breaks may add or remove some."""
    return re.sub(r"\s+", "", text)


def tags(content: bytes) -> list[tuple[str, str]]:
    """Every structure element in reading order: its tag, and its alternative text or ""."""
    return list(_tags(reader(content).trailer["/Root"]["/StructTreeRoot"]))


def _tags(node: Any, key: str = "/Alt") -> Iterator[tuple[str, str]]:
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            yield from _tags(child, key)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"]).removeprefix("/"), str(node.get(key, ""))
        if "/K" in node:
            yield from _tags(node["/K"], key)


def languages(content: bytes) -> list[tuple[str, str]]:
    """Every structure element that is marked as text of a language: its tag, and the language."""
    return [
        (tag, lang)
        for tag, lang in _tags(reader(content).trailer["/Root"]["/StructTreeRoot"], "/Lang")
        if lang
    ]


def assert_accessible(content: bytes, folder: Path) -> None:
    """The PDF says that it is PDF/UA-1, and the validator finds nothing."""
    assert b"pdfuaid:part>1<" in content
    path = folder / "paper.pdf"
    path.write_bytes(content)
    assert not validate(path).findings
