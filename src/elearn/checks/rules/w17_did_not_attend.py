"""W17: “did not attend” said of a child, who depends on somebody to bring them."""

import re
from collections.abc import Iterator

from elearn.checks.lists import any_of, phrases
from elearn.checks.model import IN_ENGLISH, Hit, Rule
from elearn.checks.texts import Text
from elearn.checks.wording import (
    is_commented,
    is_corrected,
    is_offered,
    is_quoted,
    lowered,
    near,
    sentence_of,
    sentence_span,
)
from elearn.checks.wordings import Wordings
from elearn.patterns import late
from elearn.phrases import phrase

_CHILD = any_of("rules/did-not-attend", "children")
_ADULT = any_of("rules/did-not-attend", "adults")
_WORKERS = any_of("rules/did-not-attend", "workers")
_PARTS = {
    "<missable>": rf"(?:{any_of('rules/did-not-attend', 'missable')})",
    "<child>": rf"(?:{_CHILD})",
    "<often>": rf"(?:{any_of('rules/did-not-attend', 'often')})",
    "<not>": rf"(?:{any_of('rules/not-attended', 'not')})",
    "<few>": rf"(?:{any_of('rules/not-attended', 'few')})",
    "<came>": rf"(?:{any_of('rules/not-attended', 'came')})",
    "<words>": r"(?:[\w’'/-]+\s+)",
}
"""What the patterns of the list have for parts, by the name that stands for each."""


_KINDS = {
    "coded": phrases("rules/not-attended", "coded"),
    "unkept": phrases("rules/not-attended", "unkept"),
    "failed": phrases("rules/not-attended", "failed"),
    "missed": phrases("rules/not-attended", "missed"),
    "then": phrases("rules/not-attended", "then"),
}
"""A code, an appointment not kept, somebody who did not come, who missed it, and “both were missed” after it."""
_MISSED = Wordings(
    ((rf"(?<!\w)(?:{pattern})(?!\w)", kind) for kind, patterns in _KINDS.items() for pattern in patterns),
    _PARTS,
)
_MISSABLE = late(rf"\b{_PARTS['<missable>']}\b", re.I)
_POOR = late(r"\b(?:poor|patchy|erratic|sporadic|nil|zero)\b", re.I)
"""Said of attendance at school too."""
_GENES = late(rf"\b(?:{any_of('rules/did-not-attend', 'genes')})\b", re.I)
_VISIT = late(rf"\b(?:{any_of('rules/did-not-attend', 'visits')})\b", re.I)
_NEXT = r"[^\w.;:,]+(?!(?:because|and|but|when|as|so|after|while|who|since|until|before)\b)[\w’'-]+"
"""A word of the same clause, with what is before it."""
_LESSONS = late(rf"^(?:{_NEXT}){{0,4}}?[^\w.;:,]+(?:{any_of('rules/did-not-attend', 'lessons')})\b", re.I)
_OWN = late(rf"\b(?:{any_of('rules/did-not-attend', 'own')})\b", re.I)
_OWN_OF_YOUNG = late(rf"\b(?:{any_of('rules/did-not-attend', 'own-of-young-people')})\b", re.I)
_YOUNG = late(rf"(?:{any_of('rules/did-not-attend', 'young')})(?:[’']s?)?", re.I)
_PERSON = late(
    rf"\b(?:(?P<adult>{_ADULT}|{_WORKERS})|"
    rf"(?P<child>{_CHILD})(?:[’']s?)?|(?P<pronoun>he|she|his|her|him))"
    r"(?P<owner>[’']s?(?=\s))?(?!\w)",
    re.I,
)
_OF_CHILD = late(rf"\b(?:{_CHILD}|{any_of('rules/did-not-attend', 'of-children')})\b", re.I)
_CHILDS = late(rf"\b(?:{_CHILD})(?:[’']s|s[’'])\s", re.I)
_ADULTS = late(rf"\b(?:{_ADULT})\b", re.I)
_AROUND = 250
"""The characters before and after in which it is said whose appointment it is."""
_PRONOUN = late(r"\b(?:he|she|his|her|him)\b", re.I)
_COUNTED = late(
    r"DNA(?:[’']?s)?\s?(?:[x×]\s?\d|\d|,|\+|three|twice|[x×])|(?:\d|two|three|four|five"
    r"|six)\s?[x×]?\s(?:\w+ )?DNA|DNA[’']?d|didn[’']t show"
)
_WORKER = late(_WORKERS, re.I)
_ASIDE = late(
    rf"\b(?:from|of|by|with|for|to|at|in|dear|{any_of('rules/did-not-attend', 'on-somebody')})"
    r"\s+(?:(?:an?|the|his|her|their)\s+)?(?:\w+\s+)?$",
    re.I,
)
"""Before somebody who is not whom the sentence is about: “a pupil from a Syrian family”."""
_SOME_OF = late(r"\b(?:one|two|three|some|many|most|few|none|all|half|several) of (?:\w+ ){0,2}$", re.I)
_STUDIES = late(r"\b(?:study|studies|research|per cent|survey|audit found|more often)\b|%", re.I)
_ANIMALS = late(rf"\b(?:{any_of('rules/did-not-attend', 'animals')})\b", re.I)
_ABOUT_WORDS = late(rf"\b(?:{any_of('rules/did-not-attend', 'about')})\b", re.I)
_TASK = late(rf"\b(?:{any_of('rules/about-words', 'tasks')})\b", re.I)
_WHO_COMES = late(rf"\b(?:{any_of('rules/did-not-attend', 'who-comes')})\s+$", re.I)
_NEVER = late(r"(?:\b(?:never|not|rarely|hardly ever)|n[’']t) (?:once )?$", re.I)
_TALKED = late(r"\s+(?:talked|spoke|discussed|mentioned|saw|met|know|visited|heard|were talking)\b", re.I)
_PAPERS = late(rf"\s+(?:\w+\s+)?(?:{any_of('rules/did-not-attend', 'papers')})\b", re.I)
_TELLS = late(rf"\s+(?:\w+\s+)?(?:{any_of('rules/did-not-attend', 'tells')})\b", re.I)
_TELLERS = frozenset({"i", "we", "you", "people", "us", "of us"})
"""Whoever tells or is told of it: the one it is told of comes after them."""
_IN_GENERAL = late(
    r"\b(?:an?|any|every|each) (?:child|baby|infant|young person|pupil) (?:who|that|is|does)\b", re.I
)
_RIGHT_WORDS = late(r"\bnot brought\b|\bWNB\b|\bnot been brought\b", re.I)


