"""W17: “did not attend” said of a child, who depends on somebody to bring them."""

import re
from collections.abc import Iterator

from elearn.checks.lists import any_of
from elearn.checks.model import IN_ENGLISH, Hit, Rule
from elearn.checks.texts import Text
from elearn.checks.wording import is_corrected, is_offered, is_quoted, near, sentence_of, sentence_span
from elearn.patterns import late

_CHILD = any_of("rules/did-not-attend", "children")
_ADULT = any_of("rules/did-not-attend", "adults")
_MISSABLE = rf"(?:{any_of('rules/did-not-attend', 'missable')})"
_WORKERS = any_of("rules/did-not-attend", "workers")
_OFTEN = any_of("rules/did-not-attend", "often")
_NOT = (
    r"(?:(?:did|does|do|had|has|was|were|is) (?:again |also |still |often )?not|(?:did|does|do|had|has"
    r"|was|were)n[’']t|never|not|not once)"
)
_MISSED = late(
    rf"\b(?P<coded>(?:(?:{_OFTEN}) )?DNA(?:[’']?d|[’']?s|ed|[’']ing)?\b"
    r"|(?:U|F)TA(?:[’']?d|[’']?s)?\b|(?:a )?no[- ]show(?:s|ed|ing)?\b"
    rf"|(?:non|poor)-? ?attend(?:ance|er|ing)s?\b|lost to follow[- ]up\b|poor attendance)"
    rf"|\b(?P<unkept>{_MISSABLE}\s+(?:[\w’'-]+\s+){{0,5}}?(?:was|were|had been|have been|has been|went|are|is)\s+"
    r"(?:(?:not|never)\s+(?:all |ever )?(?:kept|attended|taken up|used)|unattended|unkept|unused|begging)\b"
    rf"|{_MISSABLE}\s+(?:[\w’'-]+\s+){{0,4}}?(?:(?:was|were)n[’']t (?:kept|attended|taken up|used)|lapsed)\b"
    r"|(?:neither|none of|not one of)\s+(?:[\w’'-]+\s+){0,8}?(?:attended"
    r"|(?:was|were) (?:kept|taken up|used|present)|turned up"
    r"|showed up)\b|attend(?:ed|s)? (?:none|neither|not one)\b"
    rf"|(?:not|(?:was|were|is)n[’']t)\s+(?:seen |present |there )?(?:at|for)\s+(?:his|her|the|any|a|their|its)\s+"
    rf"(?:[\w’'-]+\s+){{0,3}}?{_MISSABLE}\b"
    rf"|absent from\s+(?:[\w’'-]+\s+){{1,4}}?{_MISSABLE}\b|missed\s+{_MISSABLE}(?=\s*[x×(:]|\s+(?:\d|by |for |at ))"
    rf"|{_MISSABLE} (?:[\w’-]+ ){{0,2}}?came and went without\b"
    rf"|(?:not|never) (?:been )?seen (?:at|in) (?:[\w’-]+ ){{0,3}}?{_MISSABLE}\b"
    r"|(?:stopped (?:attending|coming to|turning up (?:at|for|to))|stay(?:ed|s|ing) away from)"
    rf" (?:(?!at |in |on )[\w’-]+ ){{0,4}}?{_MISSABLE}\b|for missing {_MISSABLE}\b"
    rf"|attend(?:ed|s)? (?:only|just) \w+ (?:out )?of (?:[\w’-]+ ){{1,4}}?{_MISSABLE}\b"
    rf"|of (?:[\w’-]+ ){{1,3}}?{_MISSABLE}\b[^.;]{{0,30}}? attended (?:only |just )?(?:one|two|three|four|\d)\b"
    rf"|default(?:ed|s|ing)? (?:on|from) (?:[\w’-]+ ){{0,4}}?{_MISSABLE}\b)"
    rf"|\b(?P<failed>(?:{_NOT}|(?:repeatedly |again |often )?fail(?:ed|s|ing|ure)? to"
    r"|missed and did not|(?:has|have|had) yet to|unable to|not able to)\s+(?:be )?"
    r"(?:attend(?:ed|ing)?|show(?:n|ed|ing)?(?: up)?(?= (?:for|at|to)\b|[.,;:]|$)|turn(?:ed|ing)? up"
    r"|keep(?= (?:the|his|her|their|a|any|\w+ing)\b)|kept(?= (?:the|his|her|their|a|any)\b)"
    r"|arrived?(?= (?:for|at)\b|[.,;])|appear(?:ed)?(?= (?:for|at)\b|\.)|ma[dk]e it to|get to (?=the|his|her|their|any)"
    r"|c[oa]me (?:in|along)(?= (?:for|to)\b)|be(?:en)? to (?:any|either|one|his|her|the|a|\d)(?= "
    rf"(?:[\w’-]+ ){{0,4}}?{_MISSABLE})|c[oa]me (?:to|for) (?:the |her |his |their |an? )?"
    rf"(?:\w+ )?{_MISSABLE}|present(?:ed)? (?:for|at))\b)"
    rf"|\b(?P<missed>(?:miss|skipp?|dodg)(?:ed|es|s|ing)\s+(?!out\b)(?:[\w’'-]+\s+){{1,5}}?{_MISSABLE}\b"
    rf"|(?:(?:{_CHILD}|he|she|who|that|had|has|and|often|repeatedly)\s+)miss(?:ed|es)\s+{_MISSABLE}\b|(?:two"
    r"|three|four|five|six|seven|eight|nine|ten|\d+|several|many|repeated|numerous|successive"
    rf"|further|more|other)\s+missed\s+(?:[\w’-]+\s+){{0,2}}?{_MISSABLE}\b"
    rf"|{_MISSABLE}\s+(?:(?:for|with|of) (?:\w+ ){{1,3}})?"
    r"(?:had been |was |were |have been |all |both )+missed\b)"
    r"|(?P<then>(?<=[.;,] )(?:it|both|all|these|they|the \w+) (?:was|were)(?: all| both| also| again)? missed\b)",
    re.I,
)
_HINT = late(
    r"DNA|dna|UTA|FTA|default|attended (?:only|just|one|two|three|four|\d)|dodg"
    r"|[Nn]o[- ]show|-? ?attend(?:ance|er|ing)|lost to follow|[Nn]either|[Nn]one of|[Nn]ot one"
    r"|unattended|unkept|n[’']t (?:at|seen|kept|attended)|not (?:at|seen|kept|taken|used|present)"
    r"|came and went|(?:not|never) been seen|never seen|stopped (?:att|com|turn)|away from|for missing|yet to|to appear"
    r"|lapsed|unused|absent from"
    r"|attended (?:none|neither)|never (?:kept|attended|used|taken)|[Mm]iss(?:ed|es|ing)\s|\smissed\b"
    r"|[Ss]kip(?:s|ped)|been to "
    r"|(?:not|never|n[’']t|once|ail(?:ed|s|ing|ure)? to|nable to)\s+(?:be )?"
    r"(?:attend|show|turn|keep|kept|arriv|appear|c[oa]me|present|ma[dk]e it|get to)"
)
_GENES = late(rf"\b(?:{any_of('rules/did-not-attend', 'genes')})\b", re.I)
_VISIT = late(rf"\b(?:{any_of('rules/did-not-attend', 'visits')})\b", re.I)
_LESSONS = late(
    rf"^(?:[^\w.;:]+[\w’'-]+){{0,4}}?[^\w.;:]+(?:{any_of('rules/did-not-attend', 'lessons')})\b", re.I
)
_OWN = late(rf"\b(?:{any_of('rules/did-not-attend', 'own')})\b", re.I)
_PERSON = late(
    rf"\b(?:(?P<adult>{_ADULT}|{_WORKERS})|"
    rf"(?P<child>{_CHILD})(?:[’']s?)?|(?P<pronoun>he|she|his|her|him))"
    r"(?P<owner>[’']s?(?=\s))?(?!\w)",
    re.I,
)
_OF_CHILD = late(rf"\b(?:{_CHILD}|{any_of('rules/did-not-attend', 'of-children')})\b", re.I)
_CHILDS = late(rf"\b(?:{_CHILD})(?:[’']s|s[’'])\s", re.I)
_ADULTS = late(rf"\b(?:{_ADULT})\b", re.I)
_PRONOUN = late(r"\b(?:he|she|his|her|him)\b", re.I)
_COUNTED = late(
    r"DNA(?:[’']?s)?\s?(?:[x×]\s?\d|\d|,|\+|three|twice|[x×])|(?:\d|two|three|four|five"
    r"|six)\s?[x×]?\s(?:\w+ )?DNA|DNA[’']?d|didn[’']t show"
)
_WORKER = late(_WORKERS, re.I)
_ASIDE = late(r"\b(?:from|of|by|with|for|to|at|in)\s+(?:(?:an?|the|his|her|their)\s+)?(?:\w+\s+)?$", re.I)
"""Before somebody who is not whom the sentence is about: “a pupil from a Syrian family”."""
_STUDIES = late(r"\b(?:study|studies|research|per cent|survey|audit found|more often)\b|%", re.I)
_ANIMALS = late(rf"\b(?:{any_of('rules/did-not-attend', 'animals')})\b", re.I)
_ABOUT_WORDS = late(rf"\b(?:{any_of('rules/did-not-attend', 'about')})\b", re.I)
_TASK = late(rf"\b(?:{any_of('rules/about-words', 'tasks')})\b", re.I)
_WHO_COMES = late(rf"\b(?:{any_of('rules/did-not-attend', 'who-comes')})\s+$", re.I)
_NEVER = late(r"(?:\b(?:never|not|rarely|hardly ever)|n[’']t) (?:once )?$", re.I)
_TALKED = late(r"\s+(?:talked|spoke|discussed|mentioned|saw|met|know|visited|heard|were talking)\b", re.I)
_RIGHT_WORDS = late(r"\bnot brought\b|\bWNB\b|\bnot been brought\b", re.I)


