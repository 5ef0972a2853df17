"""Words of a Word file as Markdown. No sign in them is taken for a mark, and no line for a heading or a block."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from elearn.intake import Words
from elearn.patterns import late
from elearn.player import markdown

_SIGNS = late(r"[\\`*\[\]]|~~|<(?=[a-z/!?])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|!(?=\[)", re.IGNORECASE)
_STARTS = late(r"(?:#{1,6}(?=\s|$)|\+(?=\s|$)|[-=|~:>])")
_NUMBERED = late(r"(\d{1,9})([.)])(?=\s|$)")
_LINKED = ("http", "https", "mailto", "tel")


def markdown_of(words: Iterable[Words]) -> tuple[str, bool]:
    """A paragraph's words as Markdown, "" if there are none, and whether all their marks could be kept.

    A line break becomes one in Markdown.
    """
    runs = _joined(words)
    text = "".join(_marked(each) for each in runs)
    lines = [safe_start(" ".join(line.split())) for line in text.split("\n")]
    made = "\\\n".join(line for line in lines if line)
    said = " ".join("".join(each.text for each in runs).split())
    if _shown(made) == said:
        return made, True
    plain = "".join(escaped(each.text) for each in runs)
    return safe_start(" ".join(plain.split())), False


def line_of(words: Iterable[Words]) -> str:
    """The same on one line, as for a heading or a cell."""
    return markdown_of([replace(each, text=each.text.replace("\n", " ")) for each in words])[0]


def escaped(text: str) -> str:
    """A text in which no sign is a mark of Markdown."""
    return _SIGNS.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)


def safe_start(line: str) -> str:
    """A line that is not taken for a heading, a list, a quotation, a table or a block."""
    if _STARTS.match(line):
        return f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def _shown(text: str) -> str:
    """What learners read of a paragraph."""
    return " ".join(markdown.block(text).replace("<br>", " ").striptags().split())


def _joined(words: Iterable[Words]) -> list[Words]:
    """The words with neighbours that look the same put together."""
    made = list[Words]()
    for each in words:
        look = replace(each, text="", link=_address(each.link))
        if not each.text.strip() and made:  # the look of a space is nothing that anybody sees
            look = replace(made[-1], text="")
        if made and replace(made[-1], text="") == look:
            made[-1] = replace(made[-1], text=made[-1].text + each.text)
        elif each.text:
            made.append(replace(look, text=each.text))
    return made


def _marked(words: Words) -> str:
    """Words with their marks beside the letters, because “** word**” is not bold. Each line has its own."""
    signs = [sign for sign, on in (("**", words.bold), ("*", words.italic), ("~~", words.strike)) if on]
    return "\n".join(_marked_line(line, signs, words.link) for line in words.text.split("\n"))


def _marked_line(line: str, signs: Sequence[str], link: str) -> str:
    core = line.strip()
    if not core:
        return line
    before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    inner = f"{''.join(signs)}{escaped(core)}{''.join(reversed(signs))}"
    return f"{before}{f'[{inner}]({link})' if link else inner}{after}"


def _address(link: str) -> str:
    """The address of a link as Markdown takes it. "" if it leads to nothing that a course can link to."""
    try:
        scheme = urlsplit(link.strip()).scheme.lower()
    except ValueError:
        return ""
    return quote(link.strip(), safe="/:?#[]@!$&'*+,;=%~-._") if scheme in _LINKED else ""
