"""What the checks found, as the browser has it: each problem at its line and page."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from elearn.desk.parts import FilePart
from elearn.problems import Problem
from elearn.translations import said


def findings(folder: str, files: Sequence[FilePart], problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """The problems of a course as `Finding` in types.js, in the current language. `folder` is before each path."""
    by_name = {each.name: each for each in files}
    seen = Counter[str]()
    found = []
    for each in problems:
        file = each.path.removeprefix(f"{folder}/")
        name = sha256(f"{each.rule}\0{file}\0{each.message}".encode()).hexdigest()[:16]
        seen[name] += 1
        found.append(
            {
                "key": f"{name}-{seen[name]}",
                "rule": each.rule,
                "severity": each.severity,
                "message": said(each.message),
                "remedy": said(each.remedy),
                "file": file,
                "line": each.line - 1,
                "column": max(0, each.column - 1),
                "page": _page_at(by_name.get(file), each.line - 1),
                "field": "",
                "apply": "",
            }
        )
    return found


def _page_at(file: FilePart | None, line: int) -> str:
    """The id of the page that a line is on, or ""."""
    pages = file.pages if file else ()
    return next((each.id for each in pages if each.span[0] <= line < each.span[1]), "")
