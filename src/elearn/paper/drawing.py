"""Draws typst's markup as PDF/UA-1.

Handles fonts, signs that no font has, and pictures that cannot be read.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from elearn.paper.pictures import unreadable
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem

FONT = "Libertinus Serif"
"""This font comes with typst, so the same course gives the same bytes on any machine."""

_TEXTS = ("main.typ", "facts.json")
"""The files that hold words of the course."""
_UNSHOWN = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


@cache
def _own_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


@cache
def _all_fonts() -> typst.Fonts:
    return typst.Fonts()


def draw(files: Mapping[str, bytes], where: str) -> bytes:
    """The PDF that typst draws from `main.typ` in `files`. Problems name `where`.

    A sign that our font lacks (🙂) is replaced by its name in brackets. Letters of another script are drawn
    with a font of this machine. Raises InputFault for letters that no font here has, and for pictures that
    cannot be read.
    """
    fonts = _own_fonts()
    while True:
        try:
            return _compile(files, fonts)
        except typst.TypstError as error:
            unshown = _unshown(error)
            letters = {sign for sign in unshown if unicodedata.category(sign)[0] in "LMN"}
            if letters and fonts is _all_fonts():
                raise InputFault([_no_font(letters, where)]) from error
            named = _named(files, unshown - letters)
            if not letters and named == files:
                raise _fault(error, files, where) from error
            files, fonts = named, _all_fonts() if letters else fonts


def _compile(files: Mapping[str, bytes], fonts: typst.Fonts) -> bytes:
    """Compiles in a temporary folder, because typst takes only text from memory."""
    with TemporaryDirectory(prefix="elearn-paper-") as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        made = typst.compile(
            Path(folder, "main.typ"),
            root=Path(folder),
            format="pdf",
            font_paths=fonts,
            ignore_system_fonts=True,
            pdf_standards="ua-1",
            timestamp=0,
        )
    assert isinstance(made, bytes)
    return made


def _unshown(error: typst.TypstError) -> set[str]:
    """The signs that no font has, from typst's message.

    The message also names an ASCII sign if it carries a mark that no font has. Our font has all of ASCII, so
    these are left out.
    """
    found = _UNSHOWN.findall(f"{error.message}\n{error.diagnostic}")
    signs = {sign for text in found for sign in _ESCAPE.sub(lambda code: chr(int(code[1], 16)), text)}
    return {sign for sign in signs if not sign.isascii()}


def _named(files: Mapping[str, bytes], signs: set[str]) -> dict[str, bytes]:
    """The files with each of these signs replaced by its name.

    Only strings hold them, never typst's own grammar.
    """
    names = {ord(sign): f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]" for sign in signs}
    return {
        name: content.decode().translate(names).encode() if name in _TEXTS else content
        for name, content in files.items()
    }


def _fault(error: typst.TypstError, files: Mapping[str, bytes], where: str) -> Exception:
    """The fault that a person can mend: pictures that typst cannot read.

    Any other error is ours, and is returned.
    """
    bad = [name for name in files if name.startswith("media/") and not _readable(name, files[name])]
    if not bad:
        return error
    return InputFault(unreadable(f"{where}/{name}") for name in bad)


def _readable(name: str, content: bytes) -> bool:
    main = f'#set document(title: "x")\n#image({name!r}, alt: "x")'.replace("'", '"').encode()
    try:
        _compile({"main.typ": main, name: content}, _own_fonts())
    except typst.TypstError:
        return False
    return True


def _no_font(letters: set[str], where: str) -> Problem:
    shown = " ".join(sorted(letters)[:8])
    return Problem(
        path=where,
        line=0,
        column=0,
        rule="P91",
        severity="error",
        message=phrase("no font on this machine has the letters %(letters)s", letters=shown),
        remedy=phrase("Install a font for this language (Noto has one for each), then build the PDF again."),
    )
