"""What the checks found, as the browser has it: each problem at its line and page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from elearn.authoring.actions import remedy
from elearn.desk.fields import fact_of, field_of
from elearn.desk.parts import FilePart
from elearn.problems import Problem
from elearn.translations import said


def findings(
    folder: str, files: Sequence[FilePart], problems: Sequence[Problem], texts: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The problems of a course as `Finding` in types.js, in the current language. `folder` is before each path.

    `texts` are those of the files, in which a button may put a problem right.
    """
    by_name = {each.name: each for each in files}
    found = []
    for key, each in keyed(folder, problems):
        file = each.path.removeprefix(f"{folder}/")
        mend = remedy(each, texts)
        found.append(
            {
                "key": key,
                "rule": each.rule,
                "severity": each.severity,
                "message": said(each.message),
                "remedy": said(each.remedy),
                "file": file,
                "line": each.line - 1,
                "column": max(0, each.column - 1),
                "page": _page_at(by_name.get(file), each.line - 1),
                "field": _field(by_name.get(file), texts.get(file, ""), each),
                "apply": said(mend.says) if mend else "",
            }
        )
    return found


def keyed(folder: str, problems: Sequence[Problem]) -> Iterator[tuple[str, Problem]]:
    """The problems with a key for each, which stays the same also after other lines have moved."""
    seen = Counter[str]()
    for each in problems:
        file = each.path.removeprefix(f"{folder}/")
        name = sha256(f"{each.rule}\0{file}\0{each.message}".encode()).hexdigest()[:16]
        seen[name] += 1
        yield f"{name}-{seen[name]}", each


def _field(file: FilePart | None, text: str, problem: Problem) -> str:
    """The field of the form that a problem is about, or ""."""
    line = problem.line - 1
    blocks = [block for page in file.pages for block in page.blocks] if file else []
    block = next((each for each in blocks if each.span[0] <= line < each.span[1]), None)
    if block:
        return field_of(block.text, line - block.span[0], problem.message, problem.remedy)
    return fact_of(text, line) if file and file.kind == "course" and line >= 0 else ""


def _page_at(file: FilePart | None, line: int) -> str:
    """The id of the page that a line is on, or ""."""
    pages = file.pages if file else ()
    return next((each.id for each in pages if each.span[0] <= line < each.span[1]), "")
