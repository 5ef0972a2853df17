"""What somebody's relatives do for a living."""

import re
from collections.abc import Iterator

from elearn.checks.identifying.circumstances import is_of_a_case, sentence_span
from elearn.checks.lists import any_of, phrases, words
from elearn.checks.wording import lowered, sentences
from elearn.checks.wordings import Wordings
from elearn.patterns import late

_TELLING = words("identifying/jobs", "telling")
_COMPOUND = words("identifying/jobs", "compound")
_NOT_COMPOUND = words("identifying/jobs", "not-compound")
_PROFESSIONAL = words("identifying/jobs", "professional")
_ALL = frozenset(each.rpartition("-")[2] for each in _TELLING) | _COMPOUND | _PROFESSIONAL
_WORD = late(r"[A-Za-z][A-Za-z’']*")
_FAMILY = late(rf"\b(?i:{any_of('identifying/circumstances', 'family')})(?:[’']s?)?\b")
_SOMEBODY = (
    rf"(?i:{any_of('identifying/circumstances', 'family')}"
    rf"|{any_of('identifying/circumstances', 'one-who-works')})"
)
_IS = (
    r"(?:is|was|are|were|became|becomes|being|had been|has been|had become|works? as|worked as|working as|job as"
    r"|trained as|employed as|trains as|retired as|served as|training as)"
)
_SAID = late(
    rf"\b(?:{_SOMEBODY})\b(?:[^.!?;\n]{{0,40}}?[ \n])?{_IS}[ \n](?:both[ \n]|also[ \n]|then[ \n]|once[ \n]|the[ \n]"
    r"|an?[ \n]|one[ \n]of[ \n]the[ \n])*(?:[\w’-]+[ \n]){0,3}$"
    rf"|\b(?:{_SOMEBODY}),?[ \n](?:\(|– )?an?[ \n](?:[\w’-]+[ \n]){{0,3}}$"
    r"|\b(?:job|occupation|employment|work|trade|profession)[’']?s?:[ \n](?:an?[ \n])?(?:[\w’-]+[ \n]){0,2}$"
)
_TITLED_ONE = late(
    r"\b(?:Mrs|Mr|Ms|Miss)[ \n][A-Z][\w’-]+(?:[ \n][A-Z][\w’-]+)?,?[ \n]"
    r"(?:who[ \n](?:is|was)[ \n])?an?[ \n](?:[\w’-]+[ \n]){0,3}$"
)
_IS_ONE = late(rf"\b(?i:he|she|who|they)[ \n](?:[\w’]+[ \n]){{0,2}}?{_IS}[ \n](?:[\w’-]+[ \n]){{0,4}}$")
_WORKS = Wordings((rf"\b{each}\b", None) for each in phrases("identifying/jobs", "works"))
_AT_WORK = late(
    rf"\b(?:{_SOMEBODY})\b(?:[^.!?;\n]{{0,25}}?[ \n])?(?:work(?:s|ed|ing)?|employed|jobs?"
    rf"|shifts)[ \n](?:\w+[ \n]){{0,2}}?"
    r"(?:at|in|on|for)[ \n](?:an?|the|one of the|[A-Z][a-z]+[’']s)[ \n](?!home|area|time|plan|case|relationship|same"
    r"|evenings?|mornings?|afternoons?|weekends?|week|end|county|country|city|number|while|day|year)(?P<at>[\w-]+)"
    rf"|\b(?:{_SOMEBODY})[ \n](?:\w+[ \n])?(?:taught|teaches|lectures in|lectured in|coaches|coached|translates"
    rf"|preaches|preached"
    r"|practises)[ \n](?:the[ \n])?(?!h(?:im|er|is)|them|me|us|that|how|to|the|their|children|child|what|all)[a-z]+"
    r"|\b(?:[Mm]other|[Ff]ather|[Mm]um|[Dd]ad|[Pp]arents|[Ss]tepfather|[Ss]tepdad"
    r"|[Pp]artner)(?: \([^)]*\))?: (?:an? )?[a-z]+ (?:[a-z]+ )?"
    r"[a-z]{2,}(?:er|or|ist|ian|man|woman|ant|smith|wright)(?=[,.;|\n]|$)"
    r"|\b(?P<duty>[Mm]other|[Ff]ather|[Mm]um|[Dd]ad)[’']s (?:work|job|trade|occupation): [a-z]"
)
_ARTICLES = ("a", "an", "the", "")
_ENDINGS = tuple(words("identifying/jobs", "endings"))
_NO_JOBS = words("identifying/jobs", "no-jobs")
_IS_A = late(
    r"\b(?i:mother|father|mum|dad|stepfather|stepmother|stepdad|parents|grandfather|grandmother|uncle|aunt"
    r"|husband|wife)"
    r"(?:[ \n](?:is|was|had been|works as|worked as)|,)[ \n]an?[ \n](?:[a-z-]+[ \n])?$"
)
_OF_A_PARENT = late(
    r"(?<=[’']s)[ \n](?:\w+[ \n])?(?:son|daughter|child|boy|girl|wife|husband|widow|family|twins?)\b"
)
"""What follows a job in “a doctor’s daughter”."""
_QUICK = late(
    r"[Ww]ork|mploy|job|shift|ta?ught|teach|ectur|coach|translat|preach|practi|[MmFf]other|[Ff]ather|[Mm]um|[Dd]ad|artner|arent"
)


