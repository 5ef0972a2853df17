"""Questions in GIFT, Moodle's text format, read as Moodle reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from elearn.authoring.questions import shapes
from elearn.authoring.questions.making import Answer, Draft, decimal_of, name_of, too_long
from elearn.authoring.questions.markup import Left, has_markup, line_of, markdown_of, text_of, without_data
from elearn.authoring.questions.model import LONGEST_QUESTION, MOST_QUESTIONS, Item, Questions
from elearn.authoring.questions.prose import cited, line, plain, tidy
from elearn.content.text import normalise, one_line
from elearn.phrases import all_quoted, phrase

_SIGNS = ":#={}~\\n"
_HELD = {sign: chr(0xF8D0 + place) for place, sign in enumerate(_SIGNS)}
_GIVEN = str.maketrans({held: "\n" if sign == "n" else sign for sign, held in _HELD.items()})
_ESCAPED = re.compile(r"\\([:#={}~\\n])")
_OURS = re.compile(f"[{_HELD[':']}-{_HELD['n']}]")
_CATEGORY = re.compile(r"^\s*\$CATEGORY:(.*)$", re.MULTILINE)
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_TAGGED = re.compile(r"\[tag:((?:[^\]\\]|\\.)*)\]")
_NUMBERED = re.compile(r"\[id:((?:[^\]\\]|\\.)*)\]")
_BLANK = "_____"
_ORDER_KINDS = {"ALL_OR_NOTHING": True, "ABSOLUTE_POSITION": False}


def read_gift(text: str, notes: list[str]) -> Questions:
    """The questions of a file in GIFT. It never raises: what cannot be read is an item that says why."""
    items: list[Item] = []
    categories: dict[str, None] = {}
    more = 0
    for chunk in _chunks(_OURS.sub("", text)):
        if found := _CATEGORY.match(chunk.text):
            categories[re.sub(r"^\$\w+\$/(?:top/)?", "", one_line(found[1]))] = None
            continue
        if len(items) == MOST_QUESTIONS:
            more += 1
            continue
        items.append(_item(chunk, len(items) + 1))
    if named := [each for each in categories if each]:
        notes.append(
            phrase(
                "The categories of the file (%(categories)s) are not kept. Choose a bank below.",
                categories=all_quoted(named[:5]),
            )
        )
    return Questions("gift", tuple(items), tuple(notes), more)


@dataclass(frozen=True)
class _Chunk:
    """The lines of one question without comments, where it begins, and what its comments say of it."""

    text: str
    line: int
    comments: str


def _chunks(text: str) -> Iterator[_Chunk]:
    """The questions of a file. A blank line parts them, but not within braces, unless the next one says its name."""
    lines: list[str] = []
    comments: list[str] = []
    first = opened = 0

    def done() -> Iterator[_Chunk]:
        nonlocal opened
        if lines:
            yield _Chunk("\n".join(lines).strip(), first, "\n".join(comments))
        lines.clear()
        comments.clear()
        opened = 0

    for number, written in enumerate(text.split("\n"), 1):
        bare = written.strip()
        if bare.startswith("//"):
            comments.append(bare)
        elif not bare and opened > 0:
            lines.append("")
        elif not bare:
            yield from done()
        elif bare.startswith("$CATEGORY:"):
            yield from done()
            yield _Chunk(bare, number, "")
        else:
            if bare.startswith("::") and opened > 0:
                yield from done()
            first = first if lines else number
            lines.append(written)
            signs = _ESCAPED.sub("", written)
            opened += signs.count("{") - signs.count("}")
    yield from done()


class _Texts:
    """Texts of a question as Markdown: each may say its own format, else it has that of the question."""

    def __init__(self, draft: Draft) -> None:
        self.format = "moodle"
        self.left: Left = draft.lost

    def prose(self, held: str, *, sets: bool = False) -> str:
        """A passage. `sets`: its format is that of the question."""
        form, text = self._split(held)
        if sets:
            self.format = form
        if form == "html":
            return markdown_of(text, self.left)
        if form == "markdown":
            return normalise(tidy(text))
        return self._loose(text) if form == "moodle" else plain(text)

    def line(self, held: str) -> str:
        """One line."""
        form, text = self._split(held)
        if form == "html" or (form == "moodle" and has_markup(text)):
            return line_of(text, self.left)
        return one_line(tidy(text)) if form == "markdown" else line(text)

    def bare(self, held: str) -> str:
        """One line of plain text, as learners type it or choose it."""
        form, text = self._split(held)
        return text_of(text, self.left) if form == "html" else one_line(tidy(text))

    def target(self, held: str) -> str:
        """What belongs to something. Moodle takes it for plain text, whatever the question is."""
        return line(_said(held))

    def _split(self, held: str) -> tuple[str, str]:
        found = _FORMAT.match(held.strip())
        form = found[1] if found else self.format
        text = held.strip()[found.end() :] if found else held.strip()
        # Lines of the file are one text. A line end that is meant is written as \n.
        text = text if form == "markdown" else re.sub(r"[ \t]*\n[ \t]*", " ", text)
        said = _said(text)
        return form, said if form in ("markdown", "html") else re.sub(r"\n+", "\n\n", said)

    def _loose(self, text: str) -> str:
        if has_markup(text):
            return markdown_of("".join(f"<p>{each}</p>" for each in text.split("\n\n")), self.left)
        return plain(text)


def _said(held: str) -> str:
    """A text with its escaped signs."""
    return held.translate(_GIVEN).strip()


def _item(chunk: _Chunk, number: int) -> Item:
    draft = Draft(number, chunk.line)
    written = without_data(chunk.text)
    if len(written) > LONGEST_QUESTION:
        return draft.refused(too_long())
    text = _ESCAPED.sub(lambda found: _HELD[found[1]], written)
    if text.startswith("::") and (end := text.find("::", 2)) > 0:
        draft.name = name_of(_said(text[2:end]))
        text = text[end + 2 :].strip()
    _read_comments(draft, chunk.comments)
    start, end = text.find("{"), text.find("}")
    texts = _Texts(draft)
    if start < 0 and end < 0:
        draft.stem = texts.prose(text)
        return draft.refused(phrase("It is a text without a question. Paste it onto a page as a text."))
    if start < 0 or end < start:
        draft.stem = line(_said(text))
        return draft.refused(phrase("A brace { or } has no partner, so it cannot be read."))
    return _with_answers(draft, texts, text[:start], text[start + 1 : end].strip(), text[end + 1 :].strip())


def _read_comments(draft: Draft, comments: str) -> None:
    tags = [found[1].replace("\\]", "]") for found in _TAGGED.finditer(comments)]
    draft.tests = next((each[8:].strip() for each in tags if each.startswith("outcome ")), "")
    if tags := [each for each in tags if not each.startswith("outcome ")]:
        draft.lose(phrase("Its tags are not kept: %(tags)s.", tags=all_quoted(tags[:10])))
    if found := _NUMBERED.search(comments):
        draft.lose(phrase("Its ID number “%(number)s” is not kept.", number=found[1]))


def _with_answers(draft: Draft, texts: _Texts, before: str, answers: str, after: str) -> Item:
    stem = f"{before.rstrip()} {_BLANK} {after}" if after and before.strip() else f"{before}{_BLANK} {after}"
    if after and re.match(r"[.,;:!?)’”\"']", after):
        stem = f"{before.rstrip()} {_BLANK}{after}".strip()
    draft.stem = texts.prose(stem if after else before, sets=True)
    if "{" in after:
        return draft.refused(phrase("It has several gaps. Make a question of each."))
    head, parted, general = answers.rpartition("####")
    if parted:
        answers = head.strip()
        draft.feedback = texts.prose(general)
    if answers[:1] != ">":
        answers = re.sub(r"[ \t]*\n[ \t]*", "\n", answers)
    return _of_type(draft, texts, answers)


def _of_type(draft: Draft, texts: _Texts, answers: str) -> Item:
    """The question as its answers say what it is, in the order in which Moodle asks."""
    if not answers:
        return shapes.free_text(draft)
    if answers[0] == "#":
        return _number(draft, texts, answers[1:])
    if answers[0] == ">":
        return _order(draft, texts, answers[1:])
    if "~" in answers:
        return _choice(draft, texts, answers)
    if "=" in answers and "->" in answers:
        return _match(draft, texts, answers)
    truth = answers.partition("#")[0].strip()
    if truth.upper() in ("T", "TRUE", "F", "FALSE"):
        return _true_or_false(draft, texts, answers, truth)
    return _typed(draft, texts, answers)


def _true_or_false(draft: Draft, texts: _Texts, answers: str, truth: str) -> Item:
    _, *comments = answers.split("#", 2)
    if truth != truth.upper():
        draft.lose(
            phrase("“%(answer)s” was read as an answer to a statement, not as a word to type.", answer=truth)
        )
    wrong, right = (*(texts.prose(each) for each in comments), "", "")[:2]
    is_true = truth.upper() in ("T", "TRUE")
    return shapes.true_or_false(draft, is_true, *((right, wrong) if is_true else (wrong, right)))


def _choice(draft: Draft, texts: _Texts, answers: str) -> Item:
    if re.search(r"[^\s~=]=", _WEIGHT.sub("", answers)):
        draft.lose(
            phrase("A sign “=” within an answer begins a right answer, as in Moodle. Look at its answers.")
        )
    made = []
    for mark, rest in re.findall(r"([~=])([^~=]*)", answers):
        share, said = (Decimal(100), rest.strip()) if mark == "=" else _weighed(rest.strip(), Decimal(0))
        text, _, feedback = said.partition("#")
        made.append(Answer(texts.line(text), share, texts.prose(feedback)))
    return shapes.choice(draft, made, single="=" in answers)


def _typed(draft: Draft, texts: _Texts, answers: str) -> Item:
    made = []
    for each in answers.removeprefix("=").split("="):
        share, said = _weighed(each.strip(), Decimal(100))
        text, _, feedback = said.partition("#")
        if text.strip():
            made.append(Answer(texts.bare(text), share, texts.prose(feedback)))
    return shapes.typed(draft, made)


def _number(draft: Draft, texts: _Texts, answers: str) -> Item:
    answers, tilde, other = answers.partition("~")
    if tilde and (feedback := texts.prose(other.partition("#")[2])):
        draft.lose(
            phrase("Feedback on any other answer is left out: “%(feedback)s”.", feedback=cited(feedback))
        )
    made = []
    for each in answers.strip().removeprefix("=").split("="):
        share, said = _weighed(each.strip(), Decimal(100))
        text, _, feedback = said.partition("#")
        value, _, off = _said(text).replace(" ", "").partition(":")
        if value or off:
            made.append((Answer(value, share, texts.prose(feedback)), off))
    return shapes.number(draft, made)


def _match(draft: Draft, texts: _Texts, answers: str) -> Item:
    pairs = []
    for each in answers.strip().removeprefix("=").split("="):
        source, arrow, target = each.partition("->")
        if not arrow:
            return draft.refused(phrase("“%(pair)s” has no arrow “->”.", pair=_said(each)))
        pairs.append((texts.line(source), texts.target(target)))
    return shapes.match(draft, pairs)


def _order(draft: Draft, texts: _Texts, answers: str) -> Item:
    """As Moodle's question type “ordering” writes it: settings on the first line, then a step on each."""
    settings, _, rest = answers.partition("\n")
    whole = next((known for name, known in _ORDER_KINDS.items() if name in settings.upper()), None)
    steps = [texts.line(each) for each in rest.split("\n") if each.strip()]
    return shapes.order(draft, steps, whole=whole)


def _weighed(text: str, usual: Decimal) -> tuple[Decimal, str]:
    """The share of the points that an answer gives, and the rest of it."""
    if found := _WEIGHT.match(text):
        return decimal_of(found[1]) or Decimal(0), text[found.end() :]
    return usual, text
