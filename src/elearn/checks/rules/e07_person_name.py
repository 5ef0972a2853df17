"""E07: the name, initials or nickname of a person: a child, a relative or a colleague."""

import re

from elearn.checks.identifying import Mark, hits
from elearn.checks.model import IN_ENGLISH, Rule
from elearn.phrases import phrase

_ROLES = (
    (r"\b(?:dr|doctor|prof\w*|consultant|paediatrician)\b", "the doctor, the paediatrician"),
    (
        r"\b(?:w?pc|dc|ds|dc?i|dsi|ps|pcso|sgt|insp\w*|sergeant|constable|det\w*|superintendent)\b",
        "the police officer",
    ),
    (r"\b(?:s?sw|social worker|fsw|csw|psw)\b", "the social worker"),
    (r"\b(?:hv|health visitor)\b", "the health visitor"),
    (r"\b(?:nurse|sister|matron|cpn)\b", "the nurse"),
    (r"\b(?:judge|hhj|dj|justice|recorder|magistrate|coroner)\b", "the judge, the court"),
    (r"\b(?:cllr|councillor)\b", "a councillor"),
    (r"\b(?:rev\w*|imam|rabbi|pastor|canon|bishop)\b", "a faith leader"),
    (r"\b(?:uncle|aunt\w*|gran\w*|nan\w*|cousin)\b", "a relative, the grandmother"),
    (r"\b(?:teacher|head ?teacher|senco)\b", "the teacher"),
)


def _remedy(said: str, mark: Mark) -> str:
    if mark.sort == "titled":
        for pattern, role in _ROLES:
            if re.match(pattern, said, re.IGNORECASE):
                return phrase("Write the role: %(role)s.", role=role)
        return phrase("Write the role: the mother, the neighbour, the teacher.")
    if mark.sort == "nickname":
        return phrase(
            "Leave the nickname out. Write who it was: an older man, the driver, a friend of the family."
        )
    if mark.sort == "initials":
        return phrase(
            "Write the role: the child, the mother, her partner. Initials can be matched with other reports."
        )
    return phrase("Write the role: the child, the older sister, the mother’s partner, the health visitor.")


RULE = Rule(
    "E07",
    "person-name",
    "error",
    phrase("a person by name, initials or nickname: families and professionals alike, in fiction too"),
    "Mrs Patel said",
    in_text=hits("E07", lambda said: phrase("“%(said)s” names a person.", said=said), _remedy),
    languages=IN_ENGLISH,
    elsewhere="a name after Mr, Mrs, Ms or Dr",
)
