"""Files of questions in GIFT, Moodle XML, Aiken and CSV.

A fault is any exception that is not an InputFault in words; a question whose text does not read back as it was carried,
or that no course takes; a script in what learners would see; something that is lost and not said in a phrase.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from elearn.authoring.questions import Place, bring_in, gift_of, read_questions, template_csv
from elearn.content.course import Course, Module, Page, parts_of
from elearn.content.forms import read_values
from elearn.content.kinds import Question
from elearn.phrases import Phrase
from elearn.player import block_html
from elearn.problems import InputFault
from tests.authoring.questions.files import AIKEN, GIFT, XML
from tests.fuzz.folders import stumbles
from tests.fuzz.kinds import Kind, TryOne
from tests.fuzz.markup import must_not_run

_OURS = frozenset({"form"})


def seeds() -> list[bytes]:
    """A file in each format, and in other encodings."""
    texts = [GIFT, XML, AIKEN, template_csv(examples=True).decode("utf-8-sig")]
    parts = [each for each in GIFT.split("\n\n") if each.strip()]
    more = [AIKEN.encode("utf-16"), GIFT.encode("utf-8-sig").replace(b"\n", b"\r\n"), XML.encode("utf-16")]
    return [*(each.encode() for each in [*texts, *parts]), *more]


@contextmanager
def place() -> Iterator[TryOne]:
    """Nothing is kept from one input to the next."""

    def one(data: bytes) -> str:
        with stumbles():
            return _try(data)

    yield one


def _try(data: bytes) -> str:
    try:
        found = read_questions(data, "sent.txt")
    except InputFault as fault:
        return f"refused {fault.problems[0].message[:40]}"
    says = [*found.notes, *(text for each in found.items for text in (*each.lost, each.why) if text)]
    assert all(isinstance(each, Phrase) for each in says), "Something is said that has no other language."
    wanted = [each for each in found.items if each.kind]
    if not wanted:
        return f"{found.format} none"
    files = {"01-a.md": "# A\n\n## B {#b}\n"}
    done = bring_in(files, wanted, {}, Place(file="01-a.md", page="b"))
    (edit,) = done.edits
    text = f"# A\n\n## B {{#b}}\n{chr(10).join(edit.lines)}\n"
    blocks = [each for page in parts_of("01-a.md", text).pages for each in page.blocks]
    assert [each.kind for each in blocks] == [each.kind for each in wanted], (
        "A question is another when it is read."
    )
    for block, item in zip(blocks, wanted, strict=True):
        read = read_values(block.text)
        assert isinstance(block.block, Question), "No course takes a question."
        assert read, "A form cannot show a question."
        assert read[1]["stem"] == item.values["stem"], "Its words are others when they are read."
    _shown([each.block for each in blocks if isinstance(each.block, Question)])
    return f"{found.format} {' '.join(sorted({each.kind for each in wanted}))}"


def _shown(questions: list[Question]) -> None:
    page = Page(id="b", title="B", blocks=tuple(questions))
    course = Course(
        slug="c",
        title="C",
        version="1.0.0",
        duration_minutes=9,
        modules=(Module(id="a", title="A", pages=(page,)),),
    )
    for question in questions:
        must_not_run(block_html(course, question, on_page=True), _OURS)
    gift, _ = gift_of(course)
    again = read_questions(gift.encode(), "out.txt", "gift") if "::" in gift else None
    assert again is None or not any(each.why for each in again.items), "What we wrote as GIFT cannot be read."


WORDS = (
    b"{", b"}", b"~", b"=", b"#", b"####", b"->", b"::", b"\\", b"\\n", b"%50%", b"%-100%", b"{T}", b"{#1..2}",
    b"[html]", b"[markdown]", b"[plain]", b"$CATEGORY: a", b"// [tag:a]", b"\n\n", b"ANSWER: A", b"A. ", b"B) ",
    b"<p>", b"</p>", b"<script>", b"<img src=x onerror=a>", b"<a href='javascript:a'>", b"<![CDATA[", b"]]>", b"&lt;",
    b"<question type=\"multichoice\">", b"</question>", b"<answer fraction=\"100\">", b"<text>", b"</text>", b"<quiz>",
    b"<single>false</single>", b"<tolerance>1</tolerance>", b"format=\"markdown\"", b"<!DOCTYPE a>", b"&a;", b"```",
    b":::", b"- [x] a", b"1. a", b"{#id}", b"# A", b"> ", b"| a |", b"choose one", b"match", b"put in order", b"1e400",
    b"\xe2\x80\x8b", b"\xc2\xa0", b"\xef\xbb\xbf", b"\xff", b"\x0b",
)  # fmt: skip

KIND = Kind(
    "questions",
    "files of questions: refused in words, or each a question that reads back, with all that is lost said",
    seeds,
    WORDS,
    "text",
    place,
)
