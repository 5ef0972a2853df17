"""Text of other systems as Markdown of ours: plain text, in which no sign means anything, and words on one line."""

import re
import string
from html import unescape

from markdown_it.token import Token

from elearn.content.text import commonmark, one_line

_UNSEEN = re.compile(r"[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile("[\u1680\u2000-\u200a\u202f\u205f\u3000\xa0]")
_SIGNS = re.compile(r"([\\`*_\[\]<>&~|])")
_FIRST = re.compile(r"^([ \t]*)([-+#=:>]|\d{1,9}(?=[.)]))", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]*\d{1,9})([.)])", re.MULTILINE)
_ALL = re.compile(f"([{re.escape(string.punctuation)}])")
_LONGEST = 70


def tidy(text: str) -> str:
    """The text without characters that nobody sees, with one kind of space and line ends as \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = _UNSEEN.sub("", _SPACES.sub(" ", text))
    return _CONTROL.sub("", text)


def plain(text: str) -> str:
    """Plain text as Markdown that says just this. Blank lines part paragraphs, and other line ends stay."""
    paragraphs = re.split(r"\n[ \t]*(?:\n[ \t]*)+", tidy(text).strip())
    return "\n\n".join(literal(each.strip()) for each in paragraphs if each.strip())


def line(text: str) -> str:
    """Plain text as one line of Markdown, as in an answer: what begins a list or a heading means nothing there."""
    text = one_line(tidy(text))
    if not text or _says_in_line(text, text):
        return text
    marked = _SIGNS.sub(r"\\\1", text)
    return marked if _says_in_line(marked, text) else _ALL.sub(r"\\\1", text)


def literal(text: str) -> str:
    """One paragraph as Markdown that says just this: as it is if it can be, else with marks before its signs."""
    text = "\n".join(each.strip() for each in text.split("\n") if each.strip())
    if not text or _says(text, text):
        return text
    marked = _NUMBERED.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))
    marked = _FIRST.sub(lambda found: found[1] + _mark(found[2]), marked)
    return marked if _says(marked, text) else _ALL.sub(r"\\\1", text)


def _mark(first: str) -> str:
    return first if first[0].isdigit() else f"\\{first}"


def _says(markdown: str, text: str) -> bool:
    """Whether it is one paragraph that says the text, and no line of it could be taken for something else."""
    tokens = commonmark().parse(markdown)
    if [each.type for each in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return False
    slips = re.search(r"^[ \t]*(?:\[[ xX]?\]|:{2,}|\{)", markdown, re.MULTILINE)
    return _words_in(tokens[1]) == text and not slips


def _says_in_line(markdown: str, text: str) -> bool:
    return _words_in(commonmark().parseInline(markdown)[0]) == text


def _words_in(inline: Token) -> str | None:
    """The words of a line of tokens, None if some of them are more than words."""
    inside = inline.children or []
    if any(each.type not in ("text", "softbreak", "text_special") for each in inside):
        return None
    return "".join("\n" if each.type == "softbreak" else each.content for each in inside)


def is_plain(markdown: str) -> bool:
    """Whether a passage is the same as plain text, so that nothing of it is lost without Markdown."""
    return plain(markdown) == markdown and not re.search(r"(?<!\n)\n(?!\n)", markdown)


def bare(markdown: str) -> str:
    """The words of a line of Markdown, as plain text."""
    return one_line(unescape(re.sub(r"<[^<>]*>", "", str(commonmark().renderInline(markdown)))))


def cited(markdown: str) -> str:
    """Words to stand between quotation marks in a sentence of ours: on one line, and not too many."""
    return words_of(markdown).strip('“”" ').rstrip(".")


def words_of(markdown: str) -> str:
    """The first words of a question, on one line."""
    text = bare(one_line(markdown))
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(' ', 1)[0].rstrip('.,;:')}…"
