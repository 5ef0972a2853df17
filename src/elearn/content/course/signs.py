"""Signs that mean something elsewhere (HTML, GitHub, Pandoc, MyST, Obsidian) and that learners would read as they are.

Each is looked for in what learners see of a passage (`read_shown`), so code and escaped signs are never found.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from elearn.content.text import CODE, Phrases, quoted
from elearn.patterns import late
from elearn.phrases import Phrase, phrase

Say = Callable[[re.Match[str]], tuple[str, str] | None]


@dataclass(frozen=True)
class Sign:
    """What to look for, and what to say of it: a message and a remedy, or None if it is none.

    `role` limits it to the first paragraph of an item or quotation, or to a heading. A sign that may well be meant as
    it is has only a warning.
    """

    rule: str
    pattern: re.Pattern[str]
    say: Say
    role: Literal["", "item", "quote", "heading"] = ""
    warning: bool = False


@dataclass(frozen=True)
class Found:
    """Something wrong in a passage, at a line of it (from 0), with the `words` that are found there."""

    rule: str
    line: int
    words: str
    message: str
    remedy: str
    warning: bool = False


def _sign(
    rule: str,
    pattern: str,
    message: str,
    remedy: str,
    role: Literal["", "item", "quote"] = "",
    *,
    warning: bool = False,
) -> Sign:
    """A sign with a fixed message: a phrase, of which the value `found` is what was found."""
    assert isinstance(message, Phrase)

    def say(found: re.Match[str]) -> tuple[str, str]:
        return message.with_values(found=quoted(found[0])), remedy

    return Sign(rule, late(pattern, re.MULTILINE | re.DOTALL), say, role, warning)


_HTML = phrase("The HTML %(found)s is shown to learners as text.", found="…")
_RAW = phrase("Learners would read %(found)s with its signs.", found="…")
_BOX = phrase("Learners would read the box %(found)s of a task as text.", found="…")
_BRACES = phrase("Write the words themselves; to show the signs, put them between backticks.")
_CALLOUT = phrase("Use a block: :::{callout} Note")
_PLAIN = r"[^\W_][\w.,+-]{0,19}"
_MORE = r"(?:\n[^\n]*?)??\n"
_NUMBER = r"[1-9][0-9]?[.)][ \t]+(?=\S)"
_NO_LIST = phrase("Learners would read %(found)s as part of a paragraph, not as a list.", found="…")
_MOST = 50
"""How many signs of one paragraph are looked for."""
_SUSPECT = late(r"[\\<\[\]{}%$=+^~:|&*_`!?#]|\n|^[•◦▪‣∙●]")
"""Whether any sign could be in a text. Most have none."""
_TAG = r"(?:\s[^<>]*)?/?>"
_ANY = r".{0,999}?"
"""What is between two signs. It has a limit, because a text of opening signs only would take forever."""
_REMEDIES = {
    "br": phrase("To break a line, end it with a backslash."),
    "b strong": phrase("For strong words, write **words**."),
    "i em": phrase("For stressed words, write *words*."),
    "s del strike": phrase("For words struck out, write ~~words~~."),
    "a": phrase("Write the link as [words](address)."),
    "code kbd samp pre": phrase("Put code between backticks."),
    "details summary": phrase("Use a block: :::{reveal} What the button says"),
    "h1 h2 h3 h4 h5 h6": phrase("Write the heading as ### Heading."),
    "ul ol li": phrase("Begin each item of a list with “- ” or “1. ”."),
    "hr": phrase("For a line across the page, write *** on a line of its own."),
    "img": phrase("Use a block: :::{image} media/name.svg"),
    "script style iframe object embed form": phrase(
        "Take it out: a course holds no scripts or pages from elsewhere."
    ),
}
_HALF_TAGS = (
    "a|article|audio|b|button|center|code|details|div|em|figure|font|form|h[1-6]|i|iframe|img|input|li|ol|p|pre|script"
    "|section|span|strong|style|table|td|th|tr|u|ul|video"
)
_SIGNS = (
    _sign(
        "S35",
        r"<!--(?:.{0,999}?(?:-->|\Z))?",
        phrase("The comment %(found)s is shown to learners as text.", found="…"),
        phrase("Take it out, and keep notes to colleagues outside the course’s files."),
    ),
    *(
        _sign("S35", rf"<(?P<tag>{'|'.join(tags.split())})\b{_TAG}(?:{_ANY}</(?P=tag)\s*>)?", _HTML, remedy)
        for tags, remedy in _REMEDIES.items()
    ),
    _sign(
        "S35",
        rf"<(?P<tag>[A-Za-z][\w-]*){_TAG}(?:{_ANY}</(?P=tag)\s*>)?|</[A-Za-z][\w-]*\s*>|<[?!][A-Za-z\[][^<>]*>",
        _HTML,
        phrase("Use Markdown; to show the signs themselves, put them between backticks."),
    ),
    _sign(
        "S35",
        rf"<(?:{_HALF_TAGS})\s+(?:[\w-]+=|[\w-]+(?=\n|\Z))[^<>\n]*|<\?(?:php|xml)\b[^<>\n]*",
        phrase("The HTML %(found)s is shown to learners as text, and is not closed.", found="…"),
        phrase("Use Markdown; to show the signs themselves, put them between backticks."),
    ),
    _sign(
        "S87",
        r"\[\^[^\[\]\n]+\]:?|\^\[[^\[\]\n]+\]",
        phrase("Learners would read the footnote %(found)s with its signs.", found="…"),
        phrase("There are no footnotes: write the note in brackets where it belongs."),
    ),
    _sign(
        "S87",
        r"^\*\[[^\[\]\n]+\]:",
        _RAW,
        phrase("Explain the abbreviation where it is first used, or in a block :::{glossary}"),
    ),
    _sign("S87", r"\[-?@\w[^\[\]\n]*\]", _RAW, phrase("Write the source in words, with its year.")),
    _sign("S87", r"!?\[\[[^\[\]\n]+\]\]", _RAW, phrase("Link to a page as in [words](#page-id).")),
    _sign(
        "S87",
        r"\A\[(?:toc|TOC)\]\Z|\A\{(?:toc|TOC)\}\Z",
        _RAW,
        phrase("Take it out: learners see the contents of the course beside its pages."),
    ),
    _sign("S87", r"\A\[![A-Za-z]+\][+-]?", _RAW, _CALLOUT, "quote"),
    _sign("S87", r"\A(?:!!!|[?]{3}[+]?)[ \t]+[A-Za-z]+[^\n]*", _RAW, _CALLOUT),
    _sign(
        "S87",
        r"\A\[[ xX]\](?=\s|\Z)",
        _BOX,
        phrase("Write a plain list, or a question with options in a block :::{question} choose-one"),
        "item",
    ),
    _sign(
        "S87", r"^\[ \](?=[ \t]+\S)", _BOX, phrase("Write a list, with “- ” before each item, and no boxes.")
    ),
    _sign(
        "S87", r"\{\{.{0,999}?\}\}|\{%.{0,999}?%\}|\{#\s.{0,999}?#\}|<%.{0,999}?%>|\$\{\w+\}", _RAW, _BRACES
    ),
    _sign(
        "S87",
        r"\{(?:>>|\+\+|--|==|~~|==).{0,999}?\}",
        _RAW,
        phrase("Accept or refuse the change, and take its signs out."),
    ),
    _sign(
        "S87",
        rf"\{{[a-z][\w:.-]*\}}{CODE}",
        _RAW,
        phrase("Write the words themselves: only a block has a name in braces."),
    ),
    _sign(
        "S87",
        r"\{:?\s*[.#][A-Za-z][^{}\n]*\}|\{:[^{}\n]*\}|\{[A-Za-z][\w-]*=[^{}\n]*\}",
        _RAW,
        phrase(
            "Take it out: only a page’s title and an option of a question have an id, and text "
            "has no looks of its own."
        ),
    ),
    _sign(
        "S87",
        r"%%.{1,999}?%%",
        _RAW,
        phrase("Take the note out, and keep notes to colleagues outside the course’s files."),
    ),
    _sign(
        "S87",
        r"\$\$.{1,999}?\$\$|(?<![\w$])\$(?=[^\s$])(?:[A-Za-z]|[^$\n]*[\\^_=<>{}][^$\n]*)(?<=\S)\$(?![\w$])",
        _RAW,
        phrase("There are no formulas: write it in words, or show it as a picture."),
    ),
    _sign(
        "S87",
        r"==(?=[^\s=])[^=\n]+(?<=\S)==|\+\+(?=[^\s+])[^+\n]+(?<=\S)\+\+|\|\|(?=[^\s|])[^|\n]+(?<=\S)\|\|",
        _RAW,
        phrase("For words that stand out, write **words**."),
    ),
    _sign(
        "S87",
        rf"\^{_PLAIN}\^|(?<!~)~{_PLAIN}~(?!~)",
        _RAW,
        phrase("Type the raised or lowered sign itself, as in m² and CO₂, or write it in words."),
    ),
    _sign(
        "S87",
        r"(?<![\w:/.]):[a-z+-][a-z0-9_+-]{1,30}:(?![\w:/])",
        _RAW,
        phrase("Type the sign itself, or write it in words."),
    ),
    _sign(
        "S87",
        r"(?<=\n):[ \t]+\S[^\n]*",
        _RAW,
        phrase("To explain terms, use a block :::{glossary} with lines “- Term: what it means”."),
    ),
    _sign(
        "S87",
        r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|\#[0-9]+|\#[xX][0-9A-Fa-f]+);",
        phrase("Learners would read %(found)s: there is no sign of this name.", found="…"),
        phrase("Type the sign itself."),
    ),
    _sign(
        "S88",
        r"(?:^\|[^\n]*\|[ \t]*$\n?)+",
        phrase("The row %(found)s belongs to no table.", found="…"),
        phrase("Put a line of dashes, as in | --- | --- |, under a table’s first row, with as many cells."),
    ),
    _sign(
        "S88",
        r"^(?=[^\n|]*\|)(?=[^\n]*--)[ \t:|-]+$",
        phrase("The line of dashes %(found)s makes no table.", found="…"),
        phrase("Give it as many cells as the row above it."),
    ),
    _sign(
        "S88",
        rf"^[•◦▪‣∙●][^\n]*(?:{_MORE}[•◦▪‣∙●][^\n]*)*",
        _NO_LIST,
        phrase("Begin each item with “- ”, with an empty line above the first."),
        warning=True,
    ),
    _sign(
        "S88",
        rf"^([-+*])[^\W\d_][^\n]*(?:{_MORE}\1[^\W\d_][^\n]*)+",
        _NO_LIST,
        phrase("Write a space after the sign that begins each item, and an empty line above the first."),
        warning=True,
    ),
    _sign(
        "S88",
        rf"^[1-9][.)][^\W\d_][^\n]*{_MORE}[2-9][.)][^\W\d_][^\n]*",
        _NO_LIST,
        phrase("Write a space after each number, and leave an empty line above the first."),
        warning=True,
    ),
    _sign(
        "S88",
        r"\\\Z",
        phrase("The %(found)s at the end breaks no line, so learners would read it.", found="…"),
        phrase("A backslash breaks a line only if another line follows in the same paragraph: take it out."),
        warning=True,
    ),
    _sign(
        "S88",
        rf"^[aA][.)][ \t]+\S[^\n]*{_MORE}[bB][.)][ \t]+\S[^\n]*(?:{_MORE}[c-hC-H][.)][ \t]+\S[^\n]*)*",
        _NO_LIST,
        phrase("Begin each item with “1. ” or “- ”, with an empty line above the first."),
        warning=True,
    ),
    _sign(
        "S88",
        rf"(?<=:\n){_NUMBER}[^\n]*(?:{_MORE}{_NUMBER}[^\n]*)*|(?<=\n){_NUMBER}[^\n]*(?:{_MORE}{_NUMBER}[^\n]*)+",
        _NO_LIST,
        phrase("Leave an empty line above the list."),
    ),
    _sign(
        "S88",
        r"\*\*(?:[ ][^*\n]*|[^*\n]*[ ])\*\*|(?<!\*)\*\*(?!\*)|(?<![\w*])\*\*\*(?=[^\s*])|(?<!\w)__(?=[^\W_])|~~+|`+",
        phrase("The %(found)s here begins or ends nothing, so learners would read it.", found="…"),
        phrase("Write the same signs before and after the words, without a space next to the words."),
        warning=True,
    ),
)


def signs_in(phrases: Phrases, first: Sequence[Sign] = ()) -> Iterator[Found]:
    """The signs that learners would read in a paragraph. Of several in one place, only the first is told.

    Signs that depend on the passage go `first`.
    """
    if not _SUSPECT.search(phrases.text):
        return
    taken: list[tuple[int, int]] = []
    for sign in (*first, *_SIGNS):
        if sign.role not in ("", phrases.role):
            continue
        for found in sign.pattern.finditer(phrases.text):
            start, end = found.span()
            if any(start < other[1] and other[0] < end for other in taken):
                continue
            if said := sign.say(found):
                taken.append((start, end))
                if len(taken) > _MOST:
                    return
                yield Found(sign.rule, phrases.line_of(start), found[0], *said, sign.warning)
