"""Checks the sequencing of SCORM 2004: rules that are well formed but cannot do what their author meant.

The schemas check which elements and words there are. Clauses are those of the content aggregation model (CAM 5) and
of the sequencing and navigation book (SN).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from elearn.packaging.validate.documents import local
from elearn.packaging.validate.manifest import REFERENCE, SEQUENCING, Manifest
from elearn.packaging.validate.objectives import check_objectives

_TRUE = ("true", "1")
_MEASURED = ("objectiveMeasureGreaterThan", "objectiveMeasureLessThan")
_TIMED = ("timeLimitExceeded", "outsideAvailableTimeRange")
_UNKEPT = (
    "attemptExperiencedDurationLimit",
    "activityAbsoluteDurationLimit",
    "activityExperiencedDurationLimit",
    "beginTimeLimit",
    "endTimeLimit",
)


_AT_MOST = 50
Parts = Mapping[str, list[etree._Element]]
"""The elements of one sequencing by name, at most fifty of each, because many items may borrow the same one."""


@dataclass(frozen=True)
class Activity:
    """An organization or item, with its own sequencing and the one that it borrows by IDRef."""

    element: etree._Element
    children: int
    parts: tuple[Parts, ...]

    def each(self, tag: str) -> Iterator[etree._Element]:
        """The elements `tag` in its sequencing, at any depth."""
        for part in self.parts:
            yield from part.get(tag, ())

    def says(self, tag: str, attribute: str, default: bool) -> bool:
        """A true-or-false attribute of the first element `tag` that has it, else `default`."""
        said = next((e.get(attribute) for e in self.each(tag) if e.get(attribute) is not None), None)
        return default if said is None else said.strip() in _TRUE


def check_sequencing(manifest: Manifest) -> None:
    """Apply every rule of this module and of `objectives`."""
    collection = _collection(manifest)
    for element in manifest.root.iter(f"{SEQUENCING}sequencing"):
        _placement(manifest, element, collection)
        check_objectives(manifest, element)
        _rules(manifest, element)
        _limits(manifest, element)
    for organization in manifest.organizations():
        for element in organization.iter(manifest.organization, manifest.item):
            activity = _activity(manifest, element, collection)
            _reach(manifest, activity)
            _rollup(manifest, activity)
            _choosing(manifest, activity)
            _delivery(manifest, activity)


def _activity(manifest: Manifest, element: etree._Element, collection: Mapping[str, Parts]) -> Activity:
    own = element.find(f"{SEQUENCING}sequencing")
    parts = [] if own is None else [_parts(own)]
    if own is not None and (borrowed := collection.get(own.get("IDRef", ""))) is not None:
        parts.append(borrowed)
    return Activity(element, len(manifest.children(element)), tuple(parts))


def _parts(sequencing: etree._Element) -> Parts:
    found: dict[str, list[etree._Element]] = {}
    for element in sequencing.iter(f"{SEQUENCING}*"):
        same = found.setdefault(local(element), [])
        if len(same) < _AT_MOST:
            same.append(element)
    return found


def _collection(manifest: Manifest) -> dict[str, Parts]:
    """The sequencing that items may borrow, by ID (CAM 5.1, sequencingCollection)."""
    found: dict[str, Parts] = {}
    for element in manifest.root.iter(f"{SEQUENCING}sequencingCollection"):
        if element.getparent() is not manifest.root:
            manifest.error(
                "P65", element, "A sequencingCollection belongs at the manifest's end.", "Move it."
            )
        for sequencing in element.iterchildren(f"{SEQUENCING}sequencing"):
            identifier = sequencing.get("ID")
            if identifier is None:
                message = "Sequencing in a collection without an ID can be borrowed by no item."
                manifest.error("P65", sequencing, message, "Give it an ID, or take it out.")
            else:
                found.setdefault(identifier, _parts(sequencing))
    return found


def _placement(manifest: Manifest, element: etree._Element, collection: Mapping[str, Parts]) -> None:
    above, tag = element.getparent(), f"{SEQUENCING}sequencing"
    if above is None or above.tag not in (
        manifest.item,
        manifest.organization,
        f"{SEQUENCING}sequencingCollection",
    ):
        message = "Sequencing belongs in an item or an organization; here no LMS reads it."
        manifest.error("P65", element, message, "Move it into the item that it is meant for.")
    elif above.tag in (manifest.item, manifest.organization) and above.find(tag) is not element:
        message = f"The {local(above)} has sequencing twice; nobody can tell which one counts."
        manifest.error("P65", element, message, "Make one of the two.")
    reference = element.get("IDRef")
    if reference is not None and reference not in collection:
        manifest.error("P21", element, f"The sequencing “{reference}” is not there.", REFERENCE)


def _reach(manifest: Manifest, activity: Activity) -> None:
    """Warn of parts that no learner can reach (SN 3.2)."""
    choice, flow = (activity.says("controlMode", "choice", True), activity.says("controlMode", "flow", False))
    if activity.children and not choice and not flow:
        where = next(activity.each("controlMode"), activity.element)
        message = "Neither choice nor flow is allowed here, so nobody can ever reach anything in it."
        remedy = 'Write choice="true" or flow="true".'
        report = manifest.warn if manifest.standard == "scorm2004-4" else manifest.error
        report("P60", where, message, remedy)
    elif activity.children and not flow:
        for item in manifest.children(activity.element):
            if item.get("isvisible", "true").strip() not in _TRUE and item.get("identifierref"):
                message = "This item is hidden, and without flow nothing but choosing it leads there."
                manifest.warn("P60", item, message, "Show it, or allow flow.")


def _action(rule: etree._Element) -> str:
    action = rule.find(f"{SEQUENCING}ruleAction")
    return action.get("action", "") if action is not None else ""


def _always(rule: etree._Element) -> bool:
    """Whether a rule's conditions always hold."""
    holds = [
        condition.get("condition") == "always" and condition.get("operator", "noOp") == "noOp"
        for condition in rule.iter(f"{SEQUENCING}ruleCondition")
    ]
    conditions = rule.find(f"{SEQUENCING}ruleConditions")
    any_one = conditions is not None and conditions.get("conditionCombination") == "any"
    return bool(holds) and (any(holds) if any_one else all(holds))