def _in_text(text: Text) -> Iterator[Hit]:
    spans = dict.fromkeys(sentence_span(text, *hint.span()) for hint in _HINT.finditer(text.text))
    for found in (found for span in spans for found in _MISSED.finditer(text.text, *span)):
        if not _is_of_child(text, found) or _excused(text, *found.span()):
            continue
        said = " ".join(found[0].split())
        who = _child_before(text, found.start())
        remedy = f"Write “the {who} {_was(who)} not brought”" if who else "Write “was not brought”"
        yield Hit(
            *found.span(),
            f"“{said}” is said of a child, who depends on somebody to bring them.",
            f"{remedy}, and ask what got in the way.",
        )


def _is_of_child(text: Text, found: re.Match[str]) -> bool:
    """Whether it is a child who did not attend, or an appointment of a child’s."""
    sentence = sentence_of(text, *found.span())
    around = near(text, *found.span())
    if _STUDIES.search(around) or _ANIMALS.search(sentence):
        return False
    if (
        found["coded"]
        and found[0][:3].lower() == "dna"
        and (not found[0].startswith("DNA") or _GENES.search(sentence))
    ):
        return False
    if _LESSONS.match(text.text[found.end() : found.end() + 60]) and not found["coded"]:
        return False
    visit = bool(_VISIT.search(around.replace(found[0], "")))
    last = _last_person(text, found.start())
    by_child = bool(last and last["child"] and not last["owner"])
    if found["coded"] and not visit and not by_child and not _COUNTED.search(sentence):
        return False
    if _OWN.search(sentence) and not _CHILDS.search(sentence):
        return False
    if found["missed"] and _NEVER.search(text.text, max(0, found.start() - 20), found.start()):
        return False
    if found["failed"] and _WHO_COMES.search(text.text, max(0, found.start() - 30), found.start()):
        return False
    if last and last["adult"] and _WORKER.fullmatch(last["adult"]):
        return False
    if last and last["adult"] and not last["owner"]:
        # “The mother missed the baby’s appointment” is about the baby’s.
        return bool(_CHILDS.search(text.text[found.start() : found.end() + 40])) and (
            visit or bool(found["missed"])
        )
    if last and last["child"]:
        return visit or by_child or not found["coded"]
    if not visit and not found["missed"] and not found["unkept"]:
        return False
    if _OF_CHILD.search(around):
        return True
    before = around[: around.find(found[0][:20])]
    return bool(_PRONOUN.search(around)) and not _ADULTS.search(before)