def jobs(text: str) -> Iterator[tuple[int, int]]:
    """Where the text gives a relative's job, by its name or as what the relative does."""
    for span in _names(text):
        if is_of_a_case(text, *span):
            yield span
    for sentence in sentences(lowered(text)):
        for found, _ in _WORKS.in_sentence(text, sentence):
            if is_of_a_case(text, *found.span()):
                yield found.span()
    for each in _AT_WORK.finditer(text) if _QUICK.search(text) else ():
        if is_of_a_case(text, *each.span()):
            yield each.span()


def _names(text: str) -> Iterator[tuple[int, int]]:
    prior: re.Match[str] | None = None
    for found in _WORD.finditer(text):
        before, prior = prior, found
        word = re.sub(r"[’']s?$", "", found[0].lower())
        job = word if word in _ALL else word.removesuffix("s")
        if job not in _ALL and word.endswith("men"):
            job = f"{word[:-3]}man"
        if job not in _ALL:
            if (
                word.endswith(_ENDINGS)
                and len(word) > 4
                and word not in _NO_JOBS
                and _IS_A.search(text, max(0, found.start() - 60), found.start())
            ):
                yield found.span()
            continue
        joined = before is not None and text[before.end() : found.start()] in (" ", "-", "\n")
        leading = before[0].lower() if joined and before else ""
        if (found[0] != job and _OF_A_PARENT.match(text, found.end())) or _is_a_relatives(
            text, job, leading, found
        ):
            yield (before.start() if joined and before else found.start()), found.end()


def _is_a_relatives(text: str, job: str, leading: str, found: re.Match[str]) -> bool:
    first, last = sentence_span(text, found.start(), found.end())
    telling = (
        job in _TELLING
        or f"{leading}-{job}" in _TELLING
        or (
            job in _COMPOUND
            and leading not in ("", *_NOT_COMPOUND)
            and not leading.endswith(("ly", "ed", "’s", "'s"))
        )
    )
    if telling and (
        _FAMILY.search(text, first, last)
        or _IS_ONE.search(text, first, found.start())
        or _TITLED_ONE.search(text, first, found.start())
    ):
        return True
    said = _SAID.search(text, max(first, found.start() - 90), found.start())
    in_a_case = job in _COMPOUND and leading in _NOT_COMPOUND and leading not in _ARTICLES
    return bool(said and (not in_a_case or _FAMILY.search(said[0])))