def _rules(manifest: Manifest, sequencing: etree._Element) -> None:
    """Check sequencing rules (SN 3.4)."""
    objectives = {each.get("objectiveID") for each in sequencing.iter(*_OBJECTIVES)}
    for name in ("preConditionRule", "exitConditionRule", "postConditionRule"):
        for rule in sequencing.iter(f"{SEQUENCING}{name}"):
            if rule.find(f"{SEQUENCING}ruleConditions") is None:
                message = "This rule has no conditions."
                manifest.error("P61", rule, message, "Add ruleConditions, with always if it always holds.")
            if _action(rule) in ("skip", "disabled") and _always(rule):
                message = f"It is always “{_action(rule)}”, so it can never be reached."
                manifest.warn("P60", rule, message, "Take the rule out, or give it a condition.")
            if _action(rule) in ("retry", "retryAll") and _always(rule):
                message = f"It always does “{_action(rule)}”, so the learner never leaves it."
                manifest.warn("P61", rule, message, "Give the rule a condition.")
    for condition in sequencing.iter(f"{SEQUENCING}ruleCondition"):
        _condition(manifest, condition, objectives)


_OBJECTIVES = (f"{SEQUENCING}primaryObjective", f"{SEQUENCING}objective")


def _condition(manifest: Manifest, condition: etree._Element, objectives: set[str | None]) -> None:
    word, threshold = condition.get("condition", ""), condition.get("measureThreshold")
    if word in _MEASURED and threshold is None:
        message = f"“{word}” compares with a measureThreshold, and there is none."
        manifest.error("P61", condition, message, 'Add measureThreshold="0.8" for 80%.')
    elif threshold is not None and word not in _MEASURED:
        message = f"“{word}” compares with nothing, so its measureThreshold has no effect."
        manifest.warn("P61", condition, message, "Take it out, or choose another condition.")
    reference = condition.get("referencedObjective")
    if reference is not None and reference not in objectives:
        message = f"The rule looks at the objective “{reference}”, which this activity does not have."
        manifest.error("P21", condition, message, "Name one of the activity's own objectives.")
    if word in _TIMED:
        message = f"“{word}”: an LMS need not keep time, and hardly any does."
        manifest.warn("P66", condition, message, "Do without it.")


