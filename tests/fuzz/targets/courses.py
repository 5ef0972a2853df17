"""The files of a course: read, checked, written again and made into pages.

A fault is any exception, also one that reading turned into a problem of our own (S99); a problem without words; a
course that reads back as another after it was written; a page or a picture in which a script may run; slow reading.

An input is several files, each below a line `=== name`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from elearn.checks import check_structure, examine_course
from elearn.content.course import Course, LoadedCourse, course_minutes, load_course, map_outcomes, read_course
from elearn.content.course import write_course as written
from elearn.content.kinds import kinds
from elearn.player import block_html, render_file
from elearn.problems import ElearnError, Problem, has_errors
from tests.fuzz.folders import joined, split, stumbles, write
from tests.fuzz.kinds import Kind, TryOne
from tests.fuzz.markup import must_be_a_still_picture, must_not_run, scripts_in
from tests.sample_course import FILES, PICTURE

SLUG = "a-course"
_FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\noutcomes:\n  act: Act\n---\n\nHello.\n"
_QUESTION = """\
:::{question} choose-one
:name: q
:outcome: act

What now?

- [x] Ask
  > Yes.
- [ ] Wait
  > No.
- [ ] Go
  > No.
:::
"""
_MARKDOWN = "A [link](#p), `code`, **b**, ~~s~~.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n1. x\n   - y\n\n> q\n"
_TEMPLATE = frozenset({"meta", "link", "form", "base"})


def seeds() -> list[bytes]:
    """A small course, one for each kind of block, two with a bank, of which one is shared, and all of Markdown."""
    found = [joined({**FILES, "media/rings.svg": PICTURE}), _course(_MARKDOWN)]
    for kind in kinds().values():
        example = re.sub(r"(?m)^:outcome: .*$", ":outcome: act", kind.example)
        found.append(_course(re.sub(r"(?m)^:name: .*$", f":name: {kind.kind}-1", example)))
    bank = f"# A bank\n\n{_QUESTION.replace(':name: q', ':name: r')}\n{_QUESTION.replace(':name: q', ':name: s')}"
    found.append(_course(":::{draw} a-bank\n:questions: 1\n:::\n", {"bank/a-bank.md": bank}))
    shared = ":::{draw} banks/a-bank\n:questions: 1\n:outcome: act\n:::\n"
    found.append(_course(shared, {"banks/a-bank.md": bank}))
    return found


def _course(text: str, others: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """A course with some text on its page. The files that it names are there."""
    media = dict.fromkeys(re.findall(r"media/[\w.-]+", text), PICTURE)
    page = f"# M\n\n## P {{#p}}\n\n{text}\n\n{_QUESTION}\n:::{{support}}\nTalk to your supervisor.\n:::\n"
    return joined({"course.md": _FRONT, "01-m.md": page, **others, **media})


@contextmanager
def place() -> Iterator[TryOne]:
    """A folder in which a course is written anew for each input."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "courses" / SLUG
        write(folder, split(seeds()[0], "course.md"))
        scripts = scripts_in(_page(load_course(folder)), _TEMPLATE)

        def one(data: bytes) -> str:
            write(folder, split(data, "course.md"))
            with stumbles():
                return _try(folder, scripts)

        yield one


def _try(folder: Path, scripts: int) -> str:
    loaded = load_course(folder)
    problems = examine_course(loaded, {}).problems
    _are_in_words(problems)
    came = " ".join(sorted({problem.rule for problem in problems}))
    if loaded.course is None:
        assert has_errors(loaded.problems), "There is no course, and no error says why."
        return f"none {came}"
    _reads_back(loaded.course)
    map_outcomes(loaded.course, ())
    course_minutes(loaded.course)
    if has_errors(check_structure(loaded)):
        return f"wrong {came}"
    for block in loaded.course.blocks():
        must_not_run(block_html(loaded.course, block, on_page=False), _TEMPLATE)
    for path, content in loaded.media().items():
        if path.suffix.lower() == ".svg":
            must_be_a_still_picture(content)
    try:
        assert scripts_in(_page(loaded), _TEMPLATE) == scripts, "There is a script of the course."
    except ElearnError:
        return f"refused {came}"
    return f"course {came}"


def _page(loaded: LoadedCourse) -> str:
    assert loaded.course
    return render_file(loaded.course, loaded.media())


def _reads_back(course: Course) -> None:
    files = written(course)
    again, problems = read_course(course.slug, files)
    assert again == course, "Written and read, it is another: " + "; ".join(map(str, problems[:3]))
    assert written(course) == files


def _are_in_words(problems: Iterable[Problem]) -> None:
    for problem in problems:
        assert problem.message.strip(), problem
        assert problem.remedy.strip(), problem
        assert problem.path, problem
        assert problem.rule != "S99", problem


WORDS = (
    *(f":::{{{name}}}".encode() for name in kinds()),
    b":::", b":::{question} choose-one", b":name: q", b":outcome: act", b":points: 2", b":alt: A",
    b":picture: media/rings.svg", b"- [x] a {#a}", b"- [ ] b", b"  > f", b"## P {#p}", b"# M", b"### H",
    b"---", b"title: T", b"version: 1.0.0", b"language: cy", b"outcomes:", b"learned_from: [a#r1]",
    b"completion: {pages: all, pass_mark: 80%}", b"bands:", b"&a *a", b"!!python/object:os.system",
    b"{a: {b: {c: d}}}", b"|\n  x", b">-", b"2026-02-31", b"1:30", b"=== 02-b.md", b"=== bank/b.md",
    b"=== media/rings.svg", b"[a](javascript:alert(1))", b"[a](media/a.pdf)", b"![a](media/rings.svg)",
    b"<script>", b"&lt;", b"`", b"```", b"~~~", b"***", b"| a | b |", b"|---|---|",
    b"<!-- waive E01: x -->", b"[^1]:", b"{#", b"}", b"[[", b"](", b"**a", b"__", b"1) ", b"</script>",
    b"style=\"background:u\\72l(//a)\"", b"\\72 l(",
)  # fmt: skip

KIND = Kind(
    "courses",
    "courses as text: problems in words, or a course that reads back the same and runs no script",
    seeds,
    WORDS,
    "text",
    place,
)
