"""W08: the name of a school, a ward, a church or a club, which narrows a county down to a few streets."""

from elearn.checks.identifying import Mark, hits
from elearn.checks.model import IN_ENGLISH, Rule
from elearn.phrases import phrase


def _remedy(said: str, mark: Mark) -> str:
    what = {
        "primary": "primary school",
        "high": "secondary school",
        "infants": "infant school",
        "fc": "football club",
    }
    kind = what.get(mark.sort, mark.sort)
    place = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    return phrase("Write what kind of place it is: %(place)s.", place=place)


RULE = Rule(
    "W08",
    "setting-name",
    "warning",
    phrase("a school, hospital, ward, surgery, church, hall, club, refuge or home by its name"),
    "St Mary’s Primary",
    in_text=hits("W08", lambda said: phrase("“%(said)s” is a place that can be found.", said=said), _remedy),
    subjects=frozenset({"course", "text"}),
    languages=IN_ENGLISH,
)