def _limits(manifest: Manifest, sequencing: etree._Element) -> None:
    """Check limit conditions (SN 3.5). Of the seven, an LMS only has to keep the number of attempts."""
    for element in sequencing.iter(f"{SEQUENCING}limitConditions"):
        if element.get("attemptLimit", "").strip().strip("+0") == "" and element.get("attemptLimit"):
            manifest.error(
                "P66", element, "No attempt is allowed, so it can never start.", "Allow one or more."
            )
        if unkept := [name for name in _UNKEPT if element.get(name) is not None]:
            message = f"“{unkept[0]}”: an LMS need not keep it, and hardly any does."
            manifest.warn("P66", element, message, "Do without it.")


def _rollup(manifest: Manifest, activity: Activity) -> None:
    """Check rollup rules (SN 3.7): the activity has children, and the rule can come true."""
    for rule in activity.each("rollupRule"):
        which = rule.get("childActivitySet", "all")
        count = rule.get("minimumCount", "0").strip()
        if not activity.children:
            message = "Nothing is below this item, so its rollup rules are never looked at."
            manifest.warn("P64", rule, message, "Move them to the item or organization above.")
            return
        if which == "atLeastCount" and not count.strip("+0"):
            message = "“atLeastCount” needs a minimumCount; with none the rule always holds."
            manifest.error("P64", rule, message, 'Add minimumCount="1" or more.')
        elif which == "atLeastCount" and count.isdecimal() and _more(count, activity.children):
            message = f"At least {count} are asked for, and there are {activity.children}."
            manifest.warn("P64", rule, message, "Ask for no more than there are.")
        percent = rule.get("minimumPercent", "0").strip()
        if which == "atLeastPercent" and not percent.strip("+0."):
            message = "“atLeastPercent” needs a minimumPercent; with none the rule always holds."
            manifest.error("P64", rule, message, 'Add minimumPercent="0.5" for 50%.')


def _more(written: str, number: int) -> bool:
    """Whether a written whole number, of any length, is more than `number`."""
    return len(written) > 9 or int(written) > number


def _choosing(manifest: Manifest, activity: Activity) -> None:
    """Check selection and randomization (SN 3.11, 3.12)."""
    for element in activity.each("randomizationControls"):
        count = element.get("selectCount", "").strip()
        if activity.children and count.isdecimal() and _more(count, activity.children):
            message = f"It selects {count} of the {activity.children} that there are."
            manifest.warn("P67", element, message, "Select no more than there are.")
        chosen = element.get("selectionTiming", "never") != "never"
        if chosen and not count:
            manifest.warn(
                "P67", element, "It selects, and does not say how many.", 'Add selectCount="1" or more.'
            )


def _delivery(manifest: Manifest, activity: Activity) -> None:
    resource = manifest.resources.get(activity.element.get("identifierref", ""))
    if resource is None or resource.kind != "sco":
        return
    if not activity.says("deliveryControls", "completionSetByContent", False):
        message = "It does not say that the content sets its completion; some systems complete it on opening."
        remedy = 'Add <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>.'
        manifest.warn("P43", activity.element, message, remedy)
