"""People whom the author of a course made up, and who may be named in it because it declares them."""

import re
from collections.abc import Collection

from elearn.checks.model import Hit
from elearn.checks.texts import Text
from elearn.content.course import LoadedCourse
from elearn.patterns import late

NAMES = "E07"
"""The rule that finds people by their names."""
_DECLARED = late(r"^invented_people:[ \t]*\[([^\]\n]*)\][ \t]*$", re.MULTILINE)
_AROUND = "“”\"‘’'() "
_GOES_ON = late(r"[ \n-][A-ZÀ-Þ][\w’'-]*[a-zà-ÿ]")


def invented_people(loaded: LoadedCourse) -> Collection[str]:
    """The people whom a course declares as invented, also if the course cannot be read as it is written."""
    if loaded.course:
        return loaded.course.invented_people
    front = loaded.texts.get("course.md", "").partition("\n---")[0]
    found = _DECLARED.search(front)
    return [each.strip(" \"'") for each in found[1].split(",")] if found else ()


def is_invented(text: Text, hit: Hit, invented: Collection[str]) -> bool:
    """Whether a name that was found is that of an invented person, exactly as the course declares it.

    “Amira” is not “Amira Khan”, and not “amira”. It may have an “’s”.
    """
    if not invented:
        return False
    said = " ".join(text.text[hit.start : hit.end].split()).replace("'", "’")
    said = said.removesuffix("’s").strip(_AROUND)
    if said not in {each.replace("'", "’") for each in invented}:
        return False
    return text.role == "heading" or not _GOES_ON.match(text.text, hit.end)


def occurs(name: str, text: str) -> bool:
    """Whether a text names somebody by this name, which is no part of a longer word."""
    words = r"\s+".join(map(re.escape, name.replace("'", "’").split()))
    return bool(re.search(rf"(?<!\w){words}(?!\w)", text.replace("'", "’")))
