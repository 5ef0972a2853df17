"""E42 to E45: alternative text, headings in order, links that say where they lead, headings of tables.

See the Web Content Accessibility Guidelines 2.2: 1.1.1 (text alternatives), 1.3.1 (headings and tables),
2.4.4 (link purpose).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from elearn.checks.model import IN_ENGLISH, Examined, Found, Hit, Rule, Subject
from elearn.checks.places import place_of
from elearn.checks.texts import ENGLISH, Text
from elearn.content.kinds import QUESTION, Block, directives_for, opening_for
from elearn.content.text import Place, quoted
from elearn.patterns import late
from elearn.phrases import nphrase, phrase

_FILE = late(
    r"[\w./ -]+\.(?:svg|png|jpe?g|gif|webp|avif|bmp)|(?:img|dsc|image|screenshot|photo)[ _-]?\d+", re.I
)
_OF = late(
    r"(?:an? |the |this )?(?:image|picture|photo(?:graph)?|graphic|icon|screenshot)s?\s+(?:of"
    r"|showing|that shows|shows|with)\s+",
    re.I,
)
_NOTHING = late(
    r"(?:an? |the )?(?:image|picture|photo(?:graph)?|graphic|icon|logo|diagram|chart|figure"
    r"|illustration)s?\.?",
    re.I,
)
_HEADING = late(r"^ {0,3}(#{3,6})[ \t]+(\S[^\n]*)$", re.MULTILINE)
_LINK = late(r"(?<!!)\[(?P<words>[^\]\n]{0,1000}+)\]\((?P<to>[^)\s]{1,2000}+)[^)]{0,1000}+\)")
"""Each part reaches only so far: the time would grow with the square of a text that opens links and never ends one."""
_VAGUE = late(
    r"(?:click |press |tap |go |read |see |look |find out |learn |for )?(?:here|this|this (?:link"
    r"|page|site|website|document|pdf)|"
    r"(?:the )?(?:link|website|page|document|pdf)|more|more (?:here|information|info|details)"
    r"|(?:click|download|details|info|information))",
    re.I,
)
_ADDRESS = late(r"(?:https?://|www\.)\S+", re.I)
_BARE = late(r"(?<![\(\[\w/.\"“])<?(?P<address>(?:https?://|www\.)[^\s<>)\]]+[^\s<>)\].,;:!?])>?")
_HEAD_ROW = late(
    r"^[ \t]*\|?(?P<head>[^\n]*\|[^\n]*)\n[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$",
    re.MULTILINE,
)
_SAY_WHAT_IS_SEEN = phrase("Say in a sentence what is to be seen, and what it is there for.")


def _alts(block: Block) -> Iterator[tuple[str, str]]:
    """The pictures of a block: the alternative text and the file of each."""
    pictures = getattr(block, "pictures", ()) if "pictures" in type(block).model_fields else ()
    for one in (block, *pictures):
        if "alt" in type(one).model_fields and (alt := getattr(one, "alt", "")):
            yield alt, str(getattr(one, "src", "") or getattr(one, "picture", ""))


def _alt_words(examined: Examined) -> Iterator[Found]:
    if not examined.course:
        return
    for block, place in zip(examined.course.blocks(), examined.source.blocks, strict=True):
        for alt, src in _alts(block):
            stem = src.rsplit("/", 1)[-1].rsplit(".", 1)[0]
            said = alt.strip()
            if _FILE.fullmatch(said) or (
                stem and said.lower() in (stem.lower(), stem.replace("-", " ").lower())
            ):
                message = phrase(
                    "The words for the picture, %(alt)s, are the name of its file.", alt=quoted(alt)
                )
                remedy = _SAY_WHAT_IS_SEEN
            elif examined.language != ENGLISH:
                continue
            elif _NOTHING.fullmatch(said):
                message = phrase(
                    "The words for the picture, %(alt)s, do not say what it shows.", alt=quoted(alt)
                )
                remedy = _SAY_WHAT_IS_SEEN
            elif found := _OF.match(said):
                message = phrase(
                    "The words for the picture begin with %(words)s, which every reader is told already.",
                    words=quoted(found[0]),
                )
                rest = said[found.end() :]
                remedy = phrase(
                    "Begin with what is to be seen: %(words)s.", words=quoted(rest[:1].upper() + rest[1:])
                )
            else:
                continue
            at, column = place_of(alt, examined.texts, place)
            yield Found(at, message, remedy, column)


def _headings(examined: Examined) -> Iterator[Found]:
    for texts in examined.pages().values():
        level = 2
        for text in texts:
            for found in _HEADING.finditer(text.written):
                depth = len(found[1])
                if depth > level + 1:
                    line, column = text.place(found.start(1))
                    written = f"{'#' * (level + 1)} {quoted(found[2])[1:-1]}"
                    yield Found(
                        Place(text.path, line),
                        phrase(
                            "The heading %(heading)s is %(levels)s too deep for the one above it.",
                            heading=quoted(found[2]),
                            levels=depth - level - 1,
                        ),
                        nphrase(
                            "Write it with %(num)s sign: %(heading)s",
                            "Write it with %(num)s signs: %(heading)s",
                            level + 1,
                            heading=written,
                        ),
                        column,
                    )
                level = depth


def _links(text: Text) -> Iterator[Hit]:
    written = text.written
    if not written or text.is_note:
        return
    spans = []
    for found in _LINK.finditer(written):
        spans.append(found.span())
        said = found["words"].strip(" *_`.")
        if found["to"].startswith("#") and text.kind == QUESTION:
            # This is a choice in a scenario.
            continue
        if _ADDRESS.fullmatch(said) or not said:
            yield Hit(
                found.start(),
                found.end(),
                phrase("The link %(words)s is read out letter by letter.", words=quoted(said or found["to"])),
                phrase("Say what is found there: [the title of the page](%(address)s).", address=found["to"]),
            )
        elif text.language == ENGLISH and _VAGUE.fullmatch(said):
            yield Hit(
                found.start(),
                found.end(),
                phrase("The link “%(said)s” does not say where it leads.", said=said),
                phrase(
                    "Put the title of the page into the brackets: [title](%(address)s).", address=found["to"]
                ),
            )
    starts = [first for first, _ in spans]
    for found in _BARE.finditer(written):
        before = bisect_right(starts, found.start())
        if not before or spans[before - 1][1] <= found.start():
            yield Hit(
                found.start(),
                found.end(),
                phrase(
                    "The address %(address)s is read out letter by letter.", address=quoted(found["address"])
                ),
                phrase(
                    "Make it a link that says what is found there: [title](%(address)s).",
                    address=found["address"],
                ),
            )


def _tables(text: Text) -> Iterator[Hit]:
    if "|" not in text.written or text.kind in directives_for("table"):
        return
    table = opening_for("table")
    for found in _HEAD_ROW.finditer(text.written):
        cells = [cell.strip() for cell in found["head"].rstrip().rstrip("|").split("|")]
        empty = [number for number, cell in enumerate(cells, 1) if not cell and number > 1]
        if empty:
            yield Hit(
                found.start("head"),
                found.end("head"),
                phrase("Column %(column)s of the table has no heading.", column=empty[0]),
                phrase(
                    "Say over each column what it holds; %(block)s gives a table its caption too.",
                    block=table,
                )
                if table
                else phrase("Say over each column what it holds."),
            )


_LEARNERS: frozenset[Subject] = frozenset({"course"})
RULES = (
    Rule(
        "E42",
        "alt-words",
        "error",
        phrase("words for a picture that are its file's name, or say only that it is one"),
        ":alt: Image of a cot",
        in_whole=_alt_words,
        subjects=_LEARNERS,
        languages=IN_ENGLISH,
        elsewhere="the name of a file",
    ),
    Rule(
        "E43",
        "heading-order",
        "error",
        phrase("a heading that is too deep for the one above it"),
        "#### after ##",
        in_whole=_headings,
        subjects=_LEARNERS,
    ),
    Rule(
        "E44",
        "link-words",
        "error",
        phrase("a link that does not say where it leads, or an address as it stands"),
        "[click here](https://example.org)",
        in_text=_links,
        subjects=_LEARNERS,
        languages=IN_ENGLISH,
        elsewhere="an address as it stands",
    ),
    Rule(
        "E45",
        "table-head",
        "error",
        phrase("a column of a table in running text without a heading"),
        "a table whose second column has no heading",
        in_text=_tables,
        subjects=_LEARNERS,
    ),
)
