"""Checks what an item tells the LMS to do with it: SCORM 1.2's launch data, and ADL's additions to SCORM 2004."""

import re
from collections import Counter

from lxml import etree

from elearn.packaging.validate.documents import local
from elearn.packaging.validate.manifest import NAVIGATION, SEQUENCING, Manifest, text

_TIME_12 = re.compile(r"\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?")
_SCRIPT = re.compile(r'\s*(?:([\w.:-]+)|("[^"]*")|(<>|[&|~=(){},*]))')
_LAUNCH_12 = ("prerequisites", "maxtimeallowed", "timelimitaction", "datafromlms", "masteryscore")
_LAUNCH_2004 = ("timeLimitAction", "dataFromLMS", "completionThreshold", "data")
MOST_DATA = 4000


def check_launch_data(manifest: Manifest) -> None:
    """Apply every rule of this module (SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4, item, and 5.2, presentation)."""
    names = _LAUNCH_12 if manifest.is_12 else _LAUNCH_2004
    tags = [f"{manifest.adl}{name}" for name in names]
    if not manifest.is_12:
        tags.append(f"{NAVIGATION}presentation")
    _placement(manifest, tags)
    if manifest.is_12:
        _prerequisites(manifest)
        _limits_12(manifest)
        return
    for item in manifest.items():
        _limits_2004(manifest, item)
        _threshold(manifest, item)
        _presentation(manifest, item)


def _placement(manifest: Manifest, tags: list[str]) -> None:
    """Check that launch data are in an item, each kind once."""
    for element in manifest.root.iter(*tags):
        above = element.getparent()
        if above is None or above.tag != manifest.item:
            message = f"“{local(element)}” belongs in an item; here no LMS reads it."
            manifest.error("P45", element, message, "Move it into the item that it is meant for.")
        elif above.find(str(element.tag)) is not element:
            message = f"The item has “{local(element)}” twice; nobody can tell which one counts."
            manifest.error("P45", element, message, "Leave one of them.")


def _is_blank(manifest: Manifest, element: etree._Element, rule: str) -> bool:
    """True, after a warning, if launch data of SCORM 1.2 are blank. Many exports write them so, and run."""
    if text(element):
        return False
    message = f"“{local(element)}” is blank; systems take that as if it were not there."
    manifest.warn(rule, element, message, "Take it out.")
    return True


def _prerequisites(manifest: Manifest) -> None:
    """Check an AICC script of items' identifiers, as in `S1 & (S2 | ~S3)` (AICC CMI001; SCORM 1.2 CAM 2.3)."""
    known = {item.get("identifier") for item in manifest.items()}
    for element in manifest.root.iter(f"{manifest.adl}prerequisites"):
        if _is_blank(manifest, element, "P40"):
            continue
        script, position, depth, names = text(element), 0, 0, []
        while found := _SCRIPT.match(script, position):
            position = found.end()
            depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(found[3] or "", 0)
            if found[1] and not script[position:].lstrip().startswith("*"):
                names.append(found[1])
        if script[position:].strip() or depth or not names:
            message = f"The prerequisites “{script}” cannot be read."
            manifest.error("P40", element, message, "Join the identifiers of items with & and |.")
        elif missing := [name for name in names if name not in known]:
            message = f"The prerequisites name the item “{missing[0]}”, which is not there."
            manifest.error("P40", element, message, "Name an item's identifier.")