def _in_text(text: Text) -> Iterator[Hit]:
    until = 0
    said_so = sorted(
        ((found, kind) for found, kind in _MISSED.in_text(lowered(text.text))),
        key=lambda each: each[0].start(),
    )
    for found, kind in said_so:
        start, end = found.span()
        if start < until or not _is_of_child(text, start, end, kind) or _excused(text, start, end):
            continue
        until = end
        said = " ".join(text.text[start:end].split())
        yield Hit(
            start,
            end,
            phrase("“%(said)s” is said of a child, who depends on somebody to bring them.", said=said),
            _remedy(_child_before(text, start)),
        )


def _is_of_child(text: Text, start: int, end: int, kind: str) -> bool:
    """Whether it is a child who did not attend, or an appointment of a child’s."""
    sentence = sentence_of(text, start, end)
    around = near(text, start, end)
    said = text.text[start:end]
    if _STUDIES.search(around) or _ANIMALS.search(sentence) or _IN_GENERAL.search(sentence):
        return False
    if not _is_of_visits(text, start, end, kind):
        return False
    visit = bool(_VISIT.search(around.replace(said, "")) or _MISSABLE.search(said))
    last = _last_person(text, start)
    by_child = bool(last and last["child"] and not last["owner"])
    if kind == "coded" and not visit and not by_child and not _COUNTED.search(sentence):
        return False
    if (
        _OWN.search(sentence)
        and not _CHILDS.search(sentence)
        and not (by_child and _is_a_young_persons(sentence))
    ):
        return False
    if last and last["adult"] and _WORKER.fullmatch(last["adult"]):
        return False
    if last and last["adult"] and not last["owner"]:
        # “The mother missed the baby’s appointment” is about the baby’s.
        return bool(_CHILDS.search(text.text[start : end + 40])) and (visit or kind == "missed")
    if last and last["child"]:
        return visit or by_child or kind != "coded"
    if not visit and kind not in ("missed", "unkept") and not (kind == "coded" and _COUNTED.search(sentence)):
        return False
    if _OF_CHILD.search(text.text, max(0, start - _AROUND), end + _AROUND):
        return True
    before = around[: around.find(said[:20])]
    return bool(_PRONOUN.search(around)) and not _ADULTS.search(before)