def _last_person(text: Text, start: int) -> re.Match[str] | None:
    """Whoever is named last in the sentence before `start`, other than by a pronoun after somebody."""
    first, _ = sentence_span(text, start, start + 1)
    people = [
        each
        for each in _PERSON.finditer(text.text, first, start)
        if not each["pronoun"] and (each["child"] or not _is_aside(text.text, first, each))
    ]
    return people[-1] if people else None


def _is_aside(words: str, first: int, person: re.Match[str]) -> bool:
    """Whether it is said in passing: “a pupil from a Syrian family”, “the little one we talked about”."""
    return bool(_ASIDE.search(words, first, person.start()) or _TALKED.match(words, person.end()))


def _child_before(text: Text, start: int) -> str:
    """The word for the child who is named before, or ""."""
    last = _last_person(text, start)
    return last["child"].lower() if last and last["child"] == last[0] else ""


def _was(who: str) -> str:
    return "were" if who.endswith("s") or who == "children" else "was"


def _excused(text: Text, start: int, end: int) -> bool:
    """Whether the text puts the words right: they are quoted, or the better words are near."""
    around = near(text, start, end)
    if is_quoted(text, start) and not _ABOUT_WORDS.search(around):
        # A letter or an entry that is told word for word is a child's missed appointment all the same.
        return is_offered(text, start) or bool(_TASK.search(text.text))
    return is_quoted(text, start) or is_corrected(text, start, end) or bool(_RIGHT_WORDS.search(around))


RULE = Rule(
    "W17",
    "did-not-attend",
    "warning",
    "“did not attend”, “missed three appointments” or DNA, said of a child: the child was not brought",
    "the baby did not attend the clinic",
    in_text=_in_text,
    languages=IN_ENGLISH,
)
