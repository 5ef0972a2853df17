"""Says what is probably wrong with a package that has no manifest at its top: where it is, or what this is."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from elearn.packaging.validate.cmi5 import STRUCTURE
from elearn.packaging.validate.litter import is_litter
from elearn.packaging.validate.manifest import MANIFEST
from elearn.packaging.validate.members import BROKEN, end_of, stored_names
from elearn.packaging.validate.near import without_dots
from elearn.packaging.validate.package_log import EXPORT_AGAIN

_WANTED = (MANIFEST, STRUCTURE)
_NEARLY = re.compile(
    r"\s*(imsmanifest|cmi5)(\.xml)?\s*(\(\d+\)|[-_ ]+(copy|\d+))?\.(xml|txt)\s*", re.IGNORECASE
)
"""Names as a browser or an editor changes them: `imsmanifest (1).xml`, `imsmanifest.xml.txt`."""
_MOST_ZIPS = 5
"""We look into this many zips inside a package, at the list of their names alone."""
_MOST_NAMED = 3
_EXPORT_FOR_AN_LMS = "Export it as SCORM 1.2, SCORM 2004 or cmi5."
_OTHERS = {"tincan.xml": "Tin Can (xAPI)", "course.au": "AICC", "h5p.json": "H5P"}


def no_manifest(members: Mapping[str, bytes]) -> tuple[str, str]:
    """The message and the remedy for a package without a manifest or course structure at its top (P10)."""
    message = f"There is no {MANIFEST} (SCORM) or {STRUCTURE} (cmi5) at the top of the package."
    if below := _nearest_manifest(stored_names(members)):
        return _elsewhere(message, below)
    if nearly := next((name for name in members if _NEARLY.fullmatch(name)), None):
        wanted = STRUCTURE if nearly.strip().lower().startswith("cmi5") else MANIFEST
        return f"{message} There is {nearly}.", f"Call it {wanted}."
    if packages := [name for name in _zips(members) if _is_package(members, name)]:
        named = ", ".join(packages[:_MOST_NAMED])
        if len(packages) > 1:
            return (
                f"{message} It holds whole packages: {named}.",
                "Unzip it once, and give each of them alone.",
            )
        return f"{message} It holds a whole package: {named}.", f"Unzip it once, and give {named}."
    kind = next((kind for name, kind in _OTHERS.items() if name in members), None)
    if kind is not None:
        return f"{message} It is a package of {kind}.", _EXPORT_FOR_AN_LMS
    if zips := _zips(members):
        return (
            f"{message} It holds another zip: {zips[0]}.",
            f"Look whether {zips[0]} is the package. {EXPORT_AGAIN}",
        )
    return f"{message} No LMS takes it.", EXPORT_AGAIN


def _nearest_manifest(names: Iterable[str]) -> str | None:
    """The manifest or course structure that is the least deep in folders, whatever its capitals and slashes."""
    found = [
        (path.count("/"), name)
        for name in names
        if not is_litter(name)
        and (path := without_dots(name.replace("\\", "/"))).rsplit("/", 1)[-1].lower() in _WANTED
    ]
    return min(found, default=(0, None))[1]


def _elsewhere(message: str, stored: str) -> tuple[str, str]:
    path = without_dots(stored.replace("\\", "/"))
    folder, _, name = path.rpartition("/")
    if folder:
        remedy = f"There is {stored}: zip what is in “{folder}”, not the folder."
        if "\\" in stored:
            remedy += " Use a tool that divides folders with a slash."
        return f"{message} It is in the folder “{folder}”, where no LMS looks.", remedy
    if path != stored:
        beginning = stored.removesuffix(name)
        message += f" There is “{stored}”, and an LMS looks for “{name.lower()}” alone."
        return (
            message,
            f"Zip it again so that no name begins with “{beginning}”: zip the files, not “.” or “/”.",
        )
    return f"{message} There is {name}.", f"Call it {name.lower()}, in small letters."


def _zips(members: Mapping[str, bytes]) -> list[str]:
    """The first few zips in the package, those in few folders first."""
    found = [name for name in members if name.lower().endswith((".zip", ".pif")) and not is_litter(name)]
    return sorted(found, key=lambda name: (name.count("/"), name))[:_MOST_ZIPS]


def _is_package(members: Mapping[str, bytes], name: str) -> bool:
    """True if a zip in the package has a manifest at its top. The list of its names is read, and no file in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(end_of(members, name))) as inner:
            return any(wanted in inner.namelist() for wanted in _WANTED)
    except BROKEN:
        return False