def _is_a_young_persons(sentence: str) -> bool:
    """Whether a girl or a boy has an appointment of a kind that adults have too, and no adult is spoken of."""
    others = _OWN_OF_YOUNG.sub("", sentence)
    return not _OWN.search(others) and bool(_YOUNG.search(sentence)) and not _ADULTS.search(others)


def _is_of_visits(text: Text, start: int, end: int, kind: str) -> bool:
    """Whether it is not about a molecule, about lessons, or about somebody who came to the child."""
    said = text.text[start:end]
    if kind == "coded":
        is_molecule = "DNA" not in said or _GENES.search(sentence_of(text, start, end))
        is_school = _POOR.search(said) and not _MISSABLE.search(
            sentence_of(text, start, end).replace(said, "")
        )
        return not is_school and not ("dna" in said.lower() and is_molecule)
    if _LESSONS.match(text.text[end : end + 60]):
        return False
    before = text.text[max(0, start - 30) : start]
    return not (kind == "missed" and _NEVER.search(before)) and not (
        kind == "failed" and _WHO_COMES.search(before)
    )


def _last_person(text: Text, start: int) -> re.Match[str] | None:
    """Whoever is named last in the sentence before `start`, other than by a pronoun after somebody."""
    first, _ = sentence_span(text, start, start + 1)
    people = list(_PERSON.finditer(text.text, first, start))
    last_pronoun = max((each.start() for each in people if each["pronoun"]), default=0)
    people = [
        each
        for each in people
        if not each["pronoun"]
        and (each["child"] or not _is_aside(text.text, first, each))
        and not (each[0].lower() in _TELLERS and each.start() < last_pronoun)
    ]
    return people[-1] if people else None


def _is_aside(words: str, first: int, person: re.Match[str]) -> bool:
    """Whether it is said in passing: “a pupil from a Syrian family”, “the little one we talked about”, “GP record”."""
    tells = _TALKED.match(words, person.end()) or _PAPERS.match(words, person.end())
    if not tells and _WORKER.fullmatch(person[0]):
        tells = _TELLS.match(words, person.end())
    aside = _ASIDE.search(words, first, person.start())
    return bool(tells or (aside and not _SOME_OF.search(words[first : person.start()])))


def _child_before(text: Text, start: int) -> str:
    """The word for the child who is named before, or ""."""
    last = _last_person(text, start)
    return last["child"].lower() if last and last["child"] == last[0] else ""


def _remedy(who: str) -> str:
    """What to write instead. `who` is the word for the child, or ""."""
    if not who:
        return phrase("Write “was not brought”, and ask what got in the way.")
    if who.endswith("s") or who == "children":
        return phrase("Write “the %(who)s were not brought”, and ask what got in the way.", who=who)
    return phrase("Write “the %(who)s was not brought”, and ask what got in the way.", who=who)


def _excused(text: Text, start: int, end: int) -> bool:
    """Whether the text puts the words right: they are quoted, or the better words are near."""
    around = near(text, start, end)
    if is_quoted(text, start) and not _ABOUT_WORDS.search(around):
        # A letter or an entry that is told word for word is a child's missed appointment all the same.
        return is_offered(text, start) or is_commented(text, start) or bool(_TASK.search(text.text))
    return is_quoted(text, start) or is_corrected(text, start, end) or bool(_RIGHT_WORDS.search(around))


RULE = Rule(
    "W17",
    "did-not-attend",
    "warning",
    phrase(
        "“did not attend”, “missed three appointments” or DNA, said of a child: the child was not brought"
    ),
    "the baby did not attend the clinic",
    in_text=_in_text,
    languages=IN_ENGLISH,
)
