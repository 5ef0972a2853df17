"""Finds out which edition of SCORM a manifest is of, and the nearest one if it names none."""

import re

from lxml import etree

from elearn.packaging.validate.documents import namespace
from elearn.packaging.validate.manifest import CP_12, MANIFEST, text
from elearn.packaging.validate.package_log import PackageLog

_EDITIONS = {
    "1.2": ("scorm12", "scorm12"),
    "CAM 1.3": ("scorm2004-2", "scorm2004-3"),
    "2004 3rd Edition": ("scorm2004-3", "scorm2004-3"),
    "2004 4th Edition": ("scorm2004-4", "scorm2004-4"),
}
"""By `schemaversion`: our name for that edition, and the edition whose schemas we validate it with."""
_WORDS = {
    "CAM 1.3": ("1", "2", "first", "second", "1st", "2nd"),
    "2004 3rd Edition": ("3", "third", "3rd"),
    "2004 4th Edition": ("4", "fourth", "4th"),
}
"""By `schemaversion`: the words of other spellings. The first two editions have the same."""
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)+|[0-9]+(?:st|nd|rd|th)?|[a-z]+")


def find_edition(root: etree._Element, log: PackageLog) -> tuple[str, str]:
    """The standard, and the edition whose schemas fit. The namespace decides between 1.2 and 2004 (P14)."""
    space = namespace(root)
    is_12 = space == CP_12
    _check_schema(root, log, is_12=is_12)
    element = root.find(f"{{{space}}}metadata/{{{space}}}schemaversion")
    said = text(element)
    found = _EDITIONS.get(said)
    if found is not None and (found[1] == "scorm12") == is_12:
        return found
    nearest = "1.2" if is_12 else _nearest(said)
    expected = nearest or "2004 4th Edition"
    message, remedy = _wrong_version(said, expected, is_known=nearest is not None, is_12=is_12)
    report = log.warn if is_12 else log.error
    report("P14", MANIFEST, root if element is None else element, message, remedy)
    return _EDITIONS[expected]


def _check_schema(root: etree._Element, log: PackageLog, *, is_12: bool) -> None:
    space = namespace(root)
    element = root.find(f"{{{space}}}metadata/{{{space}}}schema")
    said = text(element)
    if said == "ADL SCORM":
        return
    remedy = "Write <schema>ADL SCORM</schema> in the manifest's metadata."
    where = root if element is None else element
    if said:
        log.warn("P14", MANIFEST, where, f"The schema says “{said}”; of SCORM it is “ADL SCORM”.", remedy)
    elif is_12:
        log.warn("P14", MANIFEST, where, "It has no schema that says that it is SCORM.", remedy)
    else:
        message = "It has no schema that says that it is SCORM, so ADL's own test refuses it."
        log.error("P14", MANIFEST, where, message, remedy)


def _wrong_version(said: str, expected: str, *, is_known: bool, is_12: bool) -> tuple[str, str]:
    """The message and the remedy for a `schemaversion` that names no edition, or one of another standard."""
    remedy = f"Write <schemaversion>{expected}</schemaversion> in the manifest's metadata."
    if not said:
        return "It does not say which edition of SCORM it is.", remedy
    is_other = said in _EDITIONS or (is_12 and _nearest(said) is not None)
    if is_other:
        own, other = ("1.2", "2004") if is_12 else ("2004", "1.2")
        message = (
            f"The schemaversion says “{said}”, and the namespaces of the manifest are those of SCORM {own}."
        )
        return message, f"{remedy} If the course is for SCORM {other}, export it as that."
    message = f"The schemaversion says “{said}”, which is not the name of an edition."
    if is_known:
        return f"{message} The nearest is “{expected}”.", remedy
    return message, f"{remedy} The third edition is “2004 3rd Edition”, the second “CAM 1.3”."


def _nearest(said: str) -> str | None:
    """The `schemaversion` of SCORM 2004 that was probably meant, or None."""
    words = [word for word in _TOKEN.findall(said.casefold()) if word != "2004"]
    for version, spellings in reversed(_WORDS.items()):
        if any(word in spellings for word in words):
            return version
    return "CAM 1.3" if any(word.startswith("1.3") for word in words) else None
