"""Keeps the server's folders out of what people read: a file is called by its name below the courses or the reviews."""

import re
import tempfile
from functools import lru_cache
from pathlib import Path

from elearn.settings import settings

_PART = r"[^\s/\\“”\"'<>,;:()]+"


def without_folders(text: str) -> str:
    """Returns a text in which no file is named by its place on the server.

    `/srv/elearn/courses/a-small-mark/course.md` becomes `a-small-mark/course.md`, a file in another folder of elearn
    becomes its name below that, and a temporary file becomes its name.
    """
    if "/" not in text:
        return text
    now = settings()
    folders = (now.courses, now.reviews)
    kept = (now.packages, *(() if "://" in now.database else (Path(now.database).parent,)))
    relative, absolute = _patterns(folders, kept, Path.cwd(), tempfile.gettempdir())
    return absolute.sub(_named, relative.sub("", text))


def _named(found: re.Match[str]) -> str:
    """Returns the name of a folder that is named itself, and nothing for the part of a path before a name."""
    return "" if found[0].endswith("/") else found[0].rpartition("/")[2]


@lru_cache(maxsize=8)
def _patterns(
    folders: tuple[Path, ...], kept: tuple[Path, ...], here: Path, temporary: str
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Returns a pattern for a relative folder of texts at the start of a path, and one for folders of the server."""
    relative = "|".join(re.escape(each.as_posix()) for each in folders if not each.is_absolute())
    places = {form for each in (*folders, *kept, here) for form in (each.absolute(), each.resolve())}
    ordered = sorted((each.as_posix() for each in places if each != Path("/")), key=len, reverse=True)
    known = "|".join(re.escape(each) for each in ordered)
    below_temporary = "|".join(
        rf"{re.escape(each)}(?:/{_PART})*(?=/)" for each in {temporary, str(Path(temporary).resolve())}
    )
    return (
        re.compile(rf"\A(?:{relative})/" if relative else r"(?!)"),
        re.compile(rf"(?<![\w.:/-])(?:(?:{known})(?![\w-]|\.\w)|{below_temporary})/?"),
    )