def _limits_12(manifest: Manifest) -> None:
    for element in manifest.root.iter(f"{manifest.adl}masteryscore"):
        score = text(element)
        if _is_blank(manifest, element, "P41"):
            continue
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", score) or float(score) > 100:
            message = f"The mastery score “{score}” is not a number from 0 to 100."
            manifest.error("P41", element, message, "Correct it, or take it out.")
        else:
            message = (
                "With a mastery score the LMS works the status out again and overwrites what the course says."
            )
            manifest.warn("P41", element, message, "Take it out unless the course relies on it.")
    for element in manifest.root.iter(f"{manifest.adl}maxtimeallowed"):
        if not _is_blank(manifest, element, "P42") and not _TIME_12.fullmatch(text(element)):
            message = f"The time allowed, “{text(element)}”, is not written as HHHH:MM:SS."
            manifest.error("P42", element, message, "Write it as 0001:30:00, or take it out.")
    for element in manifest.root.iter(f"{manifest.adl}timelimitaction"):
        above = element.getparent()
        if above is not None and above.find(f"{manifest.adl}maxtimeallowed") is None:
            _no_limit(manifest, element, "maxtimeallowed")


def _no_limit(manifest: Manifest, element: etree._Element, limit: str) -> None:
    message = f"It says what to do when the time is up, and there is no “{limit}”."
    manifest.warn("P42", element, message, f"Add {limit}, or take it out.")


def _limits_2004(manifest: Manifest, item: etree._Element) -> None:
    limits = item.find(f"{SEQUENCING}sequencing/{SEQUENCING}limitConditions")
    action = item.find(f"{manifest.adl}timeLimitAction")
    limited = limits is not None and limits.get("attemptAbsoluteDurationLimit") is not None
    sequencing = item.find(f"{SEQUENCING}sequencing")
    borrowed = sequencing is not None and sequencing.get("IDRef") is not None
    if action is not None and not limited and not borrowed:
        _no_limit(manifest, action, "attemptAbsoluteDurationLimit")
    data = item.find(f"{manifest.adl}dataFromLMS")
    if data is not None and (length := len(data.text or "")) > MOST_DATA:
        message = f"The launch data have {length:,} characters; an LMS need keep only {MOST_DATA:,}."
        manifest.warn("P44", data, message, "Shorten them, or put them in a file of the package.")
    for element in item.iterchildren(f"{manifest.adl}data"):
        count = Counter(each.get("targetID") for each in element)
        if doubled := [target for target, times in count.items() if times > 1 and target is not None]:
            message = f"The shared data “{doubled[0]}” are mapped twice."
            manifest.error("P20", element, message, "Leave one map for each targetID.")


def _threshold(manifest: Manifest, item: etree._Element) -> None:
    """Check `completionThreshold`: a share from 0 to 1. In the 4th edition its attributes say it (CAM 3.4)."""
    element = item.find(f"{manifest.adl}completionThreshold")
    if element is None:
        return
    share = text(element)
    if (share or manifest.standard != "scorm2004-4") and not _is_share(share):
        message = f"The completion threshold “{share}” is not a number from 0 to 1."
        manifest.error("P46", element, message, "Write it as 0.8 for 80%, or take it out.")
    elif manifest.standard == "scorm2004-4":
        by_measure = element.get("completedByMeasure", "false") in ("true", "1")
        if element.get("minProgressMeasure") is not None and not by_measure:
            message = "A smallest progress is given, and without completedByMeasure no LMS looks at it."
            manifest.warn("P46", element, message, 'Add completedByMeasure="true", or take it out.')


def _is_share(written: str) -> bool:
    return re.fullmatch(r"\+?(0?\.[0-9]+|0\.?|1(\.0*)?)", written) is not None


def _presentation(manifest: Manifest, item: etree._Element) -> None:
    element = item.find(f"{NAVIGATION}presentation")
    if element is None:
        return
    if item.find(manifest.item) is not None:
        message = "It hides buttons of the LMS at an item that starts nothing, so no LMS reads it."
        manifest.warn("P47", element, message, "Move it to the items that start something.")
    hidden = [text(each) for each in element.iter(f"{NAVIGATION}hideLMSUI")]
    if doubled := [name for name, times in Counter(hidden).items() if times > 1]:
        manifest.warn("P47", element, f"It hides “{doubled[0]}” twice.", "Leave one of them.")
