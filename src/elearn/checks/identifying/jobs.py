"""What somebody's relatives do for a living."""

import re
from collections.abc import Iterator
from functools import lru_cache

from elearn.checks.identifying.circumstances import is_of_a_case, sentence_span, told_of_a_case
from elearn.checks.lists import any_of, phrases, words
from elearn.checks.wordings import Wordings
from elearn.patterns import late

_TELLING = words("identifying/jobs", "telling")
_COMPOUND = words("identifying/jobs", "compound")
_NOT_COMPOUND = words("identifying/jobs", "not-compound")
_PROFESSIONAL = words("identifying/jobs", "professional")
_ALL = frozenset(each.rpartition("-")[2] for each in _TELLING) | _COMPOUND | _PROFESSIONAL
_POSSESSIVE = late(r"[’']s?$")
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
_WORKS = Wordings(
    (each, "job")
    for each in (
        *(rf"\b{each}\b" for each in phrases("identifying/jobs", "works")),
        rf"\b(?:{_SOMEBODY})\b(?:[^.!?;\n]{{0,25}}?[ \n])?(?:work(?:s|ed|ing)?|employed|jobs?|shifts)[ \n]"
        r"(?:\w+[ \n]){0,2}?(?:at|in|on|for)[ \n](?:an?|the|one of the|[A-Z][a-z]+[’']s)[ \n](?!home|area|time|plan"
        r"|case|relationship|same|evenings?|mornings?|afternoons?|weekends?|week|end|county|country|city|number|while"
        r"|day|year)[\w-]+",
        rf"\b(?:{_SOMEBODY})[ \n](?:\w+[ \n])?(?:taught|teaches|lectures in|lectured in|coaches|coached|translates"
        r"|preaches|preached|practises)[ \n](?:the[ \n])?(?!h(?:im|er|is)|them|me|us|that|how|to|the|their|children"
        r"|child|what|all)[a-z]+",
        r"\b(?:[Mm]other|[Ff]ather|[Mm]um|[Dd]ad|[Pp]arents|[Ss]tepfather|[Ss]tepdad|[Pp]artner)(?: \([^)]*\))?: "
        r"(?:an? )?[a-z]+ (?:[a-z]+ )?[a-z]{2,}(?:er|or|ist|ian|man|woman|ant|smith|wright)(?=[,.;|\n]|$)",
        r"\b(?:[Mm]other|[Ff]ather|[Mm]um|[Dd]ad)[’']s (?:work|job|trade|occupation): [a-z]",
    )
)
_DONE_BY = late(r"\b(?:is|was|were|are|been|being)[ \n](?:\w+[ \n])*(?:by|with|from|without)[ \n]")
"""“She was seen by a nurse” tells nobody’s job."""
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


def jobs(text: str) -> Iterator[tuple[int, int]]:
    """Where the text gives a relative's job, by its name or as what the relative does."""
    for span in _names(text):
        if is_of_a_case(text, *span):
            yield span
    yield from told_of_a_case(text, _WORKS)


@lru_cache(maxsize=20_000)
def _job(said: str) -> str:
    """The job that a word names, or “?” if only its ending is that of a job, or "" if it is none."""
    word = _POSSESSIVE.sub("", said.lower())
    job = word if word in _ALL else word.removesuffix("s")
    if job not in _ALL and word.endswith("men"):
        job = f"{word[:-3]}man"
    if job in _ALL:
        return job
    return "?" if word.endswith(_ENDINGS) and len(word) > 4 and word not in _NO_JOBS else ""


def _names(text: str) -> Iterator[tuple[int, int]]:
    prior: re.Match[str] | None = None
    for found in _WORD.finditer(text):
        before, prior = prior, found
        job = _job(found[0])
        if job == "?" and _IS_A.search(text, max(0, found.start() - 60), found.start()):
            yield found.span()
        if job in ("", "?"):
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
    return bool(said and not _DONE_BY.search(said[0]) and (not in_a_case or _FAMILY.search(said[0])))
